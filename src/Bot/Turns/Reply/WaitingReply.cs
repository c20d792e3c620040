using Cardline.Bot.Conversations;
using Cardline.Bot.Turns.Context;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>
/// The reply while a person is being waited for: approved text where something is asked and there is some, otherwise a word that the message was kept.
/// The place in line is never touched; a more urgent reason is passed on under the same handoff.
/// </summary>
internal sealed class WaitingReply(IHandoffPolicy policy, HandedOffReply handedOff)
{
    /// <summary>Builds the reply.</summary>
    public TurnReply Of(Turn turn)
    {
        var entries = new List<NewEntry>();
        var urgent = turn.Person.Step == HandoffStep.Handoff && turn.Handoff is { } open && IsMoreUrgent(turn.Person.Reason, open.Reason);
        var outcome = TurnOutcome.Noted;
        if (urgent)
        {
            var firstStep = policy.TextsFor(turn.Person.Reason, turn.Lang).FirstStep;
            var words = CardholderText.OfLine(BotLine.NotedUrgent, turn.Lang);
            entries.Add(Message(turn, "note", firstStep is null ? words : CardholderText.OfHandoff(firstStep).Then(words)));
            entries.Add(handedOff.Initiate(turn, turn.Handoff!.HandoffId));
        }
        else if (turn.Answer is { Outcome: AnswerOutcome.Answer } answer && (turn.Picked is not null || answer.Followed is not null || Asking.Asks(turn.Question)))
        {
            outcome = TurnOutcome.Answered;
            entries.Add(new NewEntry(AnswerMessage.Of(turn, answer).ReplyingTo(turn.Last), Visible: true));
        }
        else
        {
            entries.Add(Message(turn, "note", CardholderText.OfLine(turn.Courtesy == Courtesy.None && turn.Person.Reason != "human_request" ? BotLine.Noted : BotLine.StillWaiting, turn.Lang)));
        }

        entries.Add(OutcomeEvent.Of(turn, outcome, turn.Answer));
        return new TurnReply(outcome, entries, ToQueue: false);
    }

    private static bool IsMoreUrgent(string reason, string than) => HandoffReasons.PrecedenceOf(reason) < HandoffReasons.PrecedenceOf(than);

    private static NewEntry Message(Turn turn, string kind, CardholderText text) =>
        new(BotMessage.Of(kind, text, turn.Lang).ReplyingTo(turn.Last), Visible: true);
}
