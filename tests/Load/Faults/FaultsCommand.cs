using System.CommandLine;
using System.Text.Json.Nodes;

namespace Cardline.Load.Faults;

/// <summary>The command <c>faults</c>.</summary>
internal static class FaultsCommand
{
    /// <summary>How often a control is tried: whether a missing protection shows depends on where the fault falls.</summary>
    private const int ControlTriesMax = 3;

    /// <summary>Describes the command.</summary>
    public static Command Make()
    {
        var only = new Option<string[]>("--only") { Description = "Only these faults.", AllowMultipleArgumentsPerToken = true };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 6, Description = "How long a fault lasts." };
        var shortSlice = new Option<bool>("--short") { Description = "Only the slice that every change must pass." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses moments, victims and words." };
        var control = new Option<bool>("--control") { Description = "Each fault with its protection off: the checker must fail." };
        var table = new Option<bool>("--table") { Description = "A Markdown table on standard output instead of JSON." };
        var store = new Option<string>("--store") { DefaultValueFactory = _ => "redis", Description = "redis or sqlite (one node, the faults that need no Redis)." };
        var nodes = new Option<int>("--nodes") { DefaultValueFactory = _ => 5, Description = "Most nodes." };
        var conversations = new Option<int>("--conversations") { DefaultValueFactory = _ => 8, Description = "Cardholders at once." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 0, Description = "Least rounds of the claim race, 200 claims each." };
        var command = new Command("faults", "Takes nodes and Redis away under load and checks the log.") { only, seconds, shortSlice, seed, control, table, store, nodes, conversations, rounds };
        command.SetAction((arguments, cancel) =>
        {
            var plan = new FaultPlan(arguments.GetValue(store)!, arguments.GetValue(seconds), arguments.GetValue(seed), arguments.GetValue(control))
            {
                NodesMax = arguments.GetValue(nodes), Conversations = arguments.GetValue(conversations), RoundsMin = arguments.GetValue(rounds),
            };
            var cases = Choose(plan, arguments.GetValue(only) ?? [], arguments.GetValue(shortSlice));
            return RunAsync(cases, plan.Checked(), arguments.GetValue(table), cancel);
        });
        return command;
    }

    private static IReadOnlyList<FaultCase> Choose(FaultPlan plan, string[] only, bool shortSlice)
    {
        var unknown = only.Except(AllFaults.Cases.Select(one => one.Name), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new ArgumentException($"No such fault: {string.Join(", ", unknown)}. There are: {string.Join(", ", AllFaults.Cases.Select(one => one.Name))}.", nameof(only));
        }

        return [.. AllFaults.Cases
            .Where(one => only.Length == 0 || only.Contains(one.Name, StringComparer.Ordinal))
            .Where(one => !shortSlice || one.Short)
            .Where(one => plan.Provider == "redis" || one.WithoutRedis)
            .Where(one => !plan.Control || one.Control is not null)];
    }

    private static async Task<int> RunAsync(IReadOnlyList<FaultCase> cases, FaultPlan plan, bool table, CancellationToken cancel)
    {
        var good = cases.Count > 0;
        if (table)
        {
            await Console.Out.WriteLineAsync(FaultTable.Head);
        }

        foreach (var one in cases)
        {
            try
            {
                var result = await RunAsync(one, plan, cancel);
                good &= result.Good;
                Report.Say($"{one.Name}: {(result.Good ? "good" : "NOT GOOD")}");
                await PrintAsync(result, table);
            }
            catch (Exception error) when (FleetTrouble.Is(error) && !cancel.IsCancellationRequested)
            {
                // The others are still worth running: a machine that could not do this one may do them.
                good = false;
                Report.Say($"{one.Name}: ABANDONED, {error.Message}");
                Report.Print(new JsonObject { ["fault"] = one.Name, ["good"] = false, ["complaints"] = new JsonArray($"abandoned: {error.Message.Split(Environment.NewLine)[0]}") });
            }
        }

        return good ? 0 : 1;
    }

    private static async Task<FaultResult> RunAsync(FaultCase one, FaultPlan plan, CancellationToken cancel)
    {
        var result = await FaultRun.RunAsync(one, plan, cancel);
        for (var tries = 1; plan.Control && !result.Good && tries < ControlTriesMax; tries++)
        {
            result = await FaultRun.RunAsync(one, plan with { Seed = plan.Seed + tries }, cancel);
        }

        return result;
    }

    private static async Task PrintAsync(FaultResult result, bool table)
    {
        if (table)
        {
            await Console.Out.WriteLineAsync(FaultTable.Row(result));
        }
        else
        {
            Report.Print(FaultTable.Describe(result));
        }
    }
}
