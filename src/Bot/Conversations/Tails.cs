namespace Cardline.Bot.Conversations;

/// <summary>The tails of the conversations that somebody follows right now, and the one of all conversations.</summary>
internal sealed class Tails
{
    /// <summary>Entries kept in memory for a followed conversation, up to twice as many: what one append supplies. Whoever is further behind reads the store.</summary>
    public const int ConversationEntriesMax = ConversationRules.EntriesPerAppendMax;

    /// <summary>Entries kept in memory for the feed of all conversations.</summary>
    public const int FeedEntriesMax = 2048;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (Tail Tail, int Followers)> byConversation = new(StringComparer.Ordinal);
    private int followersNow;

    /// <summary>Gets the tail of the feed of all conversations, by position.</summary>
    public Tail Feed { get; } = new(FeedEntriesMax, entry => entry.Position);

    /// <summary>Gets how many readers follow a conversation.</summary>
    public int Followers => Volatile.Read(ref followersNow);

    /// <summary>Publishes committed entries of one conversation.</summary>
    public void Publish(IReadOnlyList<LogEntry> entries)
    {
        Tail? tail;
        lock (gate)
        {
            tail = byConversation.TryGetValue(entries[0].ConversationId, out var followed) ? followed.Tail : null;
        }

        tail?.Publish(entries);
    }

    /// <summary>Tells the followers of a conversation that another node committed entries up to a seq.</summary>
    public void Announce(string conversationId, long seq)
    {
        Tail? tail;
        lock (gate)
        {
            tail = byConversation.TryGetValue(conversationId, out var followed) ? followed.Tail : null;
        }

        tail?.Announce(seq);
    }

    /// <summary>Tells the followers of a conversation where its log ends, as it was just read: 0 when there is none any more.</summary>
    public void Stands(string conversationId, long seq)
    {
        Tail? tail;
        lock (gate)
        {
            tail = byConversation.TryGetValue(conversationId, out var followed) ? followed.Tail : null;
        }

        tail?.Stands(seq);
    }

    /// <summary>Lists the conversations that somebody follows.</summary>
    public IReadOnlyList<string> Followed()
    {
        lock (gate)
        {
            return [.. byConversation.Keys];
        }
    }

    /// <summary>Drops what memory holds of a conversation, because one of its entries was overwritten.</summary>
    public void Forget(string conversationId)
    {
        lock (gate)
        {
            if (byConversation.TryGetValue(conversationId, out var followed))
            {
                followed.Tail.Forget();
            }
        }

        Feed.Forget();
    }

    /// <summary>Begins to follow a conversation; leave with <see cref="Leave"/>.</summary>
    public Tail Enter(string conversationId)
    {
        lock (gate)
        {
            var (tail, followers) = byConversation.TryGetValue(conversationId, out var followed)
                ? followed
                : (new Tail(ConversationEntriesMax, entry => entry.Seq), 0);
            byConversation[conversationId] = (tail, followers + 1);
            followersNow++;
            return tail;
        }
    }

    /// <summary>Stops following; the last to leave frees the memory.</summary>
    public void Leave(string conversationId)
    {
        lock (gate)
        {
            var (tail, followers) = byConversation[conversationId];
            followersNow--;
            if (followers == 1)
            {
                byConversation.Remove(conversationId);
            }
            else
            {
                byConversation[conversationId] = (tail, followers - 1);
            }
        }
    }
}
