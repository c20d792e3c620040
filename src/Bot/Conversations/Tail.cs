namespace Cardline.Bot.Conversations;

/// <summary>
/// The newest entries of one stream, in memory, and a bell. Followers read from here when they are close to the end and from the
/// store when they are not; a slow one costs nothing but its own watermark.
/// </summary>
/// <remarks>
/// Entries are published after their commit, in commit order. A follower that reads the store and finds nothing after its
/// watermark waits with <see cref="WaitBeyondAsync"/> for more than was told before that read: whatever was committed after the read is told after
/// it, so nothing is missed; and what was told but is not in the store (a failover lost it) makes nobody ask in a circle.
/// </remarks>
internal sealed class Tail(int capacity, Func<LogEntry, long> keyOf)
{
    private readonly Lock gate = new();
    // Unbroken, so that what follows a key is counted from the end. Trimmed when it is twice as long as need be.
    private readonly List<LogEntry> newest = [];
    private TaskCompletionSource bell = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // All entries with a key above this one are in memory; nothing is known until the first is published.
    private long floor = long.MaxValue;
    private long last;

    /// <summary>Gets the key that was told last; what is told after it was read here ends a wait beyond it.</summary>
    public long Told
    {
        get
        {
            lock (gate)
            {
                return last;
            }
        }
    }

    /// <summary>Adds committed entries and rings the bell.</summary>
    public void Publish(IReadOnlyList<LogEntry> entries)
    {
        lock (gate)
        {
            foreach (var entry in entries)
            {
                Add(entry, keyOf(entry));
            }
        }

        Ring();
    }

    /// <summary>Rings the bell for what another node committed; followers read it from the store.</summary>
    public void Announce(long key)
    {
        lock (gate)
        {
            if (key <= last)
            {
                return;
            }

            newest.Clear();
            (last, floor) = (key, key);
        }

        Ring();
    }

    /// <summary>Takes in where the store says that the stream ends. When that is earlier than was thought, nothing is known any more.</summary>
    /// <remarks>
    /// A stream that expired begins anew at 1, and a tail that still waited for a later key would make its followers ask without end.
    /// What was read a moment too early does the same and costs one read of the store.
    /// </remarks>
    public void Stands(long key)
    {
        lock (gate)
        {
            if (key < last)
            {
                newest.Clear();
                (last, floor) = (0, long.MaxValue);
            }
        }

        Announce(key);
    }

    /// <summary>Drops what is in memory, because an entry in it has been overwritten; followers ask the store.</summary>
    public void Forget()
    {
        lock (gate)
        {
            newest.Clear();
            floor = floor == long.MaxValue ? floor : last;
        }
    }

    /// <summary>Takes what follows a key from memory; null when the store must be asked.</summary>
    public IReadOnlyList<LogEntry>? After(long key)
    {
        lock (gate)
        {
            return key < floor ? null : key >= last ? [] : newest.GetRange(newest.Count - (int)(last - key), (int)(last - key));
        }
    }

    /// <summary>Waits until something after a key has been published.</summary>
    public async Task WaitBeyondAsync(long key, CancellationToken cancel)
    {
        Task ring;
        lock (gate)
        {
            if (last > key)
            {
                return;
            }

            ring = bell.Task;
        }

        await ring.WaitAsync(cancel);
    }

    /// <summary>Wakes every follower, so that it looks again.</summary>
    public void Ring()
    {
        TaskCompletionSource ring;
        lock (gate)
        {
            ring = bell;
            bell = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        ring.SetResult();
    }

    private void Add(LogEntry entry, long key)
    {
        // What another node told of first is read from the store: memory holds an unbroken end of the stream, or nothing.
        if (key <= last)
        {
            return;
        }

        if (newest.Count == 0 || key != last + 1)
        {
            newest.Clear();
            floor = key - 1;
        }

        newest.Add(entry);
        last = key;
        if (newest.Count > 2 * capacity)
        {
            newest.RemoveRange(0, newest.Count - capacity);
            floor = last - capacity;
        }
    }
}
