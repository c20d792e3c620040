using System.Diagnostics.Metrics;
using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Handoff.Queue;

namespace Cardline.Bot.Operations;

/// <summary>What is true at the moment somebody looks: open sockets, followers, the queue, commands under way. It belongs to one host, unlike <see cref="Instruments"/>.</summary>
internal sealed class LiveGauges(IMeterFactory meters, IServiceProvider services) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(Instruments.MeterName);
        var (sockets, tails, line) = (services.GetRequiredService<ClientSockets>(), services.GetRequiredService<Tails>(), services.GetRequiredService<IWaitingLine>());
        meter.CreateObservableGauge("cardline.sockets", () => sockets.Count, "{socket}", "Open sockets of cardholders on this node.");
        meter.CreateObservableGauge("cardline.followers", () => tails.Followers, "{follower}", "Readers that follow a conversation on this node.");
        meter.CreateObservableGauge("cardline.queue.waiting", () => line.WaitingCount, "{case}", "Conversations that wait for a person, as this node sees them.");
        meter.CreateObservableGauge("cardline.queue.held", () => line.HeldCount, "{case}", "Conversations that an agent holds, as this node sees them.");
        meter.CreateObservableGauge("cardline.agents", () => line.AgentsOnDuty, "{agent}", "Agents on duty, as this node sees them.");
        if (services.GetService<RedisConnection>() is { } redis)
        {
            meter.CreateObservableGauge("cardline.redis.pending", () => redis.InFlight, "{command}", "Commands to Redis that wait for an answer.");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
