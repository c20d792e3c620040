namespace Cardline.Bot.Conversations;

/// <summary>
/// The newest entries of one stream, in memory, and a bell. Followers read from here when they are close to the end and from the
/// store when they are not; a slow one costs nothing but its own watermark.
/// </summary>
/// <remarks>
/// Entries are published after their commit, in commit order. A follower that reads the store and finds nothing after its
/// watermark waits with <see cref="WaitBeyondAsync"/>: whatever was committed after that read is published after it, so nothing is missed.
/// </remarks>
internal sealed class Tail(int capacity, Func<LogEntry, long> keyOf)
{
    private readonly Lock gate = new();
    private readonly Queue<LogEntry> newest = new();
    private TaskCompletionSource bell = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // All entries with a key above this one are in memory; nothing is known until the first is published.
    private long floor = long.MaxValue;
    private long last;

    /// <summary>Adds committed entries and rings the bell.</summary>
    public void Publish(IReadOnlyList<LogEntry> entries)
    {
        TaskCompletionSource ring;
        lock (gate)
        {
            foreach (var entry in entries)
            {
                floor = Math.Min(floor, keyOf(entry) - 1);
                newest.Enqueue(entry);
                last = keyOf(entry);
                if (newest.Count > capacity)
                {
                    floor = keyOf(newest.Dequeue());
                }
            }

            ring = bell;
            bell = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        ring.SetResult();
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
            return key < floor ? null : [.. newest.Where(entry => keyOf(entry) > key)];
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
}
