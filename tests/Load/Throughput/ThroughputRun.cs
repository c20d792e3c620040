using System.Text.Json.Nodes;
using Cardline.Load.Stores;
using Cardline.TestKit.Server;

namespace Cardline.Load.Throughput;

/// <summary>One store, measured under Cardline and then under the bare endpoint with a turn's writes and with its bytes alone, each on a fresh one.</summary>
/// <param name="Time">Measured time of each.</param>
/// <param name="WarmUp">Time before that, in which code is compiled.</param>
/// <param name="Conversations">Turns in flight.</param>
internal sealed record ThroughputRun(TimeSpan Time, TimeSpan WarmUp, int Conversations)
{
    /// <summary>Durable writes of one turn, one after the other: the message, and the answer with its outcome.</summary>
    public const int WritesPerTurn = 2;

    /// <summary>Measures all three.</summary>
    public async Task<JsonObject> RunAsync(StoreKind kind, CancellationToken cancel)
    {
        Report.Say($"{kind.ToName()}: Cardline");
        var (cardline, size) = await CardlineAsync(kind, cancel);
        Report.Say($"{kind.ToName()}: bare, the same writes");
        var alike = await BareAsync(kind, size, alike: true, cancel);
        Report.Say($"{kind.ToName()}: bare, the same bytes");
        var bytes = await BareAsync(kind, size, alike: false, cancel);
        return new JsonObject
        {
            ["store"] = kind.ToName(),
            ["entriesPerTurn"] = Math.Round(size.Entries, 2),
            ["bytesPerTurn"] = Math.Round(size.Bytes),
            ["cardline"] = cardline.ToJson(),
            ["bareWrites"] = alike.ToJson(),
            ["bareBytes"] = bytes.ToJson(),
            ["ratioToWrites"] = Math.Round(cardline.PerSecond / alike.PerSecond, 3),
            ["ratioToBytes"] = Math.Round(cardline.PerSecond / bytes.PerSecond, 3),
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

    private async Task<Measured> BareAsync(StoreKind kind, TurnSize size, bool alike, CancellationToken cancel)
    {
        await using var store = await LoadStore.StartAsync(kind, cancel);
        var rowsPerWrite = Math.Max(1, (int)Math.Round(size.Entries / WritesPerTurn));
        await using var bare = await BareServer.StartAsync(kind, store, WritesPerTurn, rowsPerWrite, alike, cancel);
        using var http = LoadServer.Client(bare.Address, connectionsMax: Conversations + 8);
        var body = new string('x', (int)size.Bytes);
        async Task TurnAsync(int number, CancellationToken stop)
        {
            using var content = new StringContent(body);
            using var answer = await http.PostAsync($"turn?conversation=bare-{number:D16}", content, stop);
            answer.EnsureSuccessStatusCode();
        }

        var turns = Enumerable.Range(0, Conversations).Select(number => (Func<CancellationToken, Task>)(stop => TurnAsync(number, stop)));
        return await Measure.RunAsync([.. turns], new Processes([bare.ProcessId], store.ProcessIds), WarmUp, Time, cancel);
    }
}
