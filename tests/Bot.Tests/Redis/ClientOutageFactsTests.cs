using Cardline.TestKit;
using Cardline.TestKit.Network;
using Cardline.TestKit.Redis;
using StackExchange.Redis;
using static Cardline.Bot.Tests.Redis.ClientUnderTest;

namespace Cardline.Bot.Tests.Redis;

/// <summary>What the client does while its server is silent or gone (decision 0011).</summary>
[Collection(RedisServersCollection.Name)]
public sealed class ClientOutageFactsTests
{
    [Fact]
    public async Task AsyncCommand_ServerFrozen_NeverTimesOut_ClosingTheClientFailsIt()
    {
        await using var server = await RedisServer.StartAsync();
        var options = Options(server.Address);
        (options.SyncTimeout, options.ResponseTimeout, options.KeepAlive) = (500, 500, 1);
        var client = await ConnectionMultiplexer.ConnectAsync(options);
        await client.GetDatabase().PingAsync();
        server.Freeze();

        var hanging = client.SetByScriptAsync("a");
        for (var timeouts = 0; timeouts < 6; timeouts++)
        {
            // Each of these takes the synchronous timeout, so six of them are six times as long as anything was told to wait.
            Should.Throw<RedisTimeoutException>(() => client.GetDatabase().StringGet("a"));
        }

        hanging.IsCompleted.ShouldBeFalse();
        client.IsConnected.ShouldBeTrue();
        client.Close(allowCommandsToComplete: false);
        (await Should.ThrowAsync<RedisConnectionException>(() => hanging)).Message.ShouldEndWith(" on EVAL");

        // Failing it is not undoing it: the server got the bytes.
        server.Thaw();
        await Waiting.UntilAsync("the write to happen all the same", async () => (await server.CommandAsync("GET", "a")).Text == "1");
        client.Dispose();
    }

    [Fact]
    public async Task KeepAlive_NothingComesBack_NoticesNothing()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = ChaosProxy.Start(server.Port);
        var options = Options(proxy.Address);
        options.KeepAlive = 1;
        using var client = await ConnectionMultiplexer.ConnectAsync(options);
        var failures = 0;
        client.ConnectionFailed += (_, _) => Interlocked.Increment(ref failures);
        await proxy.SetAsync(new Chaos.Blackhole(ChaosDirection.ToClient));

        var sent = proxy.Bytes(ChaosDirection.ToServer);
        await Waiting.UntilAsync("some rounds of keeping alive", () => Task.FromResult(proxy.Bytes(ChaosDirection.ToServer) > sent + 300));

        failures.ShouldBe(0);
        client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Commands_ServerGone_FailAtOnceAndAreNotKeptForLater()
    {
        await using var server = await RedisServer.StartAsync();
        using var client = await server.ClientAsync();
        await server.KillAsync();
        await Waiting.UntilAsync("the client to notice", () => Task.FromResult(!client.IsConnected));

        (await Should.ThrowAsync<RedisConnectionException>(() => client.SetByScriptAsync("a"))).Message.ShouldStartWith("No connection is available ");
        (await client.GetDatabase().StringSetAsync("b", "1", flags: CommandFlags.FireAndForget)).ShouldBeFalse();
        await server.StartAgainAsync();
        await client.BackAsync();

        (await server.CommandAsync("DBSIZE")).Number.ShouldBe(0);
        (await client.SetByScriptAsync("c")).ToString().ShouldBe("OK");
    }

    [Fact]
    public async Task Subscription_ServerStartedAgain_IsRestoredAndAnEventSaysSo()
    {
        await using var server = await RedisServer.StartAsync();
        using var client = await server.ClientAsync();
        var events = new System.Collections.Concurrent.ConcurrentQueue<string>();
        client.ConnectionFailed += (_, e) => events.Enqueue($"failed {e.ConnectionType}");
        client.ConnectionRestored += (_, e) => events.Enqueue($"restored {e.ConnectionType}");
        var heard = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await client.GetSubscriber().SubscribeAsync("cardline:x", (_, value) => heard.Enqueue(value.ToString()));

        await server.KillAsync();
        await Waiting.UntilAsync("the client to notice", () => Task.FromResult(events.Contains("failed Subscription")));
        await server.StartAgainAsync();
        await Waiting.UntilAsync("the subscription", async () => (await server.CommandAsync("PUBLISH", "cardline:x", "again")).Number == 1);
        await Waiting.UntilAsync("the message", () => Task.FromResult(heard.Contains("again")));

        events.ShouldContain("restored Subscription");
        events.ShouldContain("restored Interactive");
    }

    [Fact]
    public async Task Connect_NobodyThere_ReturnsUnconnectedAndFindsTheServerLater()
    {
        await using var server = await RedisServer.StartAsync();
        await server.KillAsync();

        using var client = await server.ClientAsync();
        client.IsConnected.ShouldBeFalse();
        await Should.ThrowAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(server.Address));

        await server.StartAgainAsync();
        await client.BackAsync();
        client.IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Wait_AfterScripts_GoesTheSameWayAndCountsThem()
    {
        await using var pair = await RedisReplicaPair.StartAsync();
        using var client = await ConnectionMultiplexer.ConnectAsync(OneServer(pair.Primary.Address));
        using var other = await ConnectionMultiplexer.ConnectAsync(OneServer(pair.Primary.Address));
        var id = await client.ConnectionIdAsync();
        await client.SetByScriptAsync("a");
        ((long)await client.GetDatabase().ExecuteAsync("WAIT", 1, 10_000)).ShouldBe(1);

        pair.Replica.Freeze();
        var writes = Enumerable.Range(0, 50).Select(n => client.SetByScriptAsync($"a{n}")).ToList();
        var waited = client.GetDatabase().ExecuteAsync("WAIT", 1, 300);
        await Task.WhenAll(writes);

        ((long)await waited).ShouldBe(0);
        ((long)await other.GetDatabase().ExecuteAsync("WAIT", 1, 300)).ShouldBe(1, "a connection that wrote nothing has nothing to wait for");
        (await client.ConnectionIdAsync()).ShouldBe(id);
    }
}
