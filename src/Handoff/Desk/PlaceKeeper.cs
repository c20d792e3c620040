using Cardline.Handoff.Queue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Desk;

/// <summary>Brings places and log together, whichever half was lost: keeps or makes the place of every held case, and leaves that of a case that is held no more.</summary>
/// <remarks>It never takes a case away. Every node does this by its own board; what one has left no other brings back.</remarks>
internal sealed class PlaceKeeper(QueueBoard board, IAgentPlaces places, IOptions<HandoffOptions> options, TimeProvider time, ILogger<PlaceKeeper> log) : BackgroundService
{
    /// <summary>How often the places of an agent whose cases stay the same are kept: a third of their life, so that one that failed does no harm.</summary>
    public static readonly TimeSpan KeepEvery = CasePlace.Life / 3;

    private readonly Dictionary<string, (HashSet<CasePlace> Places, long At)> _kept = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Does one round. When the store cannot be reached the round ends, and the next one does what is left.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        if (options.Value.CasesPerAgentMax == 0)
        {
            return;
        }

        await _one.WaitAsync(cancel);
        try
        {
            var held = board.Held().GroupBy(item => item.AgentId!, StringComparer.Ordinal).ToDictionary(
                cases => cases.Key, cases => cases.Select(item => new CasePlace(item.ConversationId, item.Epoch)).ToHashSet(), StringComparer.Ordinal);
            _ = await LeaveEndedAsync(held, cancel) && await KeepHeldAsync(held, cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _one.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var every = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepEverySeconds), time);
        try
        {
            await board.ReadyAsync(stoppingToken);
            while (await every.WaitForNextTickAsync(stoppingToken))
            {
                await SafelyAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops; other nodes keep the places, or the next start makes them again.
        }
    }

    private async Task SafelyAsync(CancellationToken cancel)
    {
        try
        {
            await SweepAsync(cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            HandoffLog.PlacesNotKept(log, failure);
        }
    }

    private async Task<bool> LeaveEndedAsync(Dictionary<string, HashSet<CasePlace>> held, CancellationToken cancel)
    {
        foreach (var (agentId, (kept, _)) in _kept.ToList())
        {
            foreach (var ended in kept.Where(place => !held.TryGetValue(agentId, out var now) || !now.Contains(place)).ToList())
            {
                if (!await places.LeaveAsync(agentId, ended, cancel))
                {
                    return false;
                }

                kept.Remove(ended);
            }

            if (kept.Count == 0)
            {
                _kept.Remove(agentId);
            }
        }

        return true;
    }

    private async Task<bool> KeepHeldAsync(Dictionary<string, HashSet<CasePlace>> held, CancellationToken cancel)
    {
        foreach (var (agentId, now) in held)
        {
            if (_kept.TryGetValue(agentId, out var kept) && kept.Places.SetEquals(now) && time.GetElapsedTime(kept.At) < KeepEvery)
            {
                continue;
            }

            if (!await places.KeepAsync(agentId, now, cancel))
            {
                return false;
            }

            _kept[agentId] = (now, time.GetTimestamp());
        }

        return true;
    }
}
