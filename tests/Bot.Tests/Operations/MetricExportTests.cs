using System.Net;
using Cardline.TestKit;
using Cardline.TestKit.DirectLine;
using Cardline.TestKit.Redis;
using Cardline.TestKit.Server;

namespace Cardline.Bot.Tests.Operations;

/// <summary>What a real server sends to a collector, and what it must never send.</summary>
public sealed class MetricExportTests : IDisposable
{
    private const string Words = "zebracrossing";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Export_OnRedisWithACollector_SendsTheNamedFiguresAndNothingOfACardholder()
    {
        await using var redis = await RedisServer.StartAsync();
        using var collector = new Collector();
        await using var server = await ServerProcess.StartAsync(new ServerSetup(folder.FullPath)
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Storage:Provider"] = "redis",
                ["Storage:Redis:Durability"] = "memory",
                ["ConnectionStrings:Redis"] = redis.Address,
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            },
        });
        using var http = new HttpClient { BaseAddress = server.Address };
        var conversation = await DirectLineConversation.StartAnonymousAsync(http, "en", default);
        using var socket = await conversation.ConnectAsync("", default);
        (await conversation.PostTextAsync("m1", $"I want to talk to a person about {Words}", default)).Status.ShouldBe(HttpStatusCode.OK);

        string[] named =
        [
            "cardline.appends", "cardline.append.duration", "appended", "cardline.turns", "answered", "cardline.turn.duration", "cardline.redis.outbox.age",
            "cardline.redis.pending", "cardline.sockets", "cardline.followers", "cardline.queue.waiting", "cardline.queue.held", "cardline.agents",
            "http.server.request.duration",
        ];
        await Waiting.UntilAsync("the figures", () => Task.FromResult(Array.TrueForAll(named, name => collector.Text.Contains(name, StringComparison.Ordinal))));

        collector.Text.ShouldNotContain(Words);
        collector.Text.ShouldNotContain(conversation.ConversationId);
        collector.Text.ShouldNotContain(redis.Address);

        await redis.KillAsync();
        (await conversation.PostTextAsync("m2", "and now", default)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await Waiting.UntilAsync("the failures", () => Task.FromResult(collector.Text.Contains("cardline.redis.failures", StringComparison.Ordinal) && collector.Text.Contains("unavailable", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Export_CollectorAway_DisturbsNobody()
    {
        await using var server = await ServerProcess.StartAsync(new ServerSetup(folder.FullPath)
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{LoopbackPort.Free()}/",
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
            },
        });
        using var http = new HttpClient { BaseAddress = server.Address };
        var conversation = await DirectLineConversation.StartAnonymousAsync(http, "en", default);

        for (var i = 0; i < 5; i++)
        {
            (await conversation.PostTextAsync($"m{i}", "hello", default)).Status.ShouldBe(HttpStatusCode.OK);
        }

        server.Output.ShouldNotContain("Unhandled");
    }
}
