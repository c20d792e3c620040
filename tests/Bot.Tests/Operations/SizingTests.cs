using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Cardline.TestKit;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.Redis;
using Cardline.TestKit.Server;
using Xunit.Abstractions;

namespace Cardline.Bot.Tests.Operations;

/// <summary>Measures what a conversation costs Redis, through a real server, and holds the page's arithmetic to it.</summary>
public sealed partial class SizingTests(ITestOutputHelper output) : IDisposable
{
    private const int Conversations = 8;

    private static readonly string[] Questions =
        ["How much is the Platinum annual fee?", "and for Gold?", "How do I repay by direct debit?", "My card does not work abroad, why?"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Conversation_OfFourQuestions_CostsNoMoreThanThePageReckonsWith()
    {
        await using var redis = await RedisServer.StartAsync("appendonly yes");
        await using var server = await ServerProcess.StartAsync(new ServerSetup(folder.FullPath)
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Storage:Provider"] = "redis", ["Storage:Redis:Durability"] = "memory", ["ConnectionStrings:Redis"] = redis.Address,
                ["Gate:StartsPerAddressPerMinute"] = "1000", ["Gate:TokensPerAddressPerMinute"] = "1000",
            },
        });
        using var http = new HttpClient { BaseAddress = server.Address };
        await TalkAsync(http);
        var before = await FactsAsync(redis);
        for (var i = 0; i < Conversations; i++)
        {
            await TalkAsync(http);
        }

        var after = await FactsAsync(redis);
        var (memory, entries) = await KeysAsync(redis);
        double Each(string fact) => (after[fact] - before[fact]) / Conversations;
        var figures = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["bytes of memory"] = memory / (Conversations + 1.0),
            ["entries"] = entries / (Conversations + 1.0),
            ["bytes of the file"] = Each("aof_current_size"),
        };

        // What goes over the wire also has what a node asks all the time, so it is told and not held to anything.
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes in: {Each("total_net_input_bytes"):F0}, bytes out: {Each("total_net_output_bytes"):F0}"));
        foreach (var (name, figure) in figures)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {figure:F0}"));
        }

        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md"));
        foreach (var (name, figure) in figures)
        {
            var reckoned = ReckonedWith(page, name);
            figure.ShouldBeInRange(reckoned / 2, reckoned, name);
        }
    }

    /// <summary>What the page's table says, in a row such as <c>| bytes of memory | 12,345 |</c>.</summary>
    private static double ReckonedWith(string page, string name)
    {
        var row = RowPattern().Matches(page).SingleOrDefault(match => match.Groups["name"].Value == name);
        return row is null ? 0 : double.Parse(row.Groups["figure"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    private static async Task TalkAsync(HttpClient http)
    {
        var conversation = await DirectLineConversation.StartAnonymousAsync(http, "en", default);
        using var socket = await conversation.ConnectAsync("", default);
        var answers = 0;
        for (var i = 0; i < Questions.Length; i++)
        {
            (await conversation.PostTextAsync($"{Guid.NewGuid()}", Questions[i], default)).Status.ShouldBe(HttpStatusCode.OK);
            for (var before = answers; answers == before;)
            {
                var set = await socket.NextAsync(default);
                answers += set!.Activities.Count(activity => (string?)activity["type"] == "message" && (string?)activity["from"]!["role"] == "bot" && activity["replyToId"] is not null);
                answers += set.Activities.Count(activity => (string?)activity["type"] == "message" && (string?)activity["channelData"]?["cardline"]?["kind"] is { } kind && kind != "greeting" && activity["replyToId"] is null);
            }
        }
    }

    private static async Task<Dictionary<string, double>> FactsAsync(RedisServer redis)
    {
        var info = await redis.CommandAsync("INFO", "everything");
        return ((string[])["total_net_input_bytes", "total_net_output_bytes", "aof_current_size"])
            .ToDictionary(name => name, name => double.Parse(info.Line(name)!, CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    private static async Task<(long Memory, long Entries)> KeysAsync(RedisServer redis)
    {
        var (memory, entries) = (0L, 0L);
        await using var wire = await redis.ConnectAsync();
        foreach (var key in (await wire.CommandAsync("KEYS", "cardline:{b??}:*:*")).Texts)
        {
            memory += (await wire.CommandAsync("MEMORY", "USAGE", key!, "SAMPLES", "0")).Number;
            entries += key!.Contains(":log:", StringComparison.Ordinal) ? (await wire.CommandAsync("XLEN", key)).Number : 0;
        }

        return (memory, entries);
    }

    [GeneratedRegex(@"^\| (?<name>[a-zA-Z ]+?)(, [^|]*)? \| (?<figure>[\d,]+) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex RowPattern();
}
