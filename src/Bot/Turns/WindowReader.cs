using Cardline.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns;

/// <summary>Reads a stretch of a conversation's log, and parses only what this node has not parsed before.</summary>
/// <remarks>
/// What is remembered is never a second truth. A read begins with the last entry that is remembered: when the log has another there
/// (a store that lost what it had acknowledged), nothing remembered counts. And every overwriting of an entry leaves a record behind
/// it in the log, so what is new tells when something remembered has changed. Nothing is read where the number and the time of the
/// last entry are known to be those of the log: of a turn that this node opened a moment ago, because its append was compared with
/// them, and of one that was just taken, when its head has them.
/// </remarks>
internal sealed class WindowReader(IConversationLog log, RecentWindows recent, TurnLease lease, IOptions<TurnOptions> options, TimeProvider clock)
{
    /// <summary>Gets the most entries remembered of one conversation: what a turn looks back on, and as much again.</summary>
    public int EntriesMax => 2 * options.Value.HistoryEntriesMax;

    /// <summary>Takes in what this node has just appended.</summary>
    public void Grow(AppendResult.Appended appended) => recent.Grow(appended, EntriesMax, clock.GetTimestamp());

    /// <summary>Takes, once, a turn that this node opened so lately that its lease has most of its life before it.</summary>
    /// <returns>Where the conversation stood and the window up to there; null when the log must be asked.</returns>
    public (ConversationHead Head, ReadWindow Window)? TakeOpen(string conversationId) =>
        recent.TakeOpen(conversationId) is { Open: { } head } open && clock.GetElapsedTime(open.Since) < lease.Life / TurnKeeper.RenewalsPerLease
            ? (head, open.Window)
            : null;

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
            if (window.Through == head.Seq && window.LastAt == head.At)
            {
                // The head was read a moment ago and ends where this does, so there is nothing new. Otherwise a node that is behind would read most when it has least time.
                return window.After(from, limit);
            }

            var next = await log.ReadAsync(head.ConversationId, Audience.Staff, window.Through - 1, (int)(head.Seq - window.Through) + 1, cancel);
            if (next is [var last, ..] && last.Seq == window.Through && last.Json == window.LastJson && !next.Any(entry => Redaction.SeqIn(entry) is not null))
            {
                return Remembered(head, from, [.. window.Entries.SkipWhile(entry => entry.Seq <= from), .. Parsed(next.Skip(1), head.Seq)], next[^1]);
            }
        }

        var all = await log.ReadAsync(head.ConversationId, Audience.Staff, from, limit, cancel);
        var within = all.TakeWhile(entry => entry.Seq <= head.Seq).ToList();
        return within.Count == 0 ? [] : Remembered(head, from, Parsed(within, head.Seq), within[^1]);
    }

    private static List<ReadEntry> Parsed(IEnumerable<LogEntry> entries, long through) => [.. entries.TakeWhile(entry => entry.Seq <= through).Select(ReadEntry.Of)];

    private List<ReadEntry> Remembered(ConversationHead head, long from, List<ReadEntry> entries, LogEntry last)
    {
        recent.Put(head.ConversationId, new ReadWindow(from, entries[^1].Seq, last.Json, entries) { LastAt = last.At });
        return entries;
    }
}
