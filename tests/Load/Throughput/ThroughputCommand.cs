using System.CommandLine;
using System.Text.Json.Nodes;
using Cardline.Load.Stores;

namespace Cardline.Load.Throughput;

/// <summary>The command <c>throughput</c>.</summary>
internal static class ThroughputCommand
{
    private const string AllStores = "all";

    /// <summary>Describes the command.</summary>
    public static Command Make()
    {
        var store = new Option<string>("--store") { DefaultValueFactory = _ => StoreKind.Sqlite.ToName(), Description = "What it stores on, or all, one after the other." };
        store.AcceptOnlyFromAmong([AllStores, .. StoreKinds.Names]);
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 10, Description = "Measured time of each server." };
        var warmUp = new Option<int>("--warm-up") { DefaultValueFactory = _ => 4, Description = "Seconds before that." };
        var conversations = new Option<int>("--conversations") { DefaultValueFactory = _ => 64, Description = "Turns in flight." };
        var table = new Option<bool>("--table") { Description = "Print a Markdown table instead of JSON." };
        var command = new Command("throughput", "Turns per second beside a bare endpoint that does the same writes, and one that stores the same bytes alone.") { store, seconds, warmUp, conversations, table };
        command.SetAction((arguments, cancel) => RunAsync(
            arguments.GetValue(store) is { } name and not AllStores ? [StoreKinds.Parse(name)] : StoreKinds.All,
            new ThroughputRun(
                TimeSpan.FromSeconds(Math.Clamp(arguments.GetValue(seconds), 1, 300)),
                TimeSpan.FromSeconds(Math.Clamp(arguments.GetValue(warmUp), 0, 60)),
                Math.Clamp(arguments.GetValue(conversations), 1, 1000)),
            arguments.GetValue(table),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<StoreKind> kinds, ThroughputRun run, bool asTable, CancellationToken cancel)
    {
        var stores = new JsonArray();
        foreach (var kind in kinds)
        {
            stores.Add(await run.RunAsync(kind, cancel));
        }

        var result = new JsonObject
        {
            ["conversations"] = run.Conversations,
            ["seconds"] = run.Time.TotalSeconds,
            ["cores"] = Environment.ProcessorCount,
            ["writesPerTurn"] = ThroughputRun.WritesPerTurn,
            ["stores"] = stores,
        };
        if (asTable)
        {
            Report.Print(ThroughputTable.Of(result));
        }
        else
        {
            Report.Print(result);
        }

        return 0;
    }
}
