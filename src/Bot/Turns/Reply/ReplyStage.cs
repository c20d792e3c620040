using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>Says what the stages before decided, in approved words, and records how the turn ended.</summary>
internal sealed class ReplyStage(IHandoffPolicy policy, HandedOffReply handedOff, WaitingReply waiting) : ITurnStage
{
    /// <inheritdoc/>
    public ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel) => ValueTask.FromResult(turn with
    {
        Reply = turn switch
        {
            { Head.Holder.Kind: HolderKind.Queue } => waiting.Of(turn),
            { Person.Step: HandoffStep.Handoff } => handedOff.Of(turn),
            _ => Answered(turn),
        },
    });

    private TurnReply Answered(Turn turn)
    {
        var answer = turn.Answer ?? throw new InvalidOperationException("Grounding asks whenever no person is needed at once.");
        var (outcome, message) = answer.Outcome switch
        {
            AnswerOutcome.Answer => (TurnOutcome.Answered, AnswerMessage(turn, answer)),
            AnswerOutcome.Choose => (TurnOutcome.Choice, ChoiceMessage(turn, answer)),
            AnswerOutcome.Unknown => (TurnOutcome.Unknown, Line(turn, "unknown", BotLine.Unknown).WithChips(BotMessage.PersonChip(turn.Lang))),
            _ => throw new InvalidOperationException($"A new outcome {answer.Outcome} needs a message here."),
        };
        var entries = new List<NewEntry> { new(message.ReplyingTo(turn.Last), Visible: true) };
        if (turn.Person.Step == HandoffStep.Offer && outcome != TurnOutcome.Unknown)
        {
            entries.Add(new NewEntry(Offer(turn).ReplyingTo(turn.Last), Visible: true));
        }
        else if (turn.Person.Step == HandoffStep.Offer)
        {
            message.Marked("offered", turn.Person.Reason);
        }

        entries.Add(OutcomeEvent.Of(turn, outcome, answer));
        return new TurnReply(outcome, entries, ToQueue: false);
    }

    /// <summary>An answer with its source, its rest a press away, and what people ask next.</summary>
    internal static JsonObject AnswerMessage(Turn turn, KnowledgeAnswer answer)
    {
        var article = answer.Sources[0].Article;
        var rest = turn.Picked is { More: true } && answer.More is not null;
        var more = answer.More is not null && !rest ? [BotMessage.MoreChip(article, answer.Lang)] : Array.Empty<(string, JsonObject)>();
        return BotMessage.Of("answer", CardholderText.Of(answer, rest), answer.Lang)
            .Marked("sources", BotMessage.Sources(answer))
            .WithChips([.. more, .. answer.Chips.Select(BotMessage.ArticleChip)]);
    }

    private static JsonObject ChoiceMessage(Turn turn, KnowledgeAnswer answer) => Line(turn, "choice", BotLine.Choose)
        .WithChips([.. answer.Chips.Select(BotMessage.ArticleChip), BotMessage.PersonChip(turn.Lang)]);

    private JsonObject Offer(Turn turn) => BotMessage
        .Of("offer", CardholderText.OfHandoff(policy.TextsFor(turn.Person.Reason, turn.Lang).Offer), turn.Lang)
        .Marked("offered", turn.Person.Reason)
        .WithChips(BotMessage.PersonChip(turn.Lang));

    private static JsonObject Line(Turn turn, string kind, BotLine line) => BotMessage.Of(kind, CardholderText.OfLine(line, turn.Lang), turn.Lang);
}
