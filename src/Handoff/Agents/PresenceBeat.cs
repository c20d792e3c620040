using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cardline.Handoff.Agents;

/// <summary>Tells the other nodes who is at the desk here, every two seconds and at once on a change, and hears what they say.</summary>
/// <remarks>Does nothing where there is one node. While the store is away, presence keeps what it knew.</remarks>
internal sealed class PresenceBeat(AgentPresence presence, TimeProvider time, ILogger<PresenceBeat> log, IPresenceShare? share = null) : BackgroundService
{
    /// <summary>Time between two beats. A node that misses three in a row counts as gone: see <see cref="AgentPresence.Life"/>.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private bool _away;

    /// <summary>Says and hears once.</summary>
    public async Task ExchangeAsync(IPresenceShare with, CancellationToken cancel)
    {
        foreach (var report in presence.Report())
        {
            await with.PutAsync(report, AgentPresence.Life, cancel);
        }

        presence.Take(await with.ReadAsync(cancel));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (share is null)
        {
            return;
        }

        using var every = new PeriodicTimer(Every, time);
        try
        {
            var tick = every.WaitForNextTickAsync(stoppingToken).AsTask();
            var changed = presence.Changed.ReadAsync(stoppingToken).AsTask();
            while (true)
            {
                await SafelyAsync(share, stoppingToken);
                await Task.WhenAny(tick, changed);
                tick = tick.IsCompleted && await tick ? every.WaitForNextTickAsync(stoppingToken).AsTask() : tick;
                changed = changed.IsCompleted && await changed ? presence.Changed.ReadAsync(stoppingToken).AsTask() : changed;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The streams have ended by now: said once more, the others need not wait for this node to vanish.
            await SafelyAsync(share, CancellationToken.None);
        }
    }

    private async Task SafelyAsync(IPresenceShare with, CancellationToken cancel)
    {
        try
        {
            await ExchangeAsync(with, cancel);
            if (_away)
            {
                _away = false;
                HandoffLog.PresenceShared(log);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // Said once for each time the store is away; the next beat tries again.
            if (!_away)
            {
                _away = true;
                HandoffLog.PresenceNotShared(log, failure);
            }
        }
    }
}
