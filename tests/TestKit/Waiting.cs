namespace Cardline.TestKit;

/// <summary>Waits for something to become true, never for time to pass.</summary>
public static class Waiting
{
    /// <summary>The one ceiling of all waits.</summary>
    public static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks again and again until the condition holds.</summary>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="condition">Looked at every 20 ms.</param>
    /// <param name="ceiling">Null for <see cref="Ceiling"/>.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="TimeoutException">It did not come true.</exception>
    public static async Task UntilAsync(string what, Func<Task<bool>> condition, TimeSpan? ceiling = null, CancellationToken cancel = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(ceiling ?? Ceiling);
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (!await condition())
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"Waited {(ceiling ?? Ceiling).TotalSeconds} s in vain: {what}.", error);
        }
    }
}
