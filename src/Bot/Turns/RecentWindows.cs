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
            Chars = RecentWindows.EntryChars + (said is null ? 0 : entry.Json.Length),
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
    public int Chars { get; } = LastJson.Length + Entries.Sum(entry => entry.Chars);
}

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
    private readonly Dictionary<string, LinkedListNode<(string ConversationId, ReadWindow Window)>> byConversation = new(StringComparer.Ordinal);
    private readonly LinkedList<(string ConversationId, ReadWindow Window)> newestFirst = new();
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
            Remove(conversationId);
            byConversation[conversationId] = newestFirst.AddFirst((conversationId, window));
            chars += window.Chars;
            while (chars > CharsMax || byConversation.Count > ConversationsMax)
            {
                Remove(newestFirst.Last!.Value.ConversationId);
            }
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

    private void Remove(string conversationId)
    {
        if (byConversation.Remove(conversationId, out var node))
        {
            chars -= node.Value.Window.Chars;
            newestFirst.Remove(node);
        }
    }
}
