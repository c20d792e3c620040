using System.CommandLine;
using System.Text.Json.Nodes;
using Cardline.TestKit.History;

namespace Cardline.Load.Crash;

/// <summary>The command <c>crash</c>.</summary>
internal static class CrashCommand
{
    private const int FaultsShown = 20;

    /// <summary>Describes the command.</summary>
    public static Command Make()
    {
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "Kills." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 4, Description = "Longest life of the server in a round." };
        var conversations = new Option<int>("--conversations") { DefaultValueFactory = _ => 8, Description = "Cardholders at once." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses the moments." };
        var disable = new Option<string?>("--disable") { Description = "A protection to switch off: idempotency, recovery, epochs, durability." };
        var command = new Command("crash", "Kills the server in the middle of its work and checks the log.") { rounds, seconds, conversations, seed, disable };
        command.SetAction(async (arguments, cancel) =>
        {
            var plan = new CrashPlan(arguments.GetValue(rounds), arguments.GetValue(seconds), arguments.GetValue(conversations), arguments.GetValue(seed), arguments.GetValue(disable));
            var result = await CrashRun.RunAsync(plan.Checked(), cancel);
            Report.Print(Describe(result));
            return result.Good ? 0 : 1;
        });
        return command;
    }

    private static JsonObject Describe(CrashResult result)
    {
        var counts = new JsonObject();
        foreach (var (kind, count) in HistoryChecker.Count(result.Faults))
        {
            counts[char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..]] = count;
        }

        return new JsonObject
        {
            ["good"] = result.Good,
            ["disabled"] = result.Plan.Disable,
            ["seed"] = result.Plan.Seed,
            ["kills"] = result.Plan.Rounds,
            ["conversations"] = result.Plan.Conversations,
            ["accepted"] = result.Accepted,
            ["sentAgain"] = result.SentAgain,
            ["entries"] = result.Entries,
            ["outcomes"] = result.Outcomes,
            ["claims"] = result.Claims,
            ["reconnects"] = result.Reconnects,
            ["faults"] = counts,
            ["firstFaults"] = new JsonArray([.. result.Faults.Take(FaultsShown).Select(fault => (JsonNode)$"{fault.Kind} in {fault.ConversationId}: {fault.Detail}")]),
            ["idle"] = new JsonArray([.. result.Idle.Select(complaint => (JsonNode)complaint)]),
        };
    }
}
