using Cardline.Handoff.Agents;
using Cardline.Handoff.Queue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Desk;

/// <summary>Every second or so: puts the conversations of lost agents back in line, and tells the waiting their new places.</summary>
internal sealed class DeskSweep(
    IConversations conversations, QueueBoard board, AgentPresence presence, DeskEntries entries, IOptions<HandoffOptions> options, DeskSweepContext context)
    : BackgroundService
{
    private readonly Dictionary<string, (int Place, int AgentsOnDuty)> _told = new(StringComparer.Ordinal);
    private readonly Lock _telling = new();
    private int _dutyTold;

    /// <summary>Does one round. Rounds may meet.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        foreach (var item in board.Held())
        {
            var gone = presence.GoneFor(item.AgentId!);
            if (gone > TimeSpan.FromSeconds(options.Value.LostAgentAfterSeconds))
            {
                await RequeueAsync(item, gone, cancel);
            }
        }

        lock (_telling)
        {
            TellDuty();
            TellPlaces();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var every = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepEverySeconds), context.Time);
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
            // The program stops; the next start begins with a fresh period for every agent.
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
            HandoffLog.SweepFailed(context.Log, failure);
        }
    }

    private async Task RequeueAsync(QueueItem item, TimeSpan gone, CancellationToken cancel)
    {
        // The epoch is the condition: an agent who came back and closed the case meanwhile wins, and nothing is written here.
        var result = await conversations.ChangeAsync(
            new ConversationChange(
                item.ConversationId, item.Epoch, AgentId: null, AgentName: null, FormattableString.Invariant($"agent-lost-{item.Epoch}"), entries.Lost(item), new Holder(HolderKind.Queue)),
            cancel);
        if (result.Outcome == ChangeOutcome.Done)
        {
            HandoffLog.Requeued(context.Log, item.AgentId!, (int)gone.TotalSeconds, item.ConversationId);
        }
    }

    private void TellDuty()
    {
        var duty = board.AgentsOnDuty;
        if (duty != _dutyTold)
        {
            _dutyTold = duty;
            board.PublishDuty(duty);
        }
    }

    private void TellPlaces()
    {
        var duty = board.AgentsOnDuty;
        var line = board.Line();
        for (var i = 0; i < line.Count; i++)
        {
            var now = (i + 1, duty);
            if (!_told.TryGetValue(line[i], out var told) || told != now)
            {
                _told[line[i]] = now;

                // Every node keeps the same line and tells its own sockets, so nothing is told twice.
                conversations.SendPassingHere(line[i], PlaceEvent.Of(i + 1, duty));
            }
        }

        if (_told.Count > line.Count)
        {
            var waiting = line.ToHashSet(StringComparer.Ordinal);
            foreach (var left in _told.Keys.Where(id => !waiting.Contains(id)).ToList())
            {
                _told.Remove(left);
            }
        }
    }
}

/// <summary>What the sweep needs from outside the room.</summary>
/// <param name="Time">The clock its rounds go by.</param>
/// <param name="Log">Where it reports.</param>
internal sealed record DeskSweepContext(TimeProvider Time, ILogger<DeskSweep> Log);
