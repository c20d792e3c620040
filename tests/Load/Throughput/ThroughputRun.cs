using System.Text.Json.Nodes;
using Cardline.Load.Stores;
using Cardline.TestKit.Server;

namespace Cardline.Load.Throughput;

/// <summary>One store, measured under Cardline and then under the bare endpoint, each on a fresh one.</summary>
/// <param name="Time">Measured time of each.</param>
/// <param name="WarmUp">Time before that, in which code is compiled.</param>
/// <param name="Conversations">Turns in flight.</param>
internal sealed record ThroughputRun(TimeSpan Time, TimeSpan WarmUp, int Conversations)
{
    /// <summary>Durable writes of one turn, one after the other: the message, and the answer with its outcome.</summary>
    public const int WritesPerTurn = 2;

    /// <summary>Measures both.</summary>
    public async Task<JsonObject> RunAsync(StoreKind kind, CancellationToken cancel)
    {
        Report.Say($"{kind.ToName()}: Cardline");
        var (cardline, size) = await CardlineAsync(kind, cancel);
        Report.Say($"{kind.ToName()}: bare");
        var bare = await BareAsync(kind, size, cancel);
        return new JsonObject
        {
            ["store"] = kind.ToName(),
            ["entriesPerTurn"] = Math.Round(size.Entries, 2),
            ["bytesPerTurn"] = Math.Round(size.Bytes),
            ["cardline"] = cardline.ToJson(),
            ["bare"] = bare.ToJson(),
            ["ratioTurnsPerSecond"] = Math.Round(cardline.PerSecond / bare.PerSecond, 3),
            ["ratioCpuPerTurn"] = Math.Round(cardline.CpuPerTurn / bare.CpuPerTurn, 2),
        };
    }

    private async Task<(Measured Measured, TurnSize Size)> CardlineAsync(StoreKind kind, CancellationToken cancel)
    {
        await using var store = await LoadStore.StartAsync(kind, cancel);
        await using var server = await ServerProcess.StartAsync(store.Server(), cancel);
        using var drivers = await TurnDrivers.OpenAsync([server.Address], Conversations, cancel);
        var measured = await Measure.RunAsync(drivers.Turns, new Processes([server.ProcessId], store.ProcessIds), WarmUp, Time, cancel);
        return (measured, await store.TurnSizeAsync(server));
    }

    private async Task<Measured> BareAsync(StoreKind kind, TurnSize size, CancellationToken cancel)
    {
        await using var store = await LoadStore.StartAsync(kind, cancel);
        var rowsPerWrite = Math.Max(1, (int)Math.Round(size.Entries / WritesPerTurn));
        await using var bare = await BareServer.StartAsync(kind, store, WritesPerTurn, rowsPerWrite, cancel);
        using var http = LoadServer.Client(bare.Address, connectionsMax: Conversations + 8);
        var body = new string('x', (int)size.Bytes);
        async Task TurnAsync(CancellationToken stop)
        {
            using var content = new StringContent(body);
            using var answer = await http.PostAsync("turn", content, stop);
            answer.EnsureSuccessStatusCode();
        }

        var turns = Enumerable.Repeat<Func<CancellationToken, Task>>(TurnAsync, Conversations);
        return await Measure.RunAsync([.. turns], new Processes([bare.ProcessId], store.ProcessIds), WarmUp, Time, cancel);
    }
}
