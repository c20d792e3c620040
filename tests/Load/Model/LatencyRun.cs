using System.Text.Json.Nodes;
using Cardline.TestKit.History;

namespace Cardline.Load.Model;

/// <summary>What a use adds to a turn when the model itself takes no time: the same turns on a server with every use off and on one with these uses on, in alternation.</summary>
/// <param name="Turns">Measured turns on each.</param>
/// <param name="WarmUp">Turns on each before that, in which code is compiled.</param>
internal sealed record LatencyRun(int Turns, int WarmUp)
{
    /// <summary>Measures some uses.</summary>
    /// <param name="name">The name in the results.</param>
    /// <param name="uses">Those that are on.</param>
    /// <param name="scripts">What is said, in turn.</param>
    /// <param name="scene">The fake and the server without uses.</param>
    /// <param name="cancel">Ends everything.</param>
    public async Task<LatencyResult> RunAsync(string name, IReadOnlyList<AskedUse> uses, IReadOnlyList<Script> scripts, Scene scene, CancellationToken cancel)
    {
        Report.Say($"latency: {name}");
        await using var on = await ModelNode.StartAsync(scene.Model, uses, cancel);
        List<double> without = [], with = [];
        var asked = 0;
        for (var turn = -WarmUp; turn < Turns; turn++)
        {
            if (turn == 0)
            {
                await SettledAsync(on, uses, cancel);
                scene.Honest.Tally.Take();
            }

            var script = scripts[(turn + WarmUp) % scripts.Count];
            var offFirst = turn % 2 == 0;
            var first = await AskAsync(offFirst ? scene.Off : on, script, cancel);
            var second = await AskAsync(offFirst ? on : scene.Off, script, cancel);
            if (turn >= 0)
            {
                asked += script.Before is null ? 1 : 2;
                without.Add((offFirst ? first : second).FinalMilliseconds);
                with.Add((offFirst ? second : first).FinalMilliseconds);
            }
        }

        await SettledAsync(on, uses, cancel);
        var entries = LogFile.Read(on.LogFile);
        return new LatencyResult(name, asked, new Spread(without), new Spread(with), scene.Honest.Tally.Take())
        {
            Used = Outcomes.Used(entries), Outcomes = Outcomes.Count(entries), Summary = uses.Contains(AskedUse.Summary) ? new Spread(Outcomes.SummaryMilliseconds(entries)) : null,
        };
    }

    /// <summary>A summary is written behind the turn: what is counted must wait for it.</summary>
    private static Task SettledAsync(ModelNode on, IReadOnlyList<AskedUse> uses, CancellationToken cancel) => !uses.Contains(AskedUse.Summary)
        ? Task.CompletedTask
        : TestKit.Waiting.UntilAsync("every handoff to have its summary", () => Task.FromResult(Outcomes.LackSummary(LogFile.Read(on.LogFile)) == 0), cancel: cancel);

    private static async Task<Told> AskAsync(ModelNode node, Script script, CancellationToken cancel)
    {
        using var probe = await Probe.OpenAsync(node.Http, script.Lang, cancel);
        if (script.Before is { } before)
        {
            await probe.AskAsync(before, cancel);
        }

        return await probe.AskAsync(script.Asked, cancel);
    }
}

/// <summary>What was measured of some uses.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Asked">Turns on each server to which the counts belong: the measured ones, and those before them in the same conversations.</param>
/// <param name="Off">With every use off.</param>
/// <param name="On">With these on.</param>
/// <param name="Counts">What the fake was asked in these turns.</param>
internal sealed record LatencyResult(string Name, int Asked, Spread Off, Spread On, IReadOnlyDictionary<AskedUse, UseCount> Counts)
{
    /// <summary>Gets how often what the model said was used, warm-up included.</summary>
    public required IReadOnlyDictionary<string, int> Used { get; init; }

    /// <summary>Gets the number of turns in the log, warm-up and earlier turns included.</summary>
    public required int Outcomes { get; init; }

    /// <summary>Gets the time from the handoff to its summary, by the log's own clock; null without summaries.</summary>
    public Spread? Summary { get; init; }

    /// <summary>Gets it as results name it.</summary>
    public JsonObject ToJson()
    {
        var calls = new JsonObject();
        foreach (var (use, count) in Counts.OrderBy(pair => pair.Key))
        {
            calls[use.ToName()] = new JsonObject { ["calls"] = count.Calls, ["tokensIn"] = count.TokensIn, ["tokensOut"] = count.TokensOut };
        }

        var used = new JsonObject();
        foreach (var (use, count) in Used.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            used[use] = count;
        }

        return new JsonObject
        {
            ["use"] = Name,
            ["turnsAsked"] = Asked,
            ["off"] = Off.ToJson(),
            ["on"] = On.ToJson(),
            ["addedP50Milliseconds"] = Math.Round(On.P50 - Off.P50, 1),
            ["addedP99Milliseconds"] = Math.Round(On.P99 - Off.P99, 1),
            ["ratioP50"] = Math.Round(On.P50 / Off.P50, 2),
            ["ratioP99"] = Math.Round(On.P99 / Off.P99, 2),
            ["calls"] = calls,
            ["turnsInLog"] = Outcomes,
            ["usedInLog"] = used,
            ["summaryAfterHandoff"] = Summary?.ToJson(),
        };
    }
}
