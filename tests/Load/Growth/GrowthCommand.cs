using System.CommandLine;
using System.Text.Json.Nodes;
using Cardline.Load.Stores;

namespace Cardline.Load.Growth;

/// <summary>The command <c>growth</c>: the same load on one node, two and three over one Redis.</summary>
internal static class GrowthCommand
{
    // Of three nodes, at least 2.4 times the turns of one: what they share may cost a fifth.
    private const double ShareOfEvenGrowth = 0.8;

    /// <summary>Describes the command.</summary>
    public static Command Make()
    {
        var store = new Option<string>("--store") { DefaultValueFactory = _ => StoreKind.RedisMemory.ToName(), Description = "What the nodes store on." };
        store.AcceptOnlyFromAmong([.. StoreKinds.Names.Where(name => name != StoreKind.Sqlite.ToName())]);
        var nodes = new Option<int>("--nodes") { DefaultValueFactory = _ => 3, Description = "Most nodes." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 10, Description = "Measured time of each." };
        var conversations = new Option<int>("--conversations") { DefaultValueFactory = _ => 64, Description = "Turns in flight over all nodes." };
        var command = new Command("growth", "Turns per second of one node, two and three over one Redis.") { store, nodes, seconds, conversations };
        command.SetAction((arguments, cancel) => RunAsync(
            StoreKinds.Parse(arguments.GetValue(store)!),
            Math.Clamp(arguments.GetValue(nodes), 2, 8),
            new GrowthRun(TimeSpan.FromSeconds(Math.Clamp(arguments.GetValue(seconds), 1, 300)), Math.Clamp(arguments.GetValue(conversations), 8, 1000)),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(StoreKind kind, int nodesMax, GrowthRun run, CancellationToken cancel)
    {
        var far = await StepsAsync(kind, new GrowthPlace.Far(), nodesMax, run, cancel);
        var pinned = await StepsAsync(kind, new GrowthPlace.Pinned(), Math.Min(nodesMax, Environment.ProcessorCount), run, cancel);
        Report.Print(new JsonObject
        {
            ["store"] = kind.ToName(),
            ["conversations"] = run.Conversations,
            ["seconds"] = run.Time.TotalSeconds,
            ["cores"] = Environment.ProcessorCount,
            ["far"] = far,
            ["pinned"] = pinned,
        });
        return (double)far[^1]!["growth"]! >= nodesMax * ShareOfEvenGrowth ? 0 : 1;
    }

    private static async Task<JsonArray> StepsAsync(StoreKind kind, GrowthPlace place, int nodesMax, GrowthRun run, CancellationToken cancel)
    {
        var steps = new JsonArray();
        double first = 0;
        for (var nodes = 1; nodes <= nodesMax; nodes++)
        {
            Report.Say($"{kind.ToName()}, {place.GetType().Name}: {nodes} nodes");
            var measured = await run.RunAsync(kind, place, nodes, cancel);
            first = nodes == 1 ? measured.PerSecond : first;
            var step = measured.ToJson();
            step["nodes"] = nodes;
            step["growth"] = Math.Round(measured.PerSecond / first, 2);
            steps.Add(step);
        }

        return steps;
    }
}
