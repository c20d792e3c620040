namespace Cardline.TestKit.History;

/// <summary>What was accepted is in the log once, with the same words, in the order of sending.</summary>
internal static class SentRule
{
    public static IEnumerable<Fault> Check(IReadOnlyList<SentMessage> sent, IReadOnlyList<StoredEntry> log)
    {
        var stored = log.Where(entry => entry is { Sender: StoredSender.Cardholder, ClientId: not null }).ToLookup(entry => entry.ClientId!, StringComparer.Ordinal);
        long last = 0;
        foreach (var message in sent)
        {
            var copies = stored[message.ClientId].ToList();
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

            if (copies.Count > 0 && copies[0].Seq <= last)
            {
                yield return new Fault(FaultKind.OutOfOrder, message.ConversationId, $"{message.ClientId} stands at seq {copies[0].Seq}, the one sent before it at {last}");
            }

            last = copies.Count > 0 ? Math.Max(last, copies[0].Seq) : last;
        }
    }
}
