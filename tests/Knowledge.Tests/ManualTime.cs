namespace Cardline.Knowledge.Tests;

/// <summary>A clock that moves only when a test moves it; timers that fall due run inside <see cref="Advance"/>.</summary>
internal sealed class ManualTime(DateTimeOffset begin) : TimeProvider
{
    private DateTimeOffset now = begin;
    private readonly List<ManualTimer> timers = [];

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        timers.Add(timer);
        return timer;
    }

    internal int RunningTimers => timers.Count(timer => timer.Due is not null);

    internal void Advance(TimeSpan by)
    {
        var until = now + by;
        while (timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due) is { } next)
        {
            now = next.Due!.Value;
            next.Run();
        }

        now = until;
    }

    private sealed class ManualTimer(ManualTime clock, Action run) : ITimer
    {
        private TimeSpan every;

        internal DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            every = period;
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
            return true;
        }

        public void Dispose() => Due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Run()
        {
            Due = every == Timeout.InfiniteTimeSpan ? null : Due + every;
            run();
        }
    }
}
