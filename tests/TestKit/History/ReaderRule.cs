namespace Cardline.TestKit.History;

/// <summary>A reader that went on from its watermark after every break got each visible entry once, in order.</summary>
internal static class ReaderRule
{
    public static IEnumerable<Fault> Check(ReceivedStream reader, IReadOnlyList<StoredEntry> log)
    {
        var visible = log.Where(entry => entry.VisibleSeq is not null).ToList();
        var place = visible.Select((entry, index) => (entry.Id, index)).ToDictionary(pair => pair.Id!, pair => pair.index, StringComparer.Ordinal);
        var begin = StoredSnapshot.Of(log, reader.ConversationId);
        var expected = 0;
        foreach (var (id, came) in reader.ActivityIds.Select((id, came) => (id, came)))
        {
            if (begin.Covers(id))
            {
                // Nobody can say any more whether it was right.
                continue;
            }

            if (!place.TryGetValue(id, out var index) || index < expected)
            {
                yield return new Fault(FaultKind.ReaderWrong, reader.ConversationId, $"{id} came although {expected} entries were there already");
                continue;
            }

            if (reader.Texts.Count > 0 && reader.Texts[came] != (string?)visible[index].Activity["text"])
            {
                yield return new Fault(FaultKind.ReaderWrong, reader.ConversationId, $"{id} came with other words than the log has");
            }

            if (index > expected)
            {
                yield return new Fault(FaultKind.ReaderLost, reader.ConversationId, $"{index - expected} entries before {id} never came");
            }

            expected = index + 1;
        }

        if (expected < visible.Count)
        {
            yield return new Fault(FaultKind.ReaderLost, reader.ConversationId, $"the last {visible.Count - expected} entries never came");
        }
    }
}
