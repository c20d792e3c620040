using Cardline.TestKit.History;

namespace Cardline.Load.Faults;

/// <summary>What happens to the nodes themselves.</summary>
internal static class NodeFaults
{
    private static readonly TimeSpan NodeDeath = TimeSpan.FromSeconds(5);

    /// <summary>Gets the faults.</summary>
    public static IReadOnlyList<FaultCase> Cases { get; } =
    [
        new("node-kill", "A node is killed with signal 9 and comes back.", KillAsync)
        {
            FlowsWithin = NodeDeath, Short = true, WithoutRedis = true,
            Control = new NegativeControl("recovery", FaultKind.WithoutOutcome) { KillsBehindLastWords = true },
        },
        new("node-zombie", "A node stands still and goes on later as if nothing had happened.", ZombieAsync)
        {
            FlowsWithin = NodeDeath, WithoutRedis = true,
            Control = new NegativeControl("epochs", FaultKind.TwoOutcomes, FaultKind.BotOverPerson, FaultKind.AgentWithoutHold, FaultKind.EpochWrong),
        },
        new("rolling-restart", "Every node in turn is ended in order and started again.", RollAsync)
        {
            FlowsWithin = NodeDeath, Short = true, WithoutRedis = true,
            Control = new NegativeControl("idempotency", FaultKind.Duplicated) { HurtAsync = KillEachAsync },
        },
        new("node-clock", "The clock of one node is an hour ahead.", (scene, cancel) => scene.LastAsync(cancel))
        {
            Settings = ClockOf,
            Control = new NegativeControl("storeclock", FaultKind.TimeOff, FaultKind.TimeNotIncreasing),
        },
    ];

    private static IReadOnlyDictionary<string, string> ClockOf(int node)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node == 0)
        {
            settings["Testing:Allow"] = "yes";
            settings["Testing:ClockShiftSeconds"] = "3600";
        }

        return settings;
    }

    private static async Task KillAsync(FaultScene scene, CancellationToken cancel)
    {
        var node = scene.AnyNode();
        await scene.Fleet.Nodes[node].KillAsync();
        if (scene.Fleet.Nodes.Count > 1)
        {
            scene.Mark();
            await scene.LastAsync(cancel);
        }

        await scene.Fleet.Nodes[node].StartAgainAsync(cancel);
        if (scene.Fleet.Nodes.Count == 1)
        {
            scene.Mark();
        }
    }

    /// <summary>An orderly end answers everybody; only a death leaves a client that must send again.</summary>
    private static async Task KillEachAsync(FaultScene scene, CancellationToken cancel)
    {
        const int Rounds = 2;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var node in scene.Fleet.Nodes)
            {
                await node.KillAsync();
                await node.StartAgainAsync(cancel);
            }
        }
    }

    private static async Task ZombieAsync(FaultScene scene, CancellationToken cancel)
    {
        var node = scene.Fleet.Nodes[scene.AnyNode()];
        node.Freeze();
        try
        {
            if (scene.Fleet.Nodes.Count > 1)
            {
                scene.Mark();
            }

            await scene.LastAsync(cancel);
        }
        finally
        {
            node.Thaw();
        }

        if (scene.Fleet.Nodes.Count == 1)
        {
            scene.Mark();
        }
    }

    private static async Task RollAsync(FaultScene scene, CancellationToken cancel)
    {
        foreach (var node in scene.Fleet.Nodes)
        {
            await node.StopAsync();
            await node.StartAgainAsync(cancel);
        }

        scene.Mark();
    }
}
