using Cardline.Bot.Conversations;
using Cardline.Handoff;

namespace Cardline.Bot.Turns.Reply;

/// <summary>The honest line and the offer of a person. It needs nothing that could fail: no search, no texts from files, no line.</summary>
internal static class FailedReply
{
    /// <summary>Builds the reply.</summary>
    /// <param name="turn">The turn that could not be done.</param>
    /// <param name="failure">Why, in one word for staff: <c>exception</c>, <c>attempts</c> or <c>late</c>; never an exception's message.</param>
    public static TurnReply Of(Turn turn, string failure)
    {
        // Who waits for a person already is told that the message was kept, and is not offered what is on its way.
        var message = turn.Head.Holder.Kind == HolderKind.Queue
            ? BotMessage.Of("failed", CardholderText.OfLine(BotLine.Noted, turn.Lang), turn.Lang)
            : BotMessage.Of("failed", CardholderText.OfLine(BotLine.Failed, turn.Lang), turn.Lang)
                .Marked("offered", "technical_error")
                .WithChips(BotMessage.PersonChip(turn.Lang));
        message.ReplyingTo(turn.Last);
        return new TurnReply(
            TurnOutcome.Failed, [new NewEntry(message, Visible: true), OutcomeEvent.Of(turn, TurnOutcome.Failed, answer: null, failure)], ToQueue: false);
    }
}
