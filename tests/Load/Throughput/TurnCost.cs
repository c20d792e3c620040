using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Cardline.Bot;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Masking;
using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Context;
using Cardline.Bot.Turns.Escalation;
using Cardline.Bot.Turns.Grounding;
using Cardline.Bot.Turns.Reply;
using Cardline.Bot.Turns.Safety;
using Cardline.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Load.Throughput;

/// <summary>The command <c>turncost</c>: where the time of one turn goes, in one process, one turn after the other, without a network.</summary>
internal static class TurnCost
{
    private const int Conversations = 32;
    private const int WarmTurns = 40;

    private static readonly string[] Questions =
        ["How much is the Platinum annual fee?", "How do I freeze my card?", "白金卡年费多少", "How can I pay my bill?"];

    /// <summary>Describes the command.</summary>
    public static Command Make()
    {
        var turns = new Option<int>("--turns") { DefaultValueFactory = _ => 2000, Description = "Turns measured." };
        var command = new Command("turncost", "Microseconds of each part of a turn, one turn at a time (a folder in memory as TMPDIR leaves the disk out).") { turns };
        command.SetAction((arguments, cancel) => RunAsync(Math.Clamp(arguments.GetValue(turns), 100, 100_000), cancel));
        return command;
    }

    private static async Task<int> RunAsync(int turns, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Storage:Sqlite:Path"] = Path.Combine(folder.FullPath, "cost.db"),
            ["Testing:Allow"] = "yes",
            ["Testing:Disable"] = "recovery",
            ["Logging:LogLevel:Default"] = "Error",
            ["Knowledge:Path"] = Path.Combine(Repository.Root, "knowledge-base"),
            ["urls"] = "http://127.0.0.1:0",
        });
        CardlineServer.AddCardline(builder);
        await using var app = builder.Build();
        CardlineServer.MapCardline(app);
        await app.StartAsync(cancel);
        var parts = new SortedDictionary<string, (long Ticks, long Bytes)>(StringComparer.Ordinal);
        var asked = Enumerable.Range(0, Conversations).Select(n => $"cost-{n}").ToList();
        var log = app.Services.GetRequiredService<IConversationLog>();
        foreach (var id in asked)
        {
            await log.AppendAsync(new AppendRequest(id, SenderKind.Cardholder, Key: null, [new NewEntry(new JsonObject { ["type"] = "conversationUpdate" }, Visible: false)]) { Creates = true }, cancel);
        }

        for (var n = 0; n < WarmTurns * Conversations; n++)
        {
            await TurnAsync(app.Services, asked[n % Conversations], n, parts, cancel);
        }

        parts.Clear();
        int[] collections = [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)];
        var (cpu, bytes, pause) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration());
        for (var n = WarmTurns * Conversations; n < (WarmTurns * Conversations) + turns; n++)
        {
            await TurnAsync(app.Services, asked[n % Conversations], n, parts, cancel);
        }

        var result = new JsonObject { ["turns"] = turns, ["cpuMicroseconds"] = Math.Round((Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / turns, 1) };
        result["allocatedKilobytes"] = Math.Round((GC.GetTotalAllocatedBytes() - bytes) / 1024.0 / turns, 1);
        result["collectionMicroseconds"] = Math.Round((GC.GetTotalPauseDuration() - pause).TotalMicroseconds / turns, 1);
        result["collections"] = new JsonArray([.. collections.Select((before, generation) => (JsonNode)(GC.CollectionCount(generation) - before))]);
        foreach (var (part, (ticks, size)) in parts)
        {
            result[part] = new JsonObject { ["microseconds"] = Math.Round(ticks * 1e6 / Stopwatch.Frequency / turns, 1), ["kilobytes"] = Math.Round(size / 1024.0 / turns, 1) };
        }

        Report.Print(result);
        await app.StopAsync(cancel);
        return 0;
    }

    private static async Task TurnAsync(IServiceProvider services, string id, int number, SortedDictionary<string, (long Ticks, long Bytes)> parts, CancellationToken cancel)
    {
        var log = services.GetRequiredService<IConversationLog>();
        var (mark, had) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        void Spent(string part)
        {
            var (now, has) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
            var (ticks, size) = parts.GetValueOrDefault(part);
            parts[part] = (ticks + now - mark, size + has - had);
            (mark, had) = (now, has);
        }

        var message = new JsonObject
        {
            ["type"] = "message", ["text"] = Questions[(number / Conversations) % Questions.Length], ["locale"] = "en",
            ["from"] = new JsonObject { ["id"] = "dl_1", ["role"] = "user" }, ["channelData"] = new JsonObject { ["clientActivityID"] = $"k{number}" },
        };
        services.GetRequiredService<ActivityMask>().Mask(message, out _);
        Spent("0 mask, as a part of 1");
        var key = new IdempotencyKey(SenderKind.Cardholder, "dl_1", $"k{number}");
        services.GetRequiredService<WindowReader>().Grow((AppendResult.Appended)await log.AppendAsync(new AppendRequest(id, SenderKind.Cardholder, key, [new NewEntry(message, Visible: true, OpensTurn: true)]), cancel));
        Spent("1 append message");
        var turn = (await services.GetRequiredService<TurnReader>().ReadAsync(id, cancel))!;
        Spent("2 read");
        ITurnStage[] stages =
        [
            services.GetRequiredService<SafetyStage>(), services.GetRequiredService<ContextStage>(), services.GetRequiredService<GroundingStage>(),
            services.GetRequiredService<EscalationStage>(), services.GetRequiredService<ReplyStage>(),
        ];
        for (var stage = 0; stage < stages.Length; stage++)
        {
            turn = await stages[stage].RunAsync(turn, cancel);
            Spent($"{3 + stage} {stages[stage].GetType().Name}");
        }

        var end = await log.AppendAsync(
            new AppendRequest(id, SenderKind.Bot, Key: null, turn.Reply!.Entries)
            {
                ExpectedEpoch = turn.Head.Epoch, EndsTurn = new TurnEnd(turn.Head.TurnSeq!.Value, turn.Waiting[^1].Seq),
                NewHolder = turn.Reply.ToQueue ? new Cardline.Handoff.Holder(Cardline.Handoff.HolderKind.Queue) : null,
            },
            cancel);
        services.GetRequiredService<WindowReader>().Grow((AppendResult.Appended)end);
        Spent("8 append outcome");
    }
}
