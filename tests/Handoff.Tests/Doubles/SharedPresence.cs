using System.Collections.Concurrent;

namespace Cardline.Handoff.Tests.Doubles;

/// <summary>What the nodes of a test say to each other; a saying vanishes on the test's clock.</summary>
internal sealed class SharedPresence(ManualTime time)
{
    private readonly ConcurrentDictionary<(string Node, string AgentId), (AgentReport Report, DateTimeOffset Until)> _said = new();
    private int _puts;

    /// <summary>Gets or sets a value indicating whether nothing can be said or heard.</summary>
    public bool Away { get; set; }

    public int Puts => Volatile.Read(ref _puts);

    public IReadOnlyCollection<AgentReport> Said => [.. _said.Values.Where(said => said.Until > time.GetUtcNow()).Select(said => said.Report)];

    public IPresenceShare Of(string node) => new Port(this, node);

    private sealed class Port(SharedPresence shared, string node) : IPresenceShare
    {
        public Task PutAsync(AgentReport report, TimeSpan life, CancellationToken cancel)
        {
            Check();
            Interlocked.Increment(ref shared._puts);
            shared._said[(node, report.AgentId)] = (report, shared.Now + life);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<NodeReport>> ReadAsync(CancellationToken cancel)
        {
            Check();
            return Task.FromResult<IReadOnlyList<NodeReport>>(
                [.. shared._said.Where(said => said.Value.Until > shared.Now && said.Key.Node != node).Select(said => new NodeReport(said.Key.Node, said.Value.Report))]);
        }

        private void Check()
        {
            if (shared.Away)
            {
                throw new IOException("The store is away.");
            }
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();
}
