using Cardline.Bot.Conversations;
using Cardline.Bot.Turns.Context;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>
/// The reply while a person is being waited for: approved text where something is asked and there is some, otherwise a word that the message was kept.
/// A right that is invoked only now is noted with it. The place in line is never touched; a more urgent reason is passed on under the same handoff.
/// </summary>
internal sealed class WaitingReply(IHandoffPolicy policy, HandedOffReply handedOff, RightsNoted rights)
{
    /// <summary>Builds the reply.</summary>
    public TurnReply Of(Turn turn)
    {
        var entries = new List<NewEntry>();
        var urgent = turn.Person.Step == HandoffStep.Handoff && turn.Handoff is { } open && IsMoreUrgent(turn.Person.Reason, open.Reason);
        var outcome = TurnOutcome.Noted;
        var noted = rights.Of(turn);
        if (urgent)
        {
            var firstStep = policy.TextsFor(turn.Person.Reason, turn.Lang).FirstStep;
            var words = CardholderText.OfLine(BotLine.NotedUrgent, turn.Lang);
            entries.Add(Message(turn, "note", With(firstStep is null ? words : CardholderText.OfHandoff(firstStep).Then(words), noted.Line)));
            entries.Add(handedOff.Initiate(turn, turn.Handoff!.HandoffId));
        }
        else if (turn.Answer is { Outcome: AnswerOutcome.Answer } answer && (turn.Picked is not null || answer.Followed is not null || Asking.Asks(turn.Question)))
        {
            // An answer is shown word for word as it was approved, so nothing is added to it.
            outcome = TurnOutcome.Answered;
            entries.AddRange(noted.Line is { } line ? [Message(turn, "note", line)] : []);
            entries.Add(new NewEntry(AnswerMessage.Of(turn, answer).ReplyingTo(turn.Last), Visible: true));
        }
        else
        {
            var words = CardholderText.OfLine(turn.Courtesy == Courtesy.None && turn.Person.Reason != "human_request" ? BotLine.Noted : BotLine.StillWaiting, turn.Lang);
            entries.Add(Message(turn, "note", With(words, noted.Line)));
        }

        entries.AddRange(noted.Records);
        entries.Add(OutcomeEvent.Of(turn, outcome, turn.Answer));
        return new TurnReply(outcome, entries, ToQueue: false);
    }

    private static CardholderText With(CardholderText words, CardholderText? noted) => noted is null ? words : words.Then(noted);

    private static bool IsMoreUrgent(string reason, string than) => HandoffReasons.PrecedenceOf(reason) < HandoffReasons.PrecedenceOf(than);

    private static NewEntry Message(Turn turn, string kind, CardholderText text) =>
        new(BotMessage.Of(kind, text, turn.Lang).ReplyingTo(turn.Last), Visible: true);
}
