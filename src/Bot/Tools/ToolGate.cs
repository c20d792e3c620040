using System.Threading.RateLimiting;
using Cardline.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tools;

/// <summary>What every call goes through: its rate, how many at once, how long, what is counted, and an answer for every failure.</summary>
/// <remarks>It is a gate, so it catches what nobody foresaw: an exception's text never reaches a caller.</remarks>
internal sealed class ToolGate(IOptions<ToolOptions> options, TimeProvider clock, ILogger<ToolGate> logger) : IDisposable
{
    private const int SegmentsPerWindow = 6;

    private readonly SemaphoreSlim slots = new(options.Value.ConcurrentMax);
    private readonly SlidingWindowRateLimiter calls = PerMinute(options.Value.CallsPerMinuteMax);
    private readonly SlidingWindowRateLimiter handoffs = PerMinute(options.Value.HandoffsPerMinuteMax);

    /// <summary>Runs a call.</summary>
    /// <param name="shape">Which tool.</param>
    /// <param name="act">What it does; it must heed its token.</param>
    /// <param name="cancel">The caller left. The only thing that throws.</param>
    public async Task<ToolResult> RunAsync(ToolShape shape, Func<CancellationToken, Task<ToolResult>> act, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        var result = await RunBoundedAsync(shape, act, cancel);
        ToolMeters.Called(shape.Name, result.End, clock.GetElapsedTime(began));
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        slots.Dispose();
        calls.Dispose();
        handoffs.Dispose();
    }

    private async Task<ToolResult> RunBoundedAsync(ToolShape shape, Func<CancellationToken, Task<ToolResult>> act, CancellationToken cancel)
    {
        if (!Take(calls) || (!shape.ReadOnly && !Take(handoffs)) || !await slots.WaitAsync(TimeSpan.Zero, cancel))
        {
            return ToolErrors.TooManyCalls;
        }

        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.CallMilliseconds), clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            // A search computes without a pause, so it must not run on the thread that waits for it.
            return await Task.Run(() => HoldAsync(act, stop.Token), CancellationToken.None).WaitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return ToolErrors.TimedOut;
        }
        catch (Exception e) when (e is LogUnavailableException or StoreStartException)
        {
            ToolLog.StoreUnavailable(logger, shape.Name);
            return ToolErrors.Unavailable;
        }
        catch (Exception e)
        {
            ToolLog.Failed(logger, shape.Name, e.GetType().Name, e);
            return ToolErrors.Failed;
        }
    }

    /// <summary>The slot is held until the work has really ended, also where nobody waits for it any more.</summary>
    private async Task<ToolResult> HoldAsync(Func<CancellationToken, Task<ToolResult>> act, CancellationToken stop)
    {
        try
        {
            return await act(stop);
        }
        finally
        {
            slots.Release();
        }
    }

    private static bool Take(SlidingWindowRateLimiter limiter)
    {
        using var lease = limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    private static SlidingWindowRateLimiter PerMinute(int permits) => new(new SlidingWindowRateLimiterOptions
    {
        PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = SegmentsPerWindow, QueueLimit = 0,
    });
}
