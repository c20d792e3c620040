namespace Cardline.Bot.Model.Guard;

/// <summary>The two times of one use: how long it may be without a word, and how long it may take in all. Every try is inside both.</summary>
internal sealed class CallLimits : IDisposable
{
    private readonly TimeProvider clock;
    private readonly TimeSpan stallAfter;
    private readonly long began;
    private readonly CancellationTokenSource stall;
    private readonly CancellationTokenSource total;
    private readonly CancellationTokenSource either;

    /// <summary>Starts both.</summary>
    public CallLimits(TimeSpan stallAfter, TimeSpan totalAfter, TimeProvider clock, CancellationToken cancel)
    {
        (this.clock, this.stallAfter, began) = (clock, stallAfter, clock.GetTimestamp());
        stall = new CancellationTokenSource(stallAfter, clock);
        total = new CancellationTokenSource(totalAfter, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, total.Token, cancel);
    }

    /// <summary>Cancelled when a time is over, or the caller leaves.</summary>
    public CancellationToken Token => either.Token;

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(began);

    /// <summary>What is left until the first word must be there.</summary>
    public TimeSpan LeftToFirstWord => stallAfter - Elapsed;

    /// <summary>Whether a time is over, and which.</summary>
    public Fallback? Over => total.IsCancellationRequested ? Fallback.Timeout : stall.IsCancellationRequested ? Fallback.Stall : null;

    /// <summary>A word came: until the next one is asked for, the model keeps nobody waiting.</summary>
    public void Spoke() => stall.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>The next word is asked for.</summary>
    public void Listen() => stall.CancelAfter(stallAfter);

    /// <summary>Nobody wants the rest.</summary>
    public void Stop() => either.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        either.Dispose();
        total.Dispose();
        stall.Dispose();
    }
}
