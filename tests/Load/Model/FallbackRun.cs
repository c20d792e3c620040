using System.Text.Json.Nodes;
using Cardline.TestKit;

namespace Cardline.Load.Model;

/// <summary>
/// How soon the approved answer comes when the model does not serve. Many conversations begin with a model that does; then it stops serving and all of them ask at
/// once, twice: while the server knows nothing of it, and when its breaker is open. The same conversations on a server without uses say what the approved answers
/// are and how long such a burst takes by itself.
/// </summary>
/// <param name="Conversations">At once.</param>
internal sealed record FallbackRun(int Conversations)
{
    /// <summary>The stall budget that the servers run with, which is the default.</summary>
    public const double StallMilliseconds = 2_000;

    /// <summary>What two timers and a burst of that many turns may be late beside the budget and the burst's own time.</summary>
    public const double AllowanceMilliseconds = 250;

    // About fees, so that it asks for an opinion only: too many calls that went well would keep the breaker closed.
    private const string First = "How much is the Platinum annual fee?";

    // Behind each stands what it asks the model for, beside the second opinion.
    private static readonly (string Lang, string Asked, string Again)[] Questions =
    [
        ("en", "How can I pay my bill?", "Where can I see my credit limit?"), // composes
        ("en", "so what about that then", "How can I pay my bill?"), // rewrites
        ("zh-Hans", "怎么还款", "怎么激活卡"), // composes
        ("en", "points", "How can I pay my bill?"), // rewrites, then chooses
    ];

    /// <summary>Measures every case.</summary>
    public async Task<IReadOnlyList<FallbackResult>> RunAsync(Scene scene, CancellationToken cancel)
    {
        var results = new List<FallbackResult>();
        _ = await BurstsAsync(scene, scene.Off, null, cancel);
        var approved = await BurstsAsync(scene, scene.Off, null, cancel);
        foreach (var fault in FallbackCase.All)
        {
            Report.Say($"fallback: {fault.Name}");
            await using var node = await ModelNode.StartAsync(scene.Model, AskedUses.All, cancel);
            results.Add(new FallbackResult(fault.Name, await BurstsAsync(scene, node, fault, cancel), approved));
        }

        return results;
    }

    private async Task<Bursts> BurstsAsync(Scene scene, ModelNode node, FallbackCase? fault, CancellationToken cancel)
    {
        var probes = new List<Probe>();
        try
        {
            for (var number = 0; number < Conversations; number++)
            {
                probes.Add(await Probe.OpenAsync(node.Http, Questions[number % Questions.Length].Lang, cancel));
                await probes[^1].AskAsync(First, cancel);
            }

            scene.Model.Chat = fault?.Answer ?? scene.Honest.Answer;
            var calls = scene.Model.RequestsTotal;
            var fresh = await BurstAsync(probes, index => Questions[index % Questions.Length].Asked, cancel);
            calls = scene.Model.RequestsTotal - calls;
            var opened = fault is not null && await OpensAsync(node, cancel);
            var callsOpen = scene.Model.RequestsTotal;
            var open = await BurstAsync(probes, index => Questions[index % Questions.Length].Again, cancel);
            callsOpen = scene.Model.RequestsTotal - callsOpen;
            var counts = await Task.WhenAll(probes.Select(probe => probe.CountAsync(cancel)));
            return new Bursts(fresh, open, opened, calls, callsOpen, counts.Sum(count => count.Lost), counts.Sum(count => count.Twice));
        }
        finally
        {
            scene.Model.Chat = scene.Honest.Answer;
            probes.ForEach(probe => probe.Dispose());
        }
    }

    private static Task<Told[]> BurstAsync(List<Probe> probes, Func<int, string> question, CancellationToken cancel) =>
        Task.WhenAll(probes.Select((probe, index) => probe.AskAsync(question(index), cancel)));

    /// <summary>Waits until the server says that its model fails; some faults, such as being limited, are no reason to.</summary>
    private static async Task<bool> OpensAsync(ModelNode node, CancellationToken cancel)
    {
        try
        {
            await Waiting.UntilAsync("the breaker to open", async () => await node.ModelStateAsync(cancel) == "failing", ceiling: TimeSpan.FromSeconds(5), cancel: cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

/// <summary>What came of both bursts.</summary>
/// <param name="Fresh">While the server knew nothing.</param>
/// <param name="Open">After that.</param>
/// <param name="Opened">Whether it said by then that its model fails.</param>
/// <param name="CallsFresh">Requests that reached the fake in the first.</param>
/// <param name="CallsOpen">In the second.</param>
/// <param name="Lost">Questions without an answer.</param>
/// <param name="Twice">Answers too many.</param>
internal sealed record Bursts(IReadOnlyList<Told> Fresh, IReadOnlyList<Told> Open, bool Opened, int CallsFresh, int CallsOpen, int Lost, int Twice);

/// <summary>One case beside the same bursts without a model.</summary>
/// <param name="Name">The case.</param>
/// <param name="Failing">With the fault.</param>
/// <param name="Approved">With every use off.</param>
internal sealed record FallbackResult(string Name, Bursts Failing, Bursts Approved)
{
    /// <summary>Gets the most that the first burst may take.</summary>
    public double WithinMilliseconds => FallbackRun.StallMilliseconds + Approved.Fresh.Max(told => told.FinalMilliseconds) + FallbackRun.AllowanceMilliseconds;

    /// <summary>Gets the number of answers that are not the approved one, word by word.</summary>
    public int Other => Differ(Failing.Fresh, Approved.Fresh) + Differ(Failing.Open, Approved.Open);

    /// <summary>Gets whether everybody got the approved answer once and in time, and the server saw by itself that its model fails.</summary>
    public bool Good => Failing.Opened && Other == 0 && Failing.Lost == 0 && Failing.Twice == 0 && Failing.CallsFresh > 0 && Failing.Fresh.Max(told => told.FinalMilliseconds) <= WithinMilliseconds
        && Failing.Open.Max(told => told.FinalMilliseconds) <= WithinMilliseconds;

    /// <summary>Gets it as results name it.</summary>
    public JsonObject ToJson() => new()
    {
        ["fault"] = Name,
        ["good"] = Good,
        ["withinMilliseconds"] = Math.Round(WithinMilliseconds),
        ["fresh"] = Of(Failing.Fresh),
        ["callsFresh"] = Failing.CallsFresh,
        ["saidToFail"] = Failing.Opened,
        ["open"] = Of(Failing.Open),
        ["callsOpen"] = Failing.CallsOpen,
        ["withoutModel"] = Of(Approved.Fresh),
        ["lost"] = Failing.Lost,
        ["twice"] = Failing.Twice,
        ["notTheApprovedAnswer"] = Other,
    };

    private static JsonObject Of(IReadOnlyList<Told> told) => new Spread(told.Select(one => one.FinalMilliseconds)).ToJson();

    private static int Differ(IReadOnlyList<Told> ours, IReadOnlyList<Told> approved) => ours.Zip(approved).Count(pair => pair.First.Composed || pair.First.Text != pair.Second.Text);
}
