using Cardline.Bot.Model;
using Cardline.Bot.Model.Checking;
using Cardline.Bot.Operations;
using Cardline.Bot.Turns.Context;
using Cardline.Bot.Turns.Escalation;
using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns.Reply.Composing;

/// <summary>
/// Has a model put the answer in its own words, sentence by sentence, each checked before anybody sees it. The first thing that is wrong ends
/// the draft: the cardholder gets the approved text, and staff see why.
/// </summary>
internal sealed class AnswerComposer(IModel model, DraftCheck check, IOptions<TurnOptions> options, TimeProvider clock, ILogger<AnswerComposer> logger)
{
    /// <summary>Pieces that are taken of one reply; a model gives a few hundred.</summary>
    public const int PiecesMax = 4_000;

    /// <summary>Characters of a draft. What the desk, a phone and a passing event between two nodes can hold is more.</summary>
    public const int CharsMax = 2_000;

    /// <summary>What the prompt has the model write when the passages do not answer the question.</summary>
    private const string NothingFits = "none";

    /// <summary>Says whether this turn's answer is put together by a model: an answer out of low-risk articles that the cardholder asked for in words, while nobody is called and the model has not kept the turn waiting in vain.</summary>
    public bool Wants(Turn turn) =>
        turn.Answer is { Outcome: AnswerOutcome.Answer } answer
        && turn is { Head.Holder.Kind: HolderKind.Bot, Wish: null, Courtesy: Courtesy.None, Live: null or { IsFirstAttempt: true } }
        && turn.Person.Step != HandoffStep.Handoff
        && !turn.ModelIsSilent
        && turn.Intake != IntakeStep.Noted
        && turn.Waiting.All(message => message.Activity["value"] is null)
        && Served(turn, answer).All(part => part is { Outcome: AnswerOutcome.Answer, Risk: Risk.Low, Text: not null, Sources.Count: > 0 } && part.Lang == turn.Lang)
        && check.IsThere
        && model.Offers(ModelUse.Compose);

    /// <summary>Puts the answer together and shows it as it grows.</summary>
    /// <exception cref="OperationCanceledException">The turn is no longer this node's, or the server stops.</exception>
    public async Task<Composition> ComposeAsync(Turn turn, CancellationToken cancel)
    {
        var answer = turn.Answer!;
        var draft = new Draft(turn, new GroundScope([.. Served(turn, answer).SelectMany(Passages)], turn.Lang), AnswerMessage.Lead(turn, answer));
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.FirstSentenceMilliseconds), clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        var fault = "exception";
        try
        {
            fault = await ReadAsync(draft, late, stop.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            fault = "late";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The model is a stranger: nothing of it may cost the cardholder the approved text.
            TurnLog.DraftFailed(logger, turn.Head.ConversationId, turn.Head.TurnSeq ?? 0, e);
        }

        Instruments.DraftEnded(fault ?? "said");
        if (fault is not null)
        {
            TurnLog.DraftRefused(logger, turn.Head.ConversationId, turn.Head.TurnSeq ?? 0, draft.Sentences.Count, fault);
        }

        return new Composition(draft.Scope, draft.Sentences, draft.Prompt, fault);
    }

    private static IReadOnlyList<KnowledgeAnswer> Served(Turn turn, KnowledgeAnswer answer) => turn.Parts.Count > 0 ? turn.Parts : [answer];

    /// <summary>The short answer and the rest, each as it would be served today.</summary>
    private static IEnumerable<Passage> Passages(KnowledgeAnswer answer)
    {
        var source = answer.Sources[0];
        yield return new Passage(source.Article, source.Version, source.Name, answer.Text!);
        if (answer.More is { } rest)
        {
            yield return new Passage(source.Article, source.Version, source.Name, rest);
        }
    }

    private static ModelAsk AskOf(Draft draft) => new(ModelUse.Compose, draft.Turn.Head.ConversationId, new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["question"] = draft.Turn.Followed?.Asked ?? draft.Turn.Question,
        ["passages"] = draft.Scope.Passages.Select((passage, i) => new Dictionary<string, object?>(StringComparer.Ordinal) { ["number"] = i + 1, ["text"] = passage.Markdown }).ToList(),
        ["lang"] = draft.Turn.Lang,
    });

    /// <summary>Reads the reply to its end or to its first fault.</summary>
    /// <returns>The fault; null when the draft may be said.</returns>
    private async Task<string?> ReadAsync(Draft draft, CancellationTokenSource late, CancellationToken stop)
    {
        await draft.BeginAsync(stop);
        var cutter = new SentenceCutter();
        var (pieces, chars, ended) = (0, 0, false);
        await foreach (var piece in model.StreamAsync(AskOf(draft), stop).WithCancellation(stop))
        {
            draft.Prompt ??= piece.Prompt;
            chars += piece.Text.Length;
            if (++pieces > PiecesMax || chars > CharsMax)
            {
                return "tooLong";
            }

            if (TakeAll(draft, cutter.Add(piece.Text), late) is { } wrong)
            {
                return wrong;
            }

            ended = piece.Ended;
            if (ended)
            {
                break;
            }

            await draft.ShowAsync(stop);
        }

        return !ended ? draft.Prompt is null ? "noReply" : "broken"
            : TakeAll(draft, cutter.End(), late) ?? (draft.Sentences.Count == 0 ? "empty" : null);
    }

    private string? TakeAll(Draft draft, IEnumerable<string> sentences, CancellationTokenSource late)
    {
        foreach (var sentence in sentences)
        {
            if (draft.Sentences.Count == options.Value.SentencesMax)
            {
                return "tooMany";
            }

            if (draft.Sentences.Count == 0 && sentence.Trim().TrimEnd('.').Equals(NothingFits, StringComparison.OrdinalIgnoreCase))
            {
                return "declined";
            }

            var (passed, fault) = check.Of(sentence, draft.Scope);
            if (fault is { } wrong)
            {
                return System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(wrong.ToString());
            }

            draft.Sentences.Add(passed!);
            if (draft.Sentences.Count == 1)
            {
                late.CancelAfter(TimeSpan.FromMilliseconds(options.Value.ComposeMilliseconds));
            }
        }

        return null;
    }

    /// <summary>A draft on its way.</summary>
    private sealed class Draft(Turn turn, GroundScope scope, CardholderText? lead)
    {
        private int shown;

        public Turn Turn => turn;

        public GroundScope Scope => scope;

        public List<CheckedSentence> Sentences { get; } = [];

        public string? Prompt { get; set; }

        public Task BeginAsync(CancellationToken cancel) => turn.Live?.BeginAsync(cancel) ?? Task.CompletedTask;

        /// <summary>Shows what has passed since the last time, if it is time.</summary>
        public async Task ShowAsync(CancellationToken cancel)
        {
            if (turn.Live is { } live && Sentences.Count > shown)
            {
                var words = CardholderText.OfChecked(Sentences, scope.Lang);
                shown = await live.ShowAsync(lead?.Then(words) ?? words, cancel) ? Sentences.Count : shown;
            }
        }
    }
}
