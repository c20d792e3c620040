using System.CommandLine;
using System.Text.Json.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.History;
using Cardline.TestKit.Server;

namespace Cardline.Load.Throughput;

/// <summary>The command <c>throughput</c>.</summary>
internal static class ThroughputCommand
{
    private const int WritesPerTurn = 2;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    private static readonly string[] Questions =
        ["How much is the Platinum annual fee?", "How do I freeze my card?", "白金卡年费多少", "How can I pay my bill?"];

    /// <summary>Describes the command.</summary>
    public static Command Make()
    {
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 10, Description = "Measured time of each server." };
        var conversations = new Option<int>("--conversations") { DefaultValueFactory = _ => 64, Description = "Turns in flight." };
        var command = new Command("throughput", "Turns per second beside a bare endpoint that stores the same bytes.") { seconds, conversations };
        command.SetAction((arguments, cancel) => RunAsync(
            TimeSpan.FromSeconds(Math.Clamp(arguments.GetValue(seconds), 1, 300)), Math.Clamp(arguments.GetValue(conversations), 1, 1000), cancel));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan time, int conversations, CancellationToken cancel)
    {
        var (cardline, rowsPerTurn, bytesPerTurn) = await CardlineAsync(time, conversations, cancel);
        var bare = await BareAsync(time, conversations, rowsPerTurn, bytesPerTurn, cancel);
        Report.Print(new JsonObject
        {
            ["conversations"] = conversations,
            ["seconds"] = time.TotalSeconds,
            ["writesPerTurn"] = WritesPerTurn,
            ["entriesPerTurn"] = Math.Round(rowsPerTurn, 2),
            ["bytesPerTurn"] = Math.Round(bytesPerTurn),
            ["cardline"] = Describe(cardline),
            ["bare"] = Describe(bare),
            ["ratioTurnsPerSecond"] = Math.Round(cardline.PerSecond / bare.PerSecond, 3),
            ["ratioCpuPerTurn"] = Math.Round(cardline.CpuPerTurn / bare.CpuPerTurn, 2),
        });
        return 0;
    }

    private static async Task<(Measured Measured, double RowsPerTurn, double BytesPerTurn)> CardlineAsync(TimeSpan time, int conversations, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(LoadServer.Setup(folder), cancel);
        using var http = LoadServer.Client(server.Address, connectionsMax: conversations + 8);
        var drivers = new List<TurnDriver>();
        try
        {
            for (var number = 0; number < conversations; number++)
            {
                var conversation = await DirectLineConversation.StartWithSecretAsync(http, LoadServer.Secret, $"dl_{number}", cancel);
                drivers.Add(new TurnDriver(conversation, await conversation.ConnectAsync(watermark: null, cancel), Questions[number % Questions.Length]));
            }

            var measured = await Measure.RunAsync([.. drivers.Select(driver => (Func<CancellationToken, Task>)driver.TurnAsync)], server.ProcessId, WarmUp, time, cancel);
            var log = server.LogFile;
            double turns = LogFile.Scalar(log, "SELECT COUNT(*) FROM entries WHERE opens_turn = 1");
            return (measured, LogFile.Scalar(log, "SELECT COUNT(*) FROM entries") / turns, LogFile.Scalar(log, "SELECT SUM(LENGTH(CAST(activity AS BLOB))) FROM entries") / turns);
        }
        finally
        {
            drivers.ForEach(driver => driver.Dispose());
        }
    }

    private static async Task<Measured> BareAsync(TimeSpan time, int conversations, double rowsPerTurn, double bytesPerTurn, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        var rowsPerWrite = Math.Max(1, (int)Math.Round(rowsPerTurn / WritesPerTurn));
        await using var bare = await BareServer.StartAsync(LoopbackPort.Free(), Path.Combine(folder.FullPath, "bare.db"), WritesPerTurn, rowsPerWrite, cancel);
        using var http = LoadServer.Client(bare.Address, connectionsMax: conversations + 8);
        var body = new string('x', (int)bytesPerTurn);
        async Task TurnAsync(CancellationToken stop)
        {
            using var content = new StringContent(body);
            using var answer = await http.PostAsync("turn", content, stop);
            answer.EnsureSuccessStatusCode();
        }

        return await Measure.RunAsync([.. Enumerable.Repeat<Func<CancellationToken, Task>>(TurnAsync, conversations)], bare.ProcessId, WarmUp, time, cancel);
    }

    private static JsonObject Describe(Measured measured) => new()
    {
        ["turns"] = measured.Turns,
        ["turnsPerSecond"] = Math.Round(measured.PerSecond, 1),
        ["cpuMillisecondsPerTurn"] = Math.Round(measured.CpuPerTurn, 3),
        ["p50Milliseconds"] = Math.Round(measured.P50, 1),
        ["p99Milliseconds"] = Math.Round(measured.P99, 1),
    };
}
