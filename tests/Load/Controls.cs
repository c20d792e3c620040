using System.CommandLine;
using System.Text.Json.Nodes;
using Cardline.Load.Crash;
using Cardline.Load.Fsync;
using Cardline.TestKit.History;

namespace Cardline.Load;

/// <summary>The command <c>controls</c>: with all protections the run is clean, and with each one off it is noticed, for the right reason.</summary>
internal static class Controls
{
    /// <summary>Each protection and the faults that show its absence.</summary>
    private static readonly IReadOnlyDictionary<string, FaultKind[]> Expected = new Dictionary<string, FaultKind[]>(StringComparer.Ordinal)
    {
        ["idempotency"] = [FaultKind.Duplicated],
        ["recovery"] = [FaultKind.WithoutOutcome],
        ["attempts"] = [FaultKind.AttemptNotRecorded, FaultKind.TooManyAttempts],
        ["epochs"] = [FaultKind.BotOverPerson, FaultKind.AgentWithoutHold, FaultKind.TwoOutcomes],
    };

    /// <summary>Describes the command.</summary>
    public static Command Make()
    {
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3, Description = "Kills in each run." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 3, Description = "Longest life in a round." };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Chooses the moments." };
        var only = new Option<string[]>("--only") { Description = "Only these protections, and no clean runs." };
        var command = new Command("controls", "Shows that the checks notice each protection's absence.") { rounds, seconds, seed, only };
        command.SetAction((arguments, cancel) => RunAsync(
            new CrashPlan(arguments.GetValue(rounds), arguments.GetValue(seconds), Conversations: 8, arguments.GetValue(seed), Disable: null).Checked(),
            arguments.GetValue(only) ?? [],
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(CrashPlan plan, string[] only, CancellationToken cancel)
    {
        var results = new JsonObject();
        var good = true;
        if (only.Length == 0)
        {
            var clean = await CrashRun.RunAsync(plan, cancel);
            good &= Note(results, "none", clean.Good, Summary(clean));
            var synced = await FsyncRun.RunAsync(disable: null, cancel);
            good &= Note(results, "fsync", synced.Good, synced.ToString());
        }

        foreach (var (protection, kinds) in Expected.Where(pair => only.Length == 0 || only.Contains(pair.Key, StringComparer.Ordinal)))
        {
            var run = await CrashRun.RunAsync(plan with { Disable = protection }, cancel);
            good &= Note(results, protection, run.Faults.Any(fault => kinds.Contains(fault.Kind)), Summary(run));
        }

        if (only.Length == 0 || only.Contains("durability", StringComparer.Ordinal))
        {
            var early = await FsyncRun.RunAsync("durability", cancel);
            good &= Note(results, "durability", early.Early > 0, early.ToString());
        }

        Report.Print(new JsonObject { ["good"] = good, ["controls"] = results });
        return good ? 0 : 1;
    }

    private static bool Note(JsonObject results, string name, bool asExpected, string summary)
    {
        results[name] = new JsonObject { ["asExpected"] = asExpected, ["summary"] = summary };
        Report.Say($"{name}: {(asExpected ? "as expected" : "NOT AS EXPECTED")}; {summary}");
        return asExpected;
    }

    private static string Summary(CrashResult run)
    {
        var faults = run.Faults.GroupBy(fault => fault.Kind).Select(kind => $"{kind.Key} {kind.Count()}").ToList();
        return $"{run.Accepted} accepted, {run.SentAgain} sent again, {run.Claims} claims; {(faults.Count == 0 ? "no fault" : string.Join(", ", faults))}"
            + (run.Idle.Count == 0 ? "" : $"; idle: {string.Join(", ", run.Idle)}");
    }
}
