using Cardline.Bot.Conversations;

namespace Cardline.Bot.Turns;

/// <summary>What turns read of one entry, picked out once.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="OpensTurn">Whether the bot owed an outcome for it.</param>
/// <param name="Said">What was said in it; null when nothing was.</param>
/// <param name="Past">The outcome it records; null when it records none.</param>
/// <param name="Handoff">The handoff it asks for; null when it asks for none.</param>
internal sealed record ReadEntry(long Seq, bool OpensTurn, SaidEntry? Said, PastOutcome? Past, OpenHandoff? Handoff)
{
    /// <summary>Gets what it weighs in memory: characters of text that are kept.</summary>
    public int Chars { get; private init; }

    /// <summary>Reads an entry.</summary>
    public static ReadEntry Of(LogEntry entry)
    {
        var said = SaidEntry.From(entry);
        return new ReadEntry(entry.Seq, entry.OpensTurn, said, PastOutcome.From(entry), OpenHandoff.From(entry))
        {
            Chars = RecentWindows.EntryChars + (said?.Chars ?? 0),
        };
    }
}

/// <summary>Entries of one conversation that were read, all that follow <paramref name="From"/> up to <paramref name="Through"/>. Never changes.</summary>
/// <param name="From">Exclusive.</param>
/// <param name="Through">Inclusive.</param>
/// <param name="LastJson">The text of the last entry, by which the log is known again.</param>
/// <param name="Entries">Oldest first.</param>
internal sealed record ReadWindow(long From, long Through, string LastJson, IReadOnlyList<ReadEntry> Entries)
{
    /// <summary>Gets what it weighs in memory.</summary>
    public int Chars => LastJson.Length + EntriesChars;

    /// <summary>Room for entries to come that a window begins with.</summary>
    private const int RoomMin = 8;

    private int EntriesChars { get; init; } = Entries.Sum(entry => entry.Chars);

    /// <summary>Gets the time of the last entry.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>The entries after a seq, oldest first, at most so many.</summary>
    public IReadOnlyList<ReadEntry> After(long seq, int most)
    {
        var skipped = 0;
        while (skipped < Entries.Count && Entries[skipped].Seq <= seq)
        {
            skipped++;
        }

        return [.. Entries.Skip(skipped).Take(most)];
    }

    /// <summary>This window with what was appended right behind it; null when something else stands in between.</summary>
    /// <param name="appended">What this node wrote.</param>
    /// <param name="entriesMax">Most entries kept; of more, the oldest go.</param>
    public ReadWindow? Grown(AppendResult.Appended appended, int entriesMax)
    {
        var entries = appended.Entries;
        if (entries.Count == 0 || entries[0].Seq != Through + 1 || appended.Follows != LastAt)
        {
            return null;
        }

        // Every append comes by here, so what stays is neither counted nor looked at again.
        var last = entries[^1];
        var gone = Math.Clamp(Entries.Count + entries.Count - entriesMax, 0, Entries.Count);
        ReadEntry[] added = [.. entries.Select(ReadEntry.Of)];
        var kept = Joined(Entries, gone, added, entriesMax);
        return this with
        {
            From = gone > 0 ? kept[0].Seq - 1 : From, Through = last.Seq, LastJson = last.Json, LastAt = last.At, Entries = kept,
            EntriesChars = EntriesChars - Entries.Take(gone).Sum(entry => entry.Chars) + added.Sum(entry => entry.Chars),
        };
    }

    /// <summary>
    /// Puts entries behind others, in the room behind them where that is free: an array in place of the last one for every append would live
    /// just long enough to be moved about by the collector. Who holds the shorter list never looks at what comes behind it.
    /// </summary>
    private static ArraySegment<ReadEntry> Joined(IReadOnlyList<ReadEntry> entries, int gone, ReadEntry[] added, int entriesMax)
    {
        var count = entries.Count - gone + added.Length;
        if (entries is ArraySegment<ReadEntry> { Array: { } room } held && held.Offset + held.Count is var end && end + added.Length <= room.Length && room[end] is null)
        {
            added.CopyTo(room, end);
            return new ArraySegment<ReadEntry>(room, held.Offset + gone, count);
        }

        // Most conversations stay short: twice the room each time, up to what a long one needs.
        var larger = new ReadEntry[count + Math.Clamp(count, RoomMin, Math.Max(RoomMin, entriesMax))];
        for (var i = gone; i < entries.Count; i++)
        {
            larger[i - gone] = entries[i];
        }

        added.CopyTo(larger, count - added.Length);
        return new ArraySegment<ReadEntry>(larger, 0, count);
    }
}

/// <summary>What is remembered of a conversation.</summary>
/// <param name="ConversationId">Whose.</param>
/// <param name="Window">What was read, or written by this node, last.</param>
/// <param name="Open">Where the conversation stood after this node opened a turn there; null when nobody may begin it unasked.</param>
/// <param name="Since">When that was, as a stamp of the node's clock.</param>
internal sealed record RecentConversation(string ConversationId, ReadWindow Window, ConversationHead? Open, long Since);

/// <summary>
/// The windows that turns on this node read last, so that the next turn of a conversation parses only what is new. Of too many,
/// the conversation that was read longest ago goes first. Losing one costs a read; none is believed without looking at the log again.
/// </summary>
internal sealed class RecentWindows
{
    /// <summary>Most conversations remembered.</summary>
    public const int ConversationsMax = 4096;

    /// <summary>Most characters of entries remembered, over all conversations: 32 MB as text, and about as much again as parsed messages.</summary>
    public const int CharsMax = 16_000_000;

    /// <summary>What an entry weighs besides its text.</summary>
    public const int EntryChars = 200;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<RecentConversation>> byConversation = new(StringComparer.Ordinal);
    private readonly LinkedList<RecentConversation> newestFirst = new();
    private long chars;

    /// <summary>Gets how many conversations are remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return byConversation.Count;
            }
        }
    }

    /// <summary>What was read last of a conversation; null when it is not remembered.</summary>
    public ReadWindow? Find(string conversationId)
    {
        lock (gate)
        {
            return byConversation.TryGetValue(conversationId, out var node) ? node.Value.Window : null;
        }
    }

    /// <summary>Remembers what was read, in place of what was read before.</summary>
    public void Put(string conversationId, ReadWindow window)
    {
        lock (gate)
        {
            Put(new RecentConversation(conversationId, window, Open: null, Since: 0));
        }
    }

    /// <summary>Takes in what this node has just appended. What does not follow what is remembered is left to the next read.</summary>
    /// <param name="appended">What was written.</param>
    /// <param name="entriesMax">Most entries kept of one conversation.</param>
    /// <param name="now">A stamp of the node's clock.</param>
    public void Grow(AppendResult.Appended appended, int entriesMax, long now)
    {
        var id = appended.Head.ConversationId;
        lock (gate)
        {
            var known = byConversation.TryGetValue(id, out var node) ? node.Value : null;
            var window = known?.Window ?? new ReadWindow(0, 0, string.Empty, []) { LastAt = DateTimeOffset.MinValue };
            if (window.Grown(appended, entriesMax) is { } grown)
            {
                Put(new RecentConversation(id, grown, appended.OpensTurnHere ? appended.Head : null, now));
            }
            else if (known is not null)
            {
                Put(known with { Open = null });
            }
        }
    }

    /// <summary>Takes, once, the turn that this node opened and the window up to it; null when the log must be asked.</summary>
    public RecentConversation? TakeOpen(string conversationId)
    {
        lock (gate)
        {
            if (!byConversation.TryGetValue(conversationId, out var node) || node.Value is not { Open: not null } open)
            {
                return null;
            }

            node.Value = open with { Open = null };
            return open;
        }
    }

    /// <summary>Forgets a conversation.</summary>
    public void Forget(string conversationId)
    {
        lock (gate)
        {
            Remove(conversationId);
        }
    }

    private void Put(RecentConversation conversation)
    {
        Remove(conversation.ConversationId);
        byConversation[conversation.ConversationId] = newestFirst.AddFirst(conversation);
        chars += conversation.Window.Chars;
        while (chars > CharsMax || byConversation.Count > ConversationsMax)
        {
            Remove(newestFirst.Last!.Value.ConversationId);
        }
    }

    private void Remove(string conversationId)
    {
        if (byConversation.Remove(conversationId, out var node))
        {
            chars -= node.Value.Window.Chars;
            newestFirst.Remove(node);
        }
    }
}
