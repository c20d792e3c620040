namespace Cardline.TestKit.History;

/// <summary>Judges a history by every rule of a log.</summary>
public static class HistoryChecker
{
    /// <summary>Finds all faults.</summary>
    public static IReadOnlyList<Fault> Check(RunHistory history)
    {
        var logs = history.Entries.GroupBy(entry => entry.ConversationId, StringComparer.Ordinal)
            .ToDictionary(log => log.Key, log => (IReadOnlyList<StoredEntry>)[.. log], StringComparer.Ordinal);
        var faults = new List<Fault>();
        foreach (var log in logs.Values)
        {
            faults.AddRange(NumberRule.Check(log, history.Between));
            faults.AddRange(HolderRule.Check(log));
            faults.AddRange(TurnRule.Check(log));
            faults.AddRange(ReplyRule.Check(log));
        }

        foreach (var sent in history.Sent.GroupBy(message => message.ConversationId, StringComparer.Ordinal))
        {
            faults.AddRange(SentRule.Check([.. sent], logs.GetValueOrDefault(sent.Key, [])));
        }

        foreach (var acts in history.Acts.GroupBy(act => act.ConversationId, StringComparer.Ordinal))
        {
            faults.AddRange(DeskRule.Check([.. acts], logs.GetValueOrDefault(acts.Key, [])));
        }

        foreach (var heads in history.Heads.GroupBy(head => head.ConversationId, StringComparer.Ordinal))
        {
            faults.AddRange(SnapshotRule.Check([.. heads], logs.GetValueOrDefault(heads.Key, [])));
        }

        faults.AddRange(history.Received.SelectMany(reader => ReaderRule.Check(reader, logs.GetValueOrDefault(reader.ConversationId, []))));
        return faults;
    }

    /// <summary>Counts the faults of every kind, zero included, in the order of the kinds.</summary>
    public static IReadOnlyDictionary<FaultKind, int> Count(IReadOnlyList<Fault> faults) =>
        new SortedDictionary<FaultKind, int>(Enum.GetValues<FaultKind>().ToDictionary(kind => kind, kind => faults.Count(fault => fault.Kind == kind)));
}
