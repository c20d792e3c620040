namespace Cardline.TestKit.History;

/// <summary>What was accepted is in the log once, with the same words, in the order of sending; what was never sent is not there.</summary>
internal static class SentRule
{
    public static IEnumerable<Fault> Check(IReadOnlyList<SentMessage> sent, IReadOnlyList<StoredEntry> log)
    {
        var stored = log.Where(entry => entry is { Sender: StoredSender.Cardholder, ClientId: not null }).ToLookup(entry => entry.ClientId!, StringComparer.Ordinal);
        var begin = StoredSnapshot.Of(log, sent[0].ConversationId);
        foreach (var message in sent.Where(message => !message.ActivityIds.Any(begin.Covers)))
        {
            foreach (var fault in Check(message, [.. stored[message.ClientId]]))
            {
                yield return fault;
            }
        }

        foreach (var fault in Order(sent, message => stored[message.ClientId].FirstOrDefault()?.Seq))
        {
            yield return fault;
        }

        var known = sent.Select(message => message.ClientId).ToHashSet(StringComparer.Ordinal);
        foreach (var group in stored.Where(group => !known.Contains(group.Key)))
        {
            yield return new Fault(FaultKind.Invented, sent[0].ConversationId, $"{group.Key} at seq {group.First().Seq} was sent by nobody");
        }
    }

    private static IEnumerable<Fault> Check(SentMessage message, List<StoredEntry> copies)
    {
        if (copies.Count > 1 || message.ActivityIds.Count > 1)
        {
            yield return new Fault(FaultKind.Duplicated, message.ConversationId, $"{message.ClientId} stands at seq {string.Join(", ", copies.Select(c => c.Seq))}, answered as {string.Join(", ", message.ActivityIds)}");
        }

        if (message.Accepted && (copies.Count == 0 || (string?)copies[0].Activity["text"] != message.Text))
        {
            yield return new Fault(FaultKind.Lost, message.ConversationId, $"{message.ClientId} was accepted as {string.Join(", ", message.ActivityIds)}");
        }

        if (message.ActivityIds.Count > 0 && copies.Count > 0 && copies.TrueForAll(copy => copy.Id != message.ActivityIds[0]))
        {
            yield return new Fault(FaultKind.Lost, message.ConversationId, $"{message.ClientId} was accepted as {message.ActivityIds[0]} and stands as {copies[0].Id}");
        }
    }

    /// <summary>What was answered before another was sent must stand before it; what was under way together has no order.</summary>
    private static IEnumerable<Fault> Order(IReadOnlyList<SentMessage> sent, Func<SentMessage, long?> seqOf)
    {
        // Both sorts keep the order of the list among equals, which is what orders a client without a clock.
        var byAnswer = sent.Select((message, index) => (message, index)).OrderBy(pair => pair.message.Answered).ToList();
        var (next, last) = (0, 0L);
        foreach (var (message, index) in sent.Select((message, index) => (message, index)).OrderBy(pair => pair.message.FirstSent))
        {
            for (; next < byAnswer.Count && IsBefore(byAnswer[next], (message, index)); next++)
            {
                last = Math.Max(last, seqOf(byAnswer[next].message) ?? 0);
            }

            if (seqOf(message) is { } seq && seq <= last)
            {
                yield return new Fault(FaultKind.OutOfOrder, message.ConversationId, $"{message.ClientId} stands at seq {seq}, one that was answered before it was sent at {last}");
            }
        }
    }

    private static bool IsBefore((SentMessage Message, int Index) one, (SentMessage Message, int Index) other) =>
        one.Message.Answered < other.Message.FirstSent || (one.Message.Answered == other.Message.FirstSent && one.Index < other.Index);
}
