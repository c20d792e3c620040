using Cardline.Bot.Conversations;

namespace Cardline.Bot.Turns;

/// <summary>Reads a stretch of a conversation's log, and parses only what this node has not parsed before.</summary>
/// <remarks>
/// What is remembered is never a second truth. Every read begins with the last entry that is remembered: when the log has another
/// there (a store that lost what it had acknowledged), nothing remembered counts. And every overwriting of an entry leaves a
/// record behind it in the log, so what is new tells when something remembered has changed.
/// </remarks>
internal sealed class WindowReader(IConversationLog log, RecentWindows recent)
{
    /// <summary>Reads the entries after <paramref name="from"/>, at most <paramref name="limit"/>, none after where the conversation stood.</summary>
    public async Task<IReadOnlyList<ReadEntry>> ReadAsync(ConversationHead head, long from, int limit, CancellationToken cancel)
    {
        if (from + limit < head.Seq)
        {
            // It ends before the conversation does, so a record that something in it changed may lie beyond it.
            return Parsed(await log.ReadAsync(head.ConversationId, Audience.Staff, from, limit, cancel), head.Seq);
        }

        if (recent.Find(head.ConversationId) is { } window && window.From <= from && window.Through > from && window.Through <= head.Seq)
        {
            var next = await log.ReadAsync(head.ConversationId, Audience.Staff, window.Through - 1, (int)(head.Seq - window.Through) + 1, cancel);
            if (next is [var last, ..] && last.Seq == window.Through && last.Json == window.LastJson && !next.Any(entry => Redaction.SeqIn(entry) is not null))
            {
                return Remembered(head, from, [.. window.Entries.SkipWhile(entry => entry.Seq <= from), .. Parsed(next.Skip(1), head.Seq)], next[^1].Json);
            }
        }

        var all = await log.ReadAsync(head.ConversationId, Audience.Staff, from, limit, cancel);
        var within = all.TakeWhile(entry => entry.Seq <= head.Seq).ToList();
        return within.Count == 0 ? [] : Remembered(head, from, Parsed(within, head.Seq), within[^1].Json);
    }

    private static List<ReadEntry> Parsed(IEnumerable<LogEntry> entries, long through) => [.. entries.TakeWhile(entry => entry.Seq <= through).Select(ReadEntry.Of)];

    private List<ReadEntry> Remembered(ConversationHead head, long from, List<ReadEntry> entries, string lastJson)
    {
        recent.Put(head.ConversationId, new ReadWindow(from, entries[^1].Seq, lastJson, entries));
        return entries;
    }
}
