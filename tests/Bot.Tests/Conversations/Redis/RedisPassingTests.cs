using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Tests.Redis;
using Cardline.Bot.Turns.Reply.Composing;
using Cardline.TestKit;
using Cardline.TestKit.Redis;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Bot.Tests.Conversations.Redis;

[Collection(RedisServersCollection.Name)]
public sealed class RedisPassingTests : IClassFixture<RedisServerFixture>, IDisposable
{
    private readonly RedisServer server;
    private readonly string prefix;
    private readonly Node a;
    private readonly Node b;

    public RedisPassingTests(RedisServerFixture shared)
    {
        (server, prefix) = (shared.Server, shared.NewPrefix());
        (a, b) = (new Node(shared.Server, prefix), new Node(shared.Server, prefix));
    }

    public void Dispose()
    {
        a.Dispose();
        b.Dispose();
    }

    [Fact]
    public async Task SendPassing_OnOneNode_ReachesEachNodeOnce()
    {
        await a.Passing.StartAsync(default);
        await b.Passing.StartAsync(default);
        await ListensAsync(2);

        a.Passing.SendPassing("c-1", Typing("一"));
        b.Passing.SendPassing("c-2", Typing("two words"));

        // What is published later comes later, so after the second nothing of the first is still under way.
        await Waiting.UntilAsync("both to have both", () => Task.FromResult(a.Heard.Count >= 2 && b.Heard.Count >= 2));
        a.Passing.SendPassing("c-3", Typing("end"));
        await Waiting.UntilAsync("the end", () => Task.FromResult(b.Heard.Any(heard => heard.StartsWith("c-3", StringComparison.Ordinal))));
        a.Heard.Order().ShouldBe(["c-1 一", "c-2 two words", "c-3 end"]);
        b.Heard.Order().ShouldBe(["c-1 一", "c-2 two words", "c-3 end"]);
        (a.Passing.Dropped + b.Passing.Dropped).ShouldBe(0);
    }

    [Fact]
    public async Task SendPassing_LongestChunkInChinese_ReachesTheOtherNode()
    {
        await b.Passing.StartAsync(default);
        await ListensAsync(1);
        var words = new string('款', AnswerComposer.CharsMax);

        a.Passing.SendPassing("c-1", Typing(words));

        await Waiting.UntilAsync("the chunk", () => Task.FromResult(b.Heard.Contains("c-1 " + words)));
        a.Passing.Dropped.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("node")]
    [InlineData("node c-1")]
    [InlineData("node c-1 ")]
    [InlineData("node c-1 7")]
    [InlineData("node c-1 {\"type\":")]
    [InlineData("node c-1 {\"type\":\"a\",\"type\":\"b\"}")]
    [InlineData(" c-1 {}")]
    [InlineData("node  {}")]
    public void Hear_Malformed_IsDroppedAndCounted(string said)
    {
        a.Passing.Hear(said);

        a.Heard.ShouldBeEmpty();
        a.Passing.Dropped.ShouldBe(1);
    }

    [Fact]
    public void Hear_TooLongOrTooDeep_IsDroppedAndCounted()
    {
        a.Passing.Hear($"node c-1 {Typing(new string('x', RedisPassing.CharsMax)).ToJsonString()}");
        a.Passing.Hear("node c-1 " + string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40));
        a.Passing.Hear($"node {new string('c', 300)} {{}}");

        a.Heard.ShouldBeEmpty();
        a.Passing.Dropped.ShouldBe(3);
    }

    [Fact]
    public async Task SendPassing_TooLong_StaysOnItsNode()
    {
        await b.Passing.StartAsync(default);
        await ListensAsync(1);

        a.Passing.SendPassing("c-1", Typing(new string('x', RedisPassing.CharsMax)));
        a.Passing.SendPassing("c-2", Typing("short"));
        await Waiting.UntilAsync("the short one", () => Task.FromResult(!b.Heard.IsEmpty));

        a.Heard.Count.ShouldBe(2);
        b.Heard.ShouldBe(["c-2 short"]);
        a.Passing.Dropped.ShouldBe(1);
    }

    /// <summary>What is said before the server knows of a listener is lost, as passing events may be.</summary>
    private Task ListensAsync(int nodes) => Waiting.UntilAsync(
        "the nodes to listen", async () => (await server.CommandAsync("PUBSUB", "NUMSUB", $"{prefix}:passing")).Items[1].Number == nodes);

    private static JsonObject Typing(string text) => new() { ["type"] = "typing", ["text"] = text };

    internal sealed class Node : ILocalClients, IDisposable
    {
        private readonly SmallStores redis;

        public Node(RedisServer server, string prefix, int timeoutMilliseconds = 3000)
        {
            redis = new SmallStores(server, prefix, timeoutMilliseconds);
            Passing = new RedisPassing(redis.Connection, redis.Keys, redis.Name, this, NullLogger<RedisPassing>.Instance);
        }

        public RedisPassing Passing { get; }

        public ConcurrentQueue<string> Heard { get; } = new();

        public void SendPassing(string conversationId, JsonObject activity) => Heard.Enqueue($"{conversationId} {activity["text"]}");

        public void Dispose() => redis.Dispose();
    }
}

/// <summary>Passing events with a server that is away: a server of its own, because it is frozen and killed.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class RedisPassingTroubleTests
{
    [Fact]
    public async Task SendPassing_ServerFrozen_NeitherWaitsNorPilesUp()
    {
        await using var server = await RedisServer.StartAsync();
        using var a = new RedisPassingTests.Node(server, "cardline", timeoutMilliseconds: 200);
        await a.Passing.StartAsync(default);
        server.Freeze();

        var started = Environment.TickCount64;
        for (var i = 0; i < 2 * RedisPassing.UnderWayMax; i++)
        {
            a.Passing.SendPassing("c-1", new JsonObject { ["text"] = "typing" });
        }

        (Environment.TickCount64 - started).ShouldBeLessThan(5000);
        a.Heard.Count.ShouldBe(2 * RedisPassing.UnderWayMax);
        await Waiting.UntilAsync("the rest to be given up", () => Task.FromResult(a.Passing.Dropped == 2 * RedisPassing.UnderWayMax));
        server.Thaw();
    }

    [Fact]
    public async Task SendPassing_ServerKilledAndBack_ReachesTheOtherNodeAgain()
    {
        await using var server = await RedisServer.StartAsync();
        using var a = new RedisPassingTests.Node(server, "cardline", timeoutMilliseconds: 500);
        using var b = new RedisPassingTests.Node(server, "cardline", timeoutMilliseconds: 500);
        await b.Passing.StartAsync(default);
        await server.KillAsync();
        a.Passing.SendPassing("c-1", new JsonObject { ["text"] = "lost" });
        await Waiting.UntilAsync("the first to be dropped", () => Task.FromResult(a.Passing.Dropped > 0));

        await server.StartAgainAsync();
        await Waiting.UntilAsync("one to arrive", () =>
        {
            a.Passing.SendPassing("c-2", new JsonObject { ["text"] = "back" });
            return Task.FromResult(!b.Heard.IsEmpty);
        });

        b.Heard.ShouldAllBe(heard => heard == "c-2 back");
    }
}
