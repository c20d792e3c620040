using System.CommandLine;
using System.Text.Json.Nodes;
using Cardline.TestKit.Model;

namespace Cardline.Load.Model;

/// <summary>The command <c>model</c>: what a model costs in time and tokens, and what its faults cost a cardholder, against a fake on the loopback.</summary>
internal static class ModelCommand
{
    /// <summary>Longest that all of it may take.</summary>
    private static readonly TimeSpan AllWithin = TimeSpan.FromMinutes(20);

    private const int WarmUpTurns = 16;
    private const int GrowingAtOnce = 4;
    private const double TokensPerSecond = 50;
    private const string Latency = "latency";
    private const string Growing = "growing";
    private const string Fallback = "fallback";

    /// <summary>Describes the command.</summary>
    public static Command Make()
    {
        var turns = new Option<int>("--turns") { DefaultValueFactory = _ => 200, Description = "Measured turns of each use, with and without it." };
        var growing = new Option<int>("--growing") { DefaultValueFactory = _ => 40, Description = "Growing answers on each server." };
        var conversations = new Option<int>("--conversations") { DefaultValueFactory = _ => 24, Description = "Conversations at once for each fault." };
        var only = new Option<string?>("--only") { Description = "One part instead of all." };
        only.AcceptOnlyFromAmong(Latency, Growing, Fallback);
        var priceIn = new Option<double>("--price-in") { DefaultValueFactory = _ => 0.40, Description = "Price of a million tokens read." };
        var priceOut = new Option<double>("--price-out") { DefaultValueFactory = _ => 1.60, Description = "Price of a million tokens written." };
        var serve = new Option<bool>("--serve") { Description = "Only start the fake and a server that asks it, to try by hand." };
        var minutes = new Option<int>("--minutes") { DefaultValueFactory = _ => 10, Description = "How long they stay with --serve." };
        var command = new Command("model", "What a model costs in time and tokens, and what its faults cost a cardholder.")
        {
            turns, growing, conversations, only, priceIn, priceOut, serve, minutes,
        };
        command.SetAction((arguments, cancel) => arguments.GetValue(serve)
            ? ModelHost.RunAsync(TimeSpan.FromMinutes(Math.Clamp(arguments.GetValue(minutes), 1, 120)), TokensPerSecond, cancel)
            : RunAsync(
                new Plan(
                    new LatencyRun(Math.Clamp(arguments.GetValue(turns), 20, 5_000), WarmUpTurns),
                    new GrowingRun(Math.Clamp(arguments.GetValue(growing), 20, 1_000), GrowingAtOnce, TokensPerSecond),
                    new FallbackRun(Math.Clamp(arguments.GetValue(conversations), 20, 200)),
                    new Costs(Math.Max(0, arguments.GetValue(priceIn)), Math.Max(0, arguments.GetValue(priceOut))),
                    arguments.GetValue(only)),
                cancel));
        return command;
    }

    private static async Task<int> RunAsync(Plan plan, CancellationToken outer)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(outer);
        limit.CancelAfter(AllWithin);
        var cancel = limit.Token;
        var honest = new HonestModel();
        var loadBefore = LoadAverage();
        await using var model = ModelServer.Start(new ModelServerOptions { Key = ModelNode.Key, Chat = honest.Answer });
        await using var off = await ModelNode.StartAsync(model, [], cancel);
        var scene = new Scene(honest, model, off);
        var result = new JsonObject { ["cores"] = Environment.ProcessorCount, ["loadBefore"] = loadBefore };
        var good = true;
        if (plan.Does(Latency))
        {
            var latencies = await LatenciesAsync(plan.Latency, scene, cancel);
            result["latency"] = new JsonArray([.. latencies.Select(one => one.ToJson())]);
            result["cost"] = plan.Costs.Describe(latencies[^1]);
            good &= latencies.All(one => one.Counts.Values.Sum(count => count.Calls) > 0);
        }

        if (plan.Does(Growing))
        {
            result["growing"] = await plan.Growing.RunAsync(scene, cancel);
        }

        if (plan.Does(Fallback))
        {
            var fallbacks = await plan.Fallback.RunAsync(scene, cancel);
            result["fallback"] = new JsonArray([.. fallbacks.Select(one => one.ToJson())]);
            good &= fallbacks.All(one => one.Good);
        }

        result["loadAfter"] = LoadAverage();
        result["good"] = good;
        Report.Print(result);
        Report.Say(ModelTables.Of(result));
        return good ? 0 : 1;
    }

    private static async Task<IReadOnlyList<LatencyResult>> LatenciesAsync(LatencyRun run, Scene scene, CancellationToken cancel)
    {
        var results = new List<LatencyResult>();
        foreach (var use in AskedUses.All)
        {
            results.Add(await run.RunAsync(use.ToName(), [use], Script.For(use), scene, cancel));
        }

        results.Add(await run.RunAsync("all", AskedUses.All, Script.Mixed, scene, cancel));
        return results;
    }

    /// <summary>What the machine had to do beside this, as proc(5) says it: runnable processes over one minute.</summary>
    private static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private sealed record Plan(LatencyRun Latency, GrowingRun Growing, FallbackRun Fallback, Costs Costs, string? Only)
    {
        public bool Does(string part) => Only is null || Only == part;
    }
}
