using Cardline.Bot.Conversations;

namespace Cardline.Bot.Gate.Channels;

/// <summary>Lets one node at a time deliver to channels: the one that has the lease.</summary>
/// <remarks>
/// The work is stopped a margin before the lease can end, reckoned from the moment its renewal was asked for, so the next node
/// begins after it. What remains: a process that is held up for longer than the margin just between looking and sending may send one
/// message that the next node sends too. The channel's protocol has no key that would prevent it.
/// </remarks>
internal sealed class ChannelDuty(ILeaseStore leases, NodeName node, TimeProvider clock, ILogger<ChannelDuty> logger)
{
    /// <summary>Kind of the lease.</summary>
    public const string Kind = "channel";

    /// <summary>Id of the lease.</summary>
    public const string Id = "delivery";

    /// <summary>How long the lease holds without being renewed.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(4);

    /// <summary>How often it is asked for, by the node that has it and by those that wait for it.</summary>
    public static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long before the end of the lease the work is stopped.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>Does the work whenever this node has the duty, until it is told to stop.</summary>
    /// <param name="work">Ends soon after its token is cancelled.</param>
    /// <param name="stop">Ends it all.</param>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        using var ask = new PeriodicTimer(AskEvery, clock);
        try
        {
            do
            {
                var asked = clock.GetTimestamp();
                if (await AskAsync(stop) == true)
                {
                    await HoldAsync(work, Left(asked), ask, stop);
                }
            }
            while (await ask.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task HoldAsync(Func<CancellationToken, Task> work, TimeSpan first, PeriodicTimer ask, CancellationToken stop)
    {
        using var lost = new CancellationTokenSource(first, clock);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(lost.Token, stop);
        ChannelLog.DutyTaken(logger);
        var working = work(held.Token);
        while (!held.IsCancellationRequested && !working.IsCompleted)
        {
            await NextAsync(ask, held.Token);
            var asked = clock.GetTimestamp();
            switch (held.IsCancellationRequested ? null : await AskAsync(held.Token))
            {
                case true:
                    lost.CancelAfter(Left(asked));
                    break;
                case false:
                    await lost.CancelAsync();
                    break;
                default:
                    // The store could not say. It is asked again until the time is up.
                    break;
            }
        }

        await working;
        if (lost.IsCancellationRequested)
        {
            ChannelLog.DutyLost(logger);
        }
        else
        {
            await GiveUpAsync();
        }
    }

    private static async Task NextAsync(PeriodicTimer ask, CancellationToken cancel)
    {
        try
        {
            await ask.WaitForNextTickAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // The caller looks why.
        }
    }

    /// <summary>Asks for the lease, or for more time.</summary>
    /// <returns>Null when the store could not say.</returns>
    private async Task<bool?> AskAsync(CancellationToken cancel)
    {
        try
        {
            return await leases.TryTakeAsync(Kind, Id, node.Id, Life, cancel);
        }
        catch (Exception e) when (e is LogUnavailableException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task GiveUpAsync()
    {
        try
        {
            await leases.ReleaseAsync(Kind, Id, node.Id, CancellationToken.None);
        }
        catch (LogUnavailableException)
        {
            // It runs out by itself.
        }
    }

    private TimeSpan Left(long asked)
    {
        var left = Life - Margin - clock.GetElapsedTime(asked);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
