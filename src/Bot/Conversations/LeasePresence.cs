using System.Text.Json;
using Cardline.Handoff;

namespace Cardline.Bot.Conversations;

/// <summary>What nodes tell each other of agents, as leases of kind <c>presence</c> with the ids <c>NODE/AGENT</c>.</summary>
internal sealed class LeasePresence(ILeaseStore leases, NodeName node) : IPresenceShare
{
    /// <summary>Kind of the leases.</summary>
    public const string Kind = "presence";

    /// <inheritdoc/>
    public Task PutAsync(AgentReport report, TimeSpan life, CancellationToken cancel) =>
        leases.PutAsync(Kind, $"{node.Id}/{report.AgentId}", JsonSerializer.Serialize(report), life, cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<NodeReport>> ReadAsync(CancellationToken cancel) =>
        [.. (await leases.ListAsync(Kind, cancel)).Select(Read).OfType<NodeReport>().Where(report => report.Node != node.Id)];

    private static NodeReport? Read(KeyValuePair<string, string> lease)
    {
        try
        {
            return lease.Key.Split('/', 2) is [var from, var agentId] && JsonSerializer.Deserialize<AgentReport>(lease.Value) is { } report && report.AgentId == agentId
                ? new NodeReport(from, report)
                : null;
        }
        catch (JsonException)
        {
            // A node of another version says it differently; it is not understood, and that is no reason to hear nobody.
            return null;
        }
    }
}
