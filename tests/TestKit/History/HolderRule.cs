namespace Cardline.TestKit.History;

/// <summary>One holder at a time; every change raises the epoch by one; nobody speaks out of turn.</summary>
internal static class HolderRule
{
    public static IEnumerable<Fault> Check(IReadOnlyList<StoredEntry> log)
    {
        var begin = StoredSnapshot.Of(log, log[0].ConversationId);
        var (epoch, holder, agent) = (begin.Head.Epoch, begin.Head.Holder, begin.Head.AgentId);
        foreach (var entry in begin.Rest(log))
        {
            var changed = (entry.Holder, entry.AgentId) != (holder, agent);
            if (entry.Epoch != epoch + (changed ? 1 : 0))
            {
                yield return new Fault(FaultKind.EpochWrong, entry.ConversationId, $"epoch {epoch} to {entry.Epoch}, holder {holder} to {entry.Holder}, at seq {entry.Seq}");
            }
            else if (changed && entry.EventName != "cardline.holder")
            {
                yield return new Fault(FaultKind.EpochWrong, entry.ConversationId, $"holder {holder} to {entry.Holder} without its record, at seq {entry.Seq}");
            }

            (epoch, holder, agent) = (entry.Epoch, entry.Holder, entry.AgentId);
            if (Speaks(entry) is { } kind)
            {
                yield return new Fault(kind, entry.ConversationId, $"'{entry.Speaker}' spoke while {holder} held, at seq {entry.Seq}");
            }
        }
    }

    private static FaultKind? Speaks(StoredEntry entry)
    {
        if (entry.VisibleSeq is null || (string?)entry.Activity["type"] != "message")
        {
            return null;
        }

        if ((entry.Sender == StoredSender.Bot || entry.Speaker == "bot") && entry.Holder is StoredHolder.Agent or StoredHolder.Closed)
        {
            return FaultKind.BotOverPerson;
        }

        return entry is { Sender: StoredSender.Agent, Speaker: "agent" } && entry.Holder != StoredHolder.Agent ? FaultKind.AgentWithoutHold : null;
    }
}
