namespace Cardline.Bot.Model.Guard;

/// <summary>Decides whether one use may try once more, and waits until then.</summary>
internal sealed class Tries(ModelGuard guard, CallLimits limits, string use, string conversationId, ILogger logger)
{
    /// <summary>Most tries of one use.</summary>
    public const int TriesMax = 3;

    /// <summary>Wait before the second try, when the endpoint names none; doubled each time, and up to as much again by chance, so that nodes do not come back together.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);

    private int made = 1;

    /// <summary>Waits for the next try.</summary>
    /// <returns>False when there is to be none: another kind of fault, no tries or no time left, or too many retries on the node.</returns>
    /// <exception cref="OperationCanceledException">A time was over meanwhile, or the caller left.</exception>
    public async Task<bool> AgainAsync(Fault fault)
    {
        if (!fault.MayRetry || made >= TriesMax)
        {
            return false;
        }

        var wait = fault.RetryAfter ?? FirstWait * (1 << (made - 1)) * (1 + Random.Shared.NextDouble());
        if (wait >= limits.LeftToFirstWord || !guard.Retries.TrySpend())
        {
            return false;
        }

        made++;
        ModelInstruments.TriedAgain(use, fault.Cause);
        ModelLog.TriedAgain(logger, use, conversationId, fault.Cause.Name(), (long)wait.TotalMilliseconds);
        await Task.Delay(wait, guard.Clock, limits.Token);
        return true;
    }
}
