using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Turns.Context;
using Cardline.Bot.Turns.Escalation;
using Cardline.Bot.Turns.Reply.Composing;
using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>Says what the stages before decided, in approved words, and records how the turn ended.</summary>
internal sealed class ReplyStage(IHandoffPolicy policy, HandedOffReply handedOff, WaitingReply waiting, AnswerComposer composer) : ITurnStage
{
    /// <inheritdoc/>
    public ValueTask<Turn> RunAsync(Turn turn, CancellationToken cancel) =>
        composer.Wants(turn) ? ComposedAsync(turn, cancel) : ValueTask.FromResult(Said(turn));

    private async ValueTask<Turn> ComposedAsync(Turn turn, CancellationToken cancel) => Said(turn with { Draft = await composer.ComposeAsync(turn, cancel) });

    private Turn Said(Turn turn) => turn with
    {
        Reply = turn switch
        {
            { Head.Holder.Kind: HolderKind.Queue } => waiting.Of(turn),
            { Person.Step: HandoffStep.Handoff } => handedOff.Of(turn),
            { Intake: IntakeStep.Noted } or { Courtesy: Courtesy.NotHelpful } => Noted(turn),
            { Answer: null } => Courteous(turn),
            _ => Answered(turn),
        },
    };

    private TurnReply Answered(Turn turn)
    {
        var answer = turn.Answer!;
        var (outcome, message) = answer.Outcome switch
        {
            AnswerOutcome.Answer => (TurnOutcome.Answered, AnswerMessage.Of(turn, answer)),
            AnswerOutcome.Choose => (TurnOutcome.Choice, ChoiceMessage(turn, answer)),
            AnswerOutcome.Unknown => (TurnOutcome.Unknown, UnknownMessage(turn)),
            _ => throw new InvalidOperationException($"A new outcome {answer.Outcome} needs a message here."),
        };
        var entries = new List<NewEntry> { new(message.ReplyingTo(turn.Last), Visible: true) };
        if (turn.Person.Step == HandoffStep.Offer && (outcome == TurnOutcome.Answered || (outcome == TurnOutcome.Choice && turn.Intake is not null)))
        {
            var offer = Offer(turn, BotMessage.TakeChips(message)).ReplyingTo(turn.Last);
            entries.Add(new NewEntry(outcome == TurnOutcome.Choice ? offer.Marked("asks", true) : offer, Visible: true));
        }

        entries.Add(OutcomeEvent.Of(turn, outcome, answer));
        return new TurnReply(outcome, entries, ToQueue: false);
    }

    private JsonObject ChoiceMessage(Turn turn, KnowledgeAnswer answer)
    {
        var chips = turn.Wish is { Rule: WishRule.WhichOne } wish ? wish.Chips.Select(chip => (chip.Title, chip.Value.DeepClone().AsObject())) : answer.Chips.Select(BotMessage.ArticleChip);
        var line = turn.Wish?.Rule switch
        {
            WishRule.WhichOne => BotLine.WhichOne,
            WishRule.AllTold => answer.Chips.Count == 0 ? BotLine.AllToldEnd : BotLine.AllTold,
            _ => answer.Chips.Count == 1 ? BotLine.ChooseOne : BotLine.Choose,
        };
        return turn is { Person.Step: HandoffStep.Offer, Intake: null }
            ? Offer(turn, chips).Marked("kind", "choice")
            : Line(turn, "choice", line).WithChips([.. chips, BotMessage.PersonChip(turn.Lang)]);
    }

    /// <summary>Where nothing fits (or several things do) and a person is offered anyway, the offer is all that is said: worry is not answered with "no approved answer".</summary>
    private JsonObject UnknownMessage(Turn turn)
    {
        if (turn.Person.Step == HandoffStep.Offer)
        {
            return Offer(turn, []).Marked("kind", "unknown");
        }

        return Line(turn, "unknown", turn.Courtesy == Courtesy.Wordless ? BotLine.Wordless : BotLine.Unknown).WithChips(BotMessage.PersonChip(turn.Lang));
    }

    private static TurnReply Courteous(Turn turn)
    {
        var line = turn.Courtesy switch
        {
            Courtesy.Hello => BotLine.Hello,
            Courtesy.Thanks => BotLine.Welcome,
            Courtesy.Acknowledged => BotLine.Acknowledged,
            Courtesy.WhoAreYou => BotLine.Program,
            Courtesy.OnlyMasked => BotLine.OnlyMasked,
            _ => throw new InvalidOperationException($"Grounding asks whenever something is asked, but it did not for {turn.Courtesy}."),
        };
        var message = Line(turn, "greeting", line);
        if (line == BotLine.Program)
        {
            message.WithChips(BotMessage.PersonChip(turn.Lang));
        }

        return new TurnReply(
            TurnOutcome.Greeted,
            [new NewEntry(message.ReplyingTo(turn.Last), Visible: true), OutcomeEvent.Of(turn, TurnOutcome.Greeted, answer: null)],
            ToQueue: false);
    }

    /// <summary>The reply to the intake question, or the press that says an answer did not help: it is kept, and a person is a press away.</summary>
    private TurnReply Noted(Turn turn)
    {
        var message = turn.Person.Step == HandoffStep.Offer ? Offer(turn, []) : Line(turn, "note", BotLine.NotHelpful).WithChips(BotMessage.PersonChip(turn.Lang));
        return new TurnReply(
            TurnOutcome.Noted,
            [new NewEntry(message.ReplyingTo(turn.Last), Visible: true), OutcomeEvent.Of(turn, TurnOutcome.Noted, answer: null)],
            ToQueue: false);
    }

    private JsonObject Offer(Turn turn, IEnumerable<(string Title, JsonObject Value)> chips) => OfferMessage.Of(policy, turn, chips);

    private static JsonObject Line(Turn turn, string kind, BotLine line) => BotMessage.Of(kind, CardholderText.OfLine(line, turn.Lang), turn.Lang);
}
