using System.Threading.Channels;

namespace Cardline.Handoff.Queue;

/// <summary>One thing for the desk streams: an entry with the item after it, or the number of agents on duty.</summary>
/// <param name="Position">Where to resume after it; null for what is not in the log.</param>
/// <param name="Item">The item after the entry.</param>
/// <param name="Entry">The entry.</param>
/// <param name="AgentsOnDuty">How many agents are on duty now; null when it is about an entry.</param>
internal sealed record DeskEvent(long? Position, QueueItem? Item, ConversationEntry? Entry, int? AgentsOnDuty);

/// <summary>Hands events to the desk streams and remembers recent ones. Used under the board's lock only.</summary>
internal sealed class DeskFeed(HandoffOptions options)
{
    private readonly List<DeskSubscription> _subscriptions = [];
    private readonly Queue<DeskEvent> _recent = new();
    private long _recentAfter;

    /// <summary>Begins anew after a replay; streams that still run resume by their cursor.</summary>
    public void Start(long position)
    {
        _recent.Clear();
        _recentAfter = position;
        foreach (var subscription in _subscriptions)
        {
            subscription.End();
        }

        _subscriptions.Clear();
    }

    /// <summary>Begins a stream: what it missed lies in memory, or must be read from the log up to <see cref="DeskSubscription.CatchUpTo"/>.</summary>
    public DeskSubscription Subscribe(long cursor, long position)
    {
        var remembered = cursor >= _recentAfter;
        var missed = remembered ? _recent.Where(past => past.Position > cursor).ToList() : [];
        var subscription = new DeskSubscription(cursor, missed, remembered ? null : position, options.StreamBufferMax);
        _subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Ends a stream.</summary>
    public void Unsubscribe(DeskSubscription subscription)
    {
        _subscriptions.Remove(subscription);
        subscription.End();
    }

    /// <summary>Hands an event to every stream; one whose buffer is full is ended.</summary>
    public void Publish(DeskEvent happened)
    {
        if (happened.Position is not null)
        {
            _recent.Enqueue(happened);
            while (_recent.Count > options.RecentEventsMax)
            {
                _recentAfter = _recent.Dequeue().Position!.Value;
            }
        }

        _subscriptions.RemoveAll(subscription => !subscription.Offer(happened));
    }

    /// <summary>Forgets everything up to the last event of a conversation in which something was overwritten.</summary>
    /// <remarks>Its entries and items may quote the old words; streams that are behind read the log instead.</remarks>
    public void Forget(string conversationId)
    {
        var last = _recent.Where(past => past.Entry!.ConversationId == conversationId).Max(past => past.Position);
        while (last is not null && _recent.TryPeek(out var first) && first.Position <= last)
        {
            _recentAfter = _recent.Dequeue().Position!.Value;
        }
    }
}

/// <summary>One desk stream's place in the feed.</summary>
/// <param name="cursor">What the client has seen, perhaps through another node that is ahead of this one.</param>
/// <param name="missed">Events after its cursor that were still in memory.</param>
/// <param name="catchUpTo">When not null: read the log from the cursor up to this position first.</param>
/// <param name="bufferMax">Most events that may wait.</param>
internal sealed class DeskSubscription(long cursor, IReadOnlyList<DeskEvent> missed, long? catchUpTo, int bufferMax)
{
    private readonly Channel<DeskEvent> _waiting = Channel.CreateBounded<DeskEvent>(new BoundedChannelOptions(bufferMax) { SingleReader = true });

    /// <summary>Gets the events to send first.</summary>
    public IReadOnlyList<DeskEvent> Missed => missed;

    /// <summary>Gets the position up to which the log must be read first; null when memory reached back far enough.</summary>
    public long? CatchUpTo => catchUpTo;

    /// <summary>Gets the events as they happen; it ends when the stream was too slow.</summary>
    public ChannelReader<DeskEvent> Events => _waiting.Reader;

    /// <summary>Gets a value indicating whether it ended because its buffer was full.</summary>
    public bool WasSlow { get; private set; }

    /// <summary>Adds an event.</summary>
    /// <returns>False when the buffer was full; the stream is then ended.</returns>
    public bool Offer(DeskEvent happened)
    {
        if (happened.Position <= cursor || _waiting.Writer.TryWrite(happened))
        {
            return true;
        }

        WasSlow = true;
        End();
        return false;
    }

    /// <summary>Ends it after what already waits.</summary>
    public void End() => _waiting.Writer.TryComplete();
}
