namespace Cardline.TestKit.History;

/// <summary>The bot's words stand beside the outcome they belong to, and one message is answered in one append. A greeting answers nobody.</summary>
internal static class ReplyRule
{
    public static IEnumerable<Fault> Check(IReadOnlyList<StoredEntry> log)
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        var trimmed = StoredSnapshot.Of(log, log[0].ConversationId).Head.Seq;
        for (var from = 0; from < log.Count;)
        {
            var to = from;
            while (to < log.Count && log[to].Sender == StoredSender.Bot && log[to].Epoch == log[from].Epoch)
            {
                to++;
            }

            var append = log.Skip(from).Take(to - from).ToList();
            var words = append.Where(entry => entry.VisibleSeq is not null && (string?)entry.Activity["type"] == "message" && entry.Kind != "greeting").ToList();
            // Right behind a snapshot the outcome may have gone with what went.
            if (words.Count > 0 && log[from].Seq != trimmed + 1 && append.TrueForAll(entry => entry.EventName != "cardline.outcome"))
            {
                yield return new Fault(FaultKind.ReplyTwice, words[0].ConversationId, $"the bot spoke without an outcome at seq {words[0].Seq}");
            }

            foreach (var id in words.Select(entry => (string?)entry.Activity["replyToId"]).OfType<string>().Distinct(StringComparer.Ordinal).Where(id => !answered.Add(id)))
            {
                yield return new Fault(FaultKind.ReplyTwice, words[0].ConversationId, $"{id} was answered before, and again at seq {words[0].Seq}");
            }

            from = Math.Max(to, from + 1);
        }
    }
}
