using System.Collections.Concurrent;

namespace Cardline.Bot.Tests.Channels;

/// <summary>A clock on which every pause is over at once, and which remembers how long each would have been.</summary>
internal sealed class InstantClock : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    /// <summary>Gets or sets a value indicating whether timers end at once; otherwise never.</summary>
    public bool EndsPauses { get; set; } = true;

    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(callback, state);
        timer.Change(this, dueTime);
        return timer;
    }

    private sealed class Timer(TimerCallback callback, object? state) : ITimer
    {
        private volatile bool disposed;
        private InstantClock? owner;

        public void Change(InstantClock clock, TimeSpan dueTime)
        {
            owner = clock;
            if (dueTime < TimeSpan.Zero || !clock.EndsPauses)
            {
                return;
            }

            clock.Pauses.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ =>
            {
                if (!disposed)
                {
                    callback(state);
                }
            });
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Change(owner!, dueTime);
            return true;
        }

        public void Dispose() => disposed = true;

        public ValueTask DisposeAsync()
        {
            disposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
