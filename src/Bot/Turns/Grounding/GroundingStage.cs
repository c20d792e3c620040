using System.Text.Json;
using Cardline.Bot.Model;
using Cardline.Bot.Turns.Context;
using Cardline.Bot.Turns.Escalation;
using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Grounding;

/// <summary>Asks the approved articles, unless a person is needed at once or nothing is asked. A model, where there is one, may help to find the article.</summary>
internal sealed class GroundingStage(IKnowledgeBase knowledge, IModel model, IQuestionVectors? vectors = null) : ITurnStage
{
    /// <summary>Searches of one turn at most: the words after "this is not about ...", all of them, the last clause, each of several questions, and a question that a model spelled out.</summary>
    public const int SearchesMax = 4 + TwoQuestions.ClausesMax;

    private readonly Rewriting rewriting = new(knowledge, model);
    private readonly Choosing choosing = new(knowledge, model);
    private readonly SecondOpinion second = new(model);

    /// <inheritdoc/>
    public async ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel)
    {
        if (turn.Person.Step == HandoffStep.Handoff || turn.Courtesy is not (Courtesy.None or Courtesy.Wordless))
        {
            return turn;
        }

        // Asked for first and heard in Escalation, so that it costs no time of its own.
        var opinion = second.Ask(turn, cancel);
        var grounded = false;
        try
        {
            var found = await HelpedAsync(Granted(turn) ?? Asked(turn, vectors is null ? AskedVectors.None : await AskedVectors.OfAsync(turn, vectors, cancel)), cancel);
            grounded = true;
            return opinion is null ? found : found with { Opinion = opinion };
        }
        finally
        {
            if (!grounded && opinion is not null)
            {
                await opinion.StopAsync();
            }
        }
    }

    /// <summary>
    /// What a model may add where no article was found: a whole question in place of a fragment, then one of several titles. Not for a
    /// press or a wish of what was shown, nor for a message of several matters, nor for the reply to a question of ours.
    /// </summary>
    private async ValueTask<Turn> HelpedAsync(Turn turn, CancellationToken cancel)
    {
        var settled = turn is { Answer.Outcome: AnswerOutcome.Answer } or { Wish: not null } or { Matters.Count: > 0 } or { Parts.Count: > 0 } or { Followed: { Rule: TwoQuestions.Rule } };
        if (settled || turn.IsPressed || turn.Memory.Before?.Intake == "asked" || (turn.Head.Holder.Kind == HolderKind.Queue && !Asking.Asks(turn.Question)))
        {
            return turn;
        }

        return await choosing.TryAsync(await rewriting.TryAsync(turn, cancel), cancel);
    }

    /// <summary>Grants a wish; null when there is none, or when its article is no longer in force.</summary>
    private Turn? Granted(Turn turn)
    {
        if (turn.Wish is not { } wish)
        {
            return null;
        }

        if (wish.Rule == WishRule.WhichOne)
        {
            return turn with { Answer = Choice([], knowledge.Version, turn.Lang), Followed = (Name(wish.Rule), turn.Memory.Question) };
        }

        if (wish.Article is not { } article || knowledge.Show(article, turn.Lang, turn.StartedAt) is not { } shown)
        {
            return null;
        }

        if (wish.Rule == WishRule.AllTold || (wish is { Rule: WishRule.More } && shown.More is null))
        {
            return turn with { Wish = new Wish(WishRule.AllTold), Answer = Choice(shown.Chips, shown.IndexVersion, turn.Lang), Followed = (Name(WishRule.AllTold), turn.Memory.Question) };
        }

        // A press, a place or a title begins anew with that title; whatever says the last answer again still answers the question before.
        var asked = wish.Repeats || wish.Rule == WishRule.More || turn.Memory.Question.Length > 0 && wish.More ? turn.Memory.Question : shown.Candidates[0].Title;
        return turn with { Answer = shown, Followed = (Name(wish.Rule), asked) };
    }

    /// <summary>Asks with all the words, or those after "this is not about ..."; when they do not lead to one article, the last clause may, without the greeting or the worry before it.</summary>
    private Turn Asked(Turn turn, IReadOnlyDictionary<string, ReadOnlyMemory<float>> known)
    {
        var holds = HeldCard.Of(turn, knowledge);
        KnowledgeAnswer Ask(string text, Earlier? earlier = null) => knowledge.Ask(new Question(text, turn.Lang, turn.StartedAt) { Earlier = earlier, Holds = holds, Embedding = known.GetValueOrDefault(text) });

        // A wish that cannot be granted is asked as a question like any other.
        turn = turn with { Wish = null };
        if (Asking.AfterDenial(turn.Question) is { } meant && Ask(meant) is { Outcome: not AnswerOutcome.Unknown } found)
        {
            return turn with { Answer = found, Followed = ("denial", meant) };
        }

        var whole = Ask(turn.Question, turn.Memory.Earlier);
        if (whole.Followed is { } followed)
        {
            return turn with { Answer = whole, Followed = (JsonNamingPolicy.CamelCase.ConvertName(followed.Rule.ToString()), followed.Asked) };
        }

        var clauses = TwoQuestions.Clauses(turn.Question, whole, Ask);
        var parts = TwoQuestions.Of(clauses, whole);
        turn = turn with { Matters = TwoQuestions.Matters(clauses) };
        if (parts.Count > 0)
        {
            return parts.Count > TwoQuestions.AnswersMax
                ? turn with { Answer = TwoQuestions.ChoiceOf(parts), Followed = (TwoQuestions.Rule, turn.Question) }
                : turn with { Answer = parts[0], Parts = parts, Followed = (TwoQuestions.Rule, turn.Question) };
        }

        if (whole.Outcome == AnswerOutcome.Answer || Asking.LastClause(turn.Question) is not { } clause)
        {
            return turn with { Answer = whole };
        }

        var last = Ask(clause);
        return last.Outcome == AnswerOutcome.Answer ? turn with { Answer = last, Followed = ("clause", clause) } : turn with { Answer = whole };
    }

    private static KnowledgeAnswer Choice(IReadOnlyList<Chip> chips, string version, string lang) =>
        new(AnswerOutcome.Choose, [], lang, Text: null, More: null, [], chips, HandoffAdvice.Never, version);

    private static string Name(WishRule rule) => JsonNamingPolicy.CamelCase.ConvertName(rule.ToString());
}
