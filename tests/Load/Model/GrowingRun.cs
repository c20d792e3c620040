using System.Text.Json.Nodes;

namespace Cardline.Load.Model;

/// <summary>How soon there is something to read when the model speaks at a pace, beside the approved text without a model.</summary>
/// <param name="Turns">Turns on each server.</param>
/// <param name="AtOnce">Conversations at a time; they wait for words, not for the processor.</param>
/// <param name="TokensPerSecond">The model's pace.</param>
internal sealed record GrowingRun(int Turns, int AtOnce, double TokensPerSecond)
{
    /// <summary>Measures.</summary>
    public async Task<JsonObject> RunAsync(Scene scene, CancellationToken cancel)
    {
        Report.Say("growing answers");
        await using var compose = await ModelNode.StartAsync(scene.Model, [AskedUse.Compose], cancel);
        await using var all = await ModelNode.StartAsync(scene.Model, AskedUses.All, cancel);
        foreach (var node in (ModelNode[])[scene.Off, compose, all])
        {
            await TellAsync(node, cancel);
        }

        scene.Honest.TokensPerSecond = TokensPerSecond;
        try
        {
            return new JsonObject
            {
                ["tokensPerSecond"] = TokensPerSecond,
                ["withoutModel"] = Described(await TellAsync(scene.Off, cancel)),
                ["composeAlone"] = Described(await TellAsync(compose, cancel)),
                ["allUses"] = Described(await TellAsync(all, cancel)),
            };
        }
        finally
        {
            scene.Honest.TokensPerSecond = null;
        }
    }

    private async Task<IReadOnlyList<Told>> TellAsync(ModelNode node, CancellationToken cancel)
    {
        var scripts = Script.For(AskedUse.Compose);
        var told = new Told[Turns];
        await Parallel.ForAsync(0, Turns, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (turn, stop) =>
        {
            var script = scripts[turn % scripts.Count];
            using var probe = await Probe.OpenAsync(node.Http, script.Lang, stop);
            told[turn] = await probe.AskAsync(script.Asked, stop);
        });
        return told;
    }

    private static JsonObject Described(IReadOnlyList<Told> told)
    {
        var grown = told.Where(one => one.FirstMilliseconds is not null).ToList();
        return new JsonObject
        {
            ["composed"] = told.Count(one => one.Composed),
            ["firstSentence"] = grown.Count == 0 ? null : new Spread(grown.Select(one => one.FirstMilliseconds!.Value)).ToJson(),
            ["final"] = new Spread(told.Select(one => one.FinalMilliseconds)).ToJson(),
        };
    }
}
