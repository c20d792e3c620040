using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.Server;

namespace Cardline.Load;

/// <summary>The command <c>firstanswer</c>: how long from the start of the process, on an empty data folder, to the first answer.</summary>
internal static class FirstAnswerCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Make()
    {
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 3, Description = "Starts, each with new data." };
        var command = new Command("firstanswer", "Measures process start to first answer.") { runs };
        command.SetAction(async (arguments, cancel) =>
        {
            var times = new List<(double Ready, double Answer)>();
            for (var run = 0; run < Math.Clamp(arguments.GetValue(runs), 1, 20); run++)
            {
                times.Add(await MeasureAsync(cancel));
            }

            Report.Print(new JsonObject
            {
                ["runs"] = times.Count,
                ["readyMilliseconds"] = new JsonArray([.. times.Select(time => (JsonNode)Math.Round(time.Ready))]),
                ["firstAnswerMilliseconds"] = new JsonArray([.. times.Select(time => (JsonNode)Math.Round(time.Answer))]),
            });
            return 0;
        });
        return command;
    }

    private static async Task<(double Ready, double Answer)> MeasureAsync(CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        var clock = Stopwatch.StartNew();
        await using var server = await ServerProcess.StartAsync(LoadServer.Setup(folder), cancel);
        var ready = clock.Elapsed.TotalMilliseconds;
        using var http = LoadServer.Client(server.Address);
        var conversation = await DirectLineConversation.StartAnonymousAsync(http, "en", cancel);
        using var socket = await conversation.ConnectAsync(watermark: null, cancel);
        var (_, id) = await conversation.PostTextAsync("first", "How much is the Platinum annual fee?", cancel);
        while (await socket.NextAsync(cancel) is { } set)
        {
            if (set.Activities.Any(activity => (string?)activity["replyToId"] == id))
            {
                return (ready, clock.Elapsed.TotalMilliseconds);
            }
        }

        throw new InvalidOperationException("The stream ended before the first answer.");
    }
}
