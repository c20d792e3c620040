using Cardline.Bot.Conversations;

namespace Cardline.Bot.Turns.Reply;

/// <summary>The honest line and the offer of a person. It needs nothing that could fail: no search, no texts from files, no line.</summary>
internal static class FailedReply
{
    /// <summary>Builds the reply.</summary>
    /// <param name="turn">The turn that could not be done.</param>
    /// <param name="failure">Why, in one word for staff: <c>exception</c>, <c>attempts</c> or <c>late</c>; never an exception's message.</param>
    public static TurnReply Of(Turn turn, string failure)
    {
        var message = BotMessage.Of("failed", CardholderText.OfLine(BotLine.Failed, turn.Lang), turn.Lang)
            .Marked("offered", "technical_error")
            .WithChips(BotMessage.PersonChip(turn.Lang))
            .ReplyingTo(turn.Last);
        return new TurnReply(
            TurnOutcome.Failed, [new NewEntry(message, Visible: true), OutcomeEvent.Of(turn, TurnOutcome.Failed, answer: null, failure)], ToQueue: false);
    }
}
