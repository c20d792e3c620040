namespace Cardline.TestKit.History;

/// <summary>Both numbers are dense from 1, or from the snapshot of a trimmed log, and times grow strictly and lie within the run.</summary>
internal static class NumberRule
{
    public static IEnumerable<Fault> Check(IReadOnlyList<StoredEntry> log, (long Began, long Ended)? between)
    {
        var begin = StoredSnapshot.Of(log, log[0].ConversationId);
        var (seq, visibleSeq, at) = (begin.Head.Seq, begin.Head.VisibleSeq, begin.At);
        foreach (var entry in begin.Rest(log))
        {
            if (entry.Seq != seq + 1)
            {
                yield return new Fault(FaultKind.SeqNotDense, entry.ConversationId, $"seq {entry.Seq} after {seq}");
            }

            if (entry.VisibleSeq is { } number && number != visibleSeq + 1)
            {
                yield return new Fault(FaultKind.VisibleSeqNotDense, entry.ConversationId, $"visibleSeq {number} after {visibleSeq}, at seq {entry.Seq}");
            }

            if (entry.At <= at)
            {
                yield return new Fault(FaultKind.TimeNotIncreasing, entry.ConversationId, $"{entry.At} ms after {at} ms, at seq {entry.Seq}");
            }

            if (between is { } run && (entry.At < run.Began || entry.At > run.Ended))
            {
                yield return new Fault(FaultKind.TimeOff, entry.ConversationId, $"{entry.At} ms in a run from {run.Began} to {run.Ended} ms, at seq {entry.Seq}");
            }

            (seq, visibleSeq, at) = (entry.Seq, entry.VisibleSeq ?? visibleSeq, entry.At);
        }
    }
}
