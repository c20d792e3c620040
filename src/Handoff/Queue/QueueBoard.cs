using Cardline.Handoff.Agents;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Queue;

/// <summary>Every waiting and every held case: a fold of the log, kept in serving order. Closed cases leave it.</summary>
/// <remarks>One lock guards the cases, the line and the feed, so a snapshot's cursor and its items always belong together.</remarks>
internal sealed class QueueBoard(IOptions<HandoffOptions> options, TimeProvider time, AgentPresence presence) : IWaitingLine
{
    /// <summary>Most cases that left the board and are remembered still, so that one that comes back is not folded from its first entry again.</summary>
    public const int LeftMax = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HandoffCase> _open = new(StringComparer.Ordinal);
    private readonly List<HandoffCase> _line = [];
    private readonly Dictionary<string, HandoffCase> _left = new(StringComparer.Ordinal);
    private readonly Queue<string> _leftInOrder = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DeskFeed _feed = new(options.Value);
    private long _position;

    /// <inheritdoc/>
    public int AgentsOnDuty => presence.OnDuty();

    /// <inheritdoc/>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
            {
                return _line.Count;
            }
        }
    }

    /// <inheritdoc/>
    public int HeldCount
    {
        get
        {
            lock (_lock)
            {
                return _open.Count - _line.Count;
            }
        }
    }

    /// <summary>Gets the feed position of the last entry taken in.</summary>
    public long Position
    {
        get
        {
            lock (_lock)
            {
                return _position;
            }
        }
    }

    /// <inheritdoc/>
    public Task ReadyAsync(CancellationToken cancel) => _ready.Task.WaitAsync(cancel);

    /// <summary>Takes over what a replay found.</summary>
    public void Start(long position, IEnumerable<HandoffCase> cases)
    {
        lock (_lock)
        {
            _open.Clear();
            _line.Clear();
            _left.Clear();
            _leftInOrder.Clear();
            foreach (var found in cases.Where(found => found.IsOpen))
            {
                _open[found.ConversationId] = found;
                Enter(found);
            }

            _position = position;
            _feed.Start(position);
        }

        _ready.TrySetResult();
    }

    /// <summary>Whether the case must be folded from the log before an entry can be taken in.</summary>
    public bool NeedsCase(ConversationEntry entry)
    {
        lock (_lock)
        {
            return CaseEvents.MovesHolder(entry) && entry.Holder.Kind is HolderKind.Queue or HolderKind.Agent && !_open.ContainsKey(entry.ConversationId);
        }
    }

    /// <summary>Whether an entry overwrote something on a case of the board, which must then be folded anew.</summary>
    public bool Overwrites(ConversationEntry entry)
    {
        lock (_lock)
        {
            return CaseEvents.Redacts(entry) && _open.ContainsKey(entry.ConversationId);
        }
    }

    /// <summary>Takes in one entry of the feed.</summary>
    /// <param name="entry">The entry; one that was taken in before changes nothing.</param>
    /// <param name="fresh">The case folded from the log through this entry, when it had to be; else null.</param>
    public void Apply(ConversationEntry entry, HandoffCase? fresh)
    {
        lock (_lock)
        {
            if (entry.Position <= _position)
            {
                return;
            }

            _position = entry.Position;
            if (CaseEvents.Redacts(entry))
            {
                _left.Remove(entry.ConversationId);
            }

            _open.TryGetValue(entry.ConversationId, out var found);
            if (found is null && fresh is null)
            {
                return;
            }

            Leave(found);
            found = fresh ?? found!;
            found.Apply(entry);
            _open[entry.ConversationId] = found;
            Enter(found);
            if (!found.IsOpen)
            {
                _open.Remove(entry.ConversationId);
                Remember(found);
            }

            if (CaseEvents.Redacts(entry))
            {
                _feed.Forget(entry.ConversationId);
            }

            _feed.Publish(new DeskEvent(entry.Position, found.ToItem(PlaceOf(found)), entry, AgentsOnDuty: null));
        }
    }

    /// <summary>Shows the board and the cursor that belongs to it.</summary>
    public (long Cursor, IReadOnlyList<QueueItem> Items) Snapshot()
    {
        lock (_lock)
        {
            var items = _line.Select((found, index) => found.ToItem(index + 1)).ToList();
            items.AddRange(_open.Values.Where(found => found.Holder.Kind == HolderKind.Agent)
                .OrderBy(found => found.ConversationId, StringComparer.Ordinal).Select(found => found.ToItem(place: null)));
            return (_position, items);
        }
    }

    /// <inheritdoc/>
    public QueueItem? Find(string conversationId)
    {
        lock (_lock)
        {
            return _open.TryGetValue(conversationId, out var found) ? found.ToItem(PlaceOf(found)) : null;
        }
    }

    /// <summary>A copy of a case as far as it was folded here, for whoever needs it further; null when it is not known.</summary>
    public HandoffCase? Copy(string conversationId)
    {
        lock (_lock)
        {
            return (_open.GetValueOrDefault(conversationId) ?? _left.GetValueOrDefault(conversationId))?.Copy();
        }
    }

    /// <inheritdoc/>
    public int CountAhead(string reason)
    {
        var priority = HandoffPriority.Of(reason);
        var now = time.GetUtcNow();
        var due = now + HandoffPriority.Target(options.Value, priority);
        lock (_lock)
        {
            // The line is sorted, so the first case that comes later ends the count.
            var (from, to) = (0, _line.Count);
            while (from < to)
            {
                var middle = (from + to) / 2;
                var ahead = (_line[middle].Priority, _line[middle].DueAt, _line[middle].EnqueuedAt).CompareTo((priority, due, now)) <= 0;
                (from, to) = ahead ? (middle + 1, to) : (from, middle);
            }

            return from;
        }
    }

    /// <inheritdoc/>
    public QueueCounts Count()
    {
        // Presence has a lock of its own; neither is ever taken inside the other.
        var (duty, now) = (AgentsOnDuty, time.GetUtcNow());
        lock (_lock)
        {
            return QueueCounts.Of(_open.Values, duty, now);
        }
    }

    /// <summary>Lists the waiting conversations in serving order.</summary>
    public IReadOnlyList<string> Line()
    {
        lock (_lock)
        {
            return [.. _line.Select(found => found.ConversationId)];
        }
    }

    /// <summary>Lists the held cases.</summary>
    public IReadOnlyList<QueueItem> Held()
    {
        lock (_lock)
        {
            return [.. _open.Values.Where(found => found.Holder.Kind == HolderKind.Agent).Select(found => found.ToItem(place: null))];
        }
    }

    /// <summary>Begins a desk stream.</summary>
    /// <param name="cursor">What the client has seen.</param>
    public DeskSubscription Subscribe(long cursor)
    {
        lock (_lock)
        {
            return _feed.Subscribe(cursor, _position);
        }
    }

    /// <summary>Ends a desk stream.</summary>
    public void Unsubscribe(DeskSubscription subscription)
    {
        lock (_lock)
        {
            _feed.Unsubscribe(subscription);
        }
    }

    /// <summary>Tells every desk stream how many agents are on duty.</summary>
    public void PublishDuty(int agentsOnDuty)
    {
        lock (_lock)
        {
            _feed.Publish(new DeskEvent(Position: null, Item: null, Entry: null, agentsOnDuty));
        }
    }

    private void Remember(HandoffCase found)
    {
        if (_left.TryAdd(found.ConversationId, found))
        {
            _leftInOrder.Enqueue(found.ConversationId);
        }

        // One that was remembered before keeps its turn to be forgotten, or who comes and goes all the time would push itself out.
        _left[found.ConversationId] = found;
        while (_leftInOrder.Count > LeftMax)
        {
            _left.Remove(_leftInOrder.Dequeue());
        }
    }

    private int? PlaceOf(HandoffCase found) => found.Holder.Kind == HolderKind.Queue ? _line.BinarySearch(found, ServingOrder.Instance) + 1 : null;

    private void Enter(HandoffCase found)
    {
        if (found.Holder.Kind == HolderKind.Queue)
        {
            _line.Insert(~_line.BinarySearch(found, ServingOrder.Instance), found);
        }
    }

    private void Leave(HandoffCase? found)
    {
        if (found?.Holder.Kind == HolderKind.Queue)
        {
            _line.RemoveAt(_line.BinarySearch(found, ServingOrder.Instance));
        }
    }
}
