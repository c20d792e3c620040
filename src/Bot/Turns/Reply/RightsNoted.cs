using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>What a turn writes about rights that are invoked in it: a record for each that is not open already, and a line for the cardholder (decision 0016).</summary>
internal sealed class RightsNoted(IHandoffPolicy policy, IKnowledgeBase knowledge)
{
    /// <summary>Most characters of the cardholder's words that a record repeats.</summary>
    public const int EvidenceCharsMax = 500;

    /// <summary>What the turn notes; nothing when no right is invoked that is not open already.</summary>
    public (CardholderText? Line, IReadOnlyList<NewEntry> Records) Of(Turn turn)
    {
        var (lines, records) = ((CardholderText?)null, new List<NewEntry>());
        foreach (var notice in Notices(turn).Where(notice => !OpenRights.Has(turn.Head.OpenRights, notice.Right)))
        {
            var reference = RightReference.Of(turn.Head.ConversationId, notice.Seq, notice.Right);
            var approved = policy.TextsFor(notice.Right, turn.Lang).RightNoted
                ?? throw new InvalidOperationException($"The texts of the right {notice.Right} were taken without the line that says it was noted.");
            var line = CardholderText.OfRight(approved, BankTime.Of(knowledge.AtTheBank(notice.At), turn.Lang), reference);
            lines = lines?.Then(line) ?? line;
            records.Add(Record(notice, reference));
        }

        return (lines, records);
    }

    /// <summary>Those that the words invoke, and what an article that always hands over stands for.</summary>
    private static IEnumerable<RightNotice> Notices(Turn turn)
    {
        var person = turn.Person;
        var decided = person.Step == HandoffStep.Handoff && HandoffReasons.Rights.Contains(person.Reason) && turn.Rights.All(notice => notice.Right != person.Reason);
        return decided ? turn.Rights.Append(new RightNotice(person.Reason, turn.Last.Seq, turn.Last.At, person.Evidence, person.Rule)) : turn.Rights;
    }

    private static NewEntry Record(RightNotice notice, string reference) => BotMessage.StaffEvent(LogEvents.RightInvoked, new JsonObject
    {
        ["right"] = notice.Right,
        ["reference"] = reference,
        ["seq"] = notice.Seq,
        ["at"] = WriteBatch.Time(notice.At),
        ["evidence"] = notice.Evidence is { } words ? OutcomeEvent.WithoutNumbers(words.Length > EvidenceCharsMax ? words[..EvidenceCharsMax] : words) : null,
        ["rule"] = notice.Rule,
    });
}
