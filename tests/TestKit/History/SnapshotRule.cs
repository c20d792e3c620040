using System.Text.Json.Nodes;

namespace Cardline.TestKit.History;

/// <summary>What the store keeps of a conversation beside its entries is what the entries give, at whatever entry it was read.</summary>
internal static class SnapshotRule
{
    public static IEnumerable<Fault> Check(IReadOnlyList<StoredHead> heads, IReadOnlyList<StoredEntry> log)
    {
        var begin = StoredSnapshot.Of(log, heads[0].ConversationId);
        var replayed = begin.Head;
        var owed = new SortedSet<long>(begin.Owed);
        var bySeq = heads.ToLookup(head => head.Seq);
        foreach (var head in bySeq[begin.Head.Seq].Where(head => head.Seq > 0 && head != replayed))
        {
            yield return new Fault(FaultKind.SnapshotWrong, head.ConversationId, $"the store says {head}, the snapshot says {replayed}");
        }

        foreach (var entry in begin.Rest(log))
        {
            replayed = Replay(replayed, owed, entry);
            foreach (var head in bySeq[entry.Seq].Where(head => head != replayed))
            {
                yield return new Fault(FaultKind.SnapshotWrong, head.ConversationId, $"the store says {head}, the entries say {replayed}");
            }
        }

        foreach (var head in heads.Where(head => head.Seq > replayed.Seq))
        {
            yield return new Fault(FaultKind.SnapshotWrong, head.ConversationId, $"the store says {head}, the entries end at seq {replayed.Seq}");
        }
    }

    private static StoredHead Replay(StoredHead head, SortedSet<long> owed, StoredEntry entry)
    {
        var attempts = head.TurnAttempts;
        var value = entry.Activity["value"] as JsonObject;
        if (entry.OpensTurn)
        {
            owed.Add(entry.Seq);
        }

        if (entry.EventName == "cardline.outcome")
        {
            owed.ExceptWith((value?["answers"] as JsonArray ?? []).Select(seq => (long)seq!));
            attempts = 0;
        }

        if (entry.EventName == "cardline.turn")
        {
            attempts = (int?)value?["attempt"] ?? 0;
        }

        return head with
        {
            Seq = entry.Seq, VisibleSeq = entry.VisibleSeq ?? head.VisibleSeq, Epoch = entry.Epoch, Holder = entry.Holder, AgentId = entry.AgentId,
            TurnSeq = owed.Count > 0 ? owed.Min : null, TurnAttempts = attempts,
        };
    }
}
