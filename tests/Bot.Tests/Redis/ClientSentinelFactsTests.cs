using System.Net;
using Cardline.TestKit;
using Cardline.TestKit.Redis;
using StackExchange.Redis;
using static Cardline.Bot.Tests.Redis.ClientUnderTest;

namespace Cardline.Bot.Tests.Redis;

/// <summary>What the client knows of Sentinel (decision 0011).</summary>
[Collection(RedisServersCollection.Name)]
public sealed class ClientSentinelFactsTests
{
    [Fact]
    public async Task Sentinels_ThroughAFailover_NameThePrimaryAndTellOfTheSwitch_TheOldOneIsReadonly()
    {
        await using var set = await RedisWithSentinels.StartAsync(new RedisSetup { Password = "long-enough" });
        var options = Options(string.Join(',', set.Sentinels.Select(sentinel => sentinel.Address)));
        (options.CommandMap, options.TieBreaker) = (CommandMap.Sentinel, string.Empty);
        using var sentinels = await ConnectionMultiplexer.ConnectAsync(options);
        var asked = sentinels.GetServer(set.Sentinels[0].Address);
        (await asked.SentinelGetMasterAddressByNameAsync(RedisWithSentinels.ServiceName)).ShouldBe(EndPointOf(set.Servers[0]));
        (await asked.SentinelGetMasterAddressByNameAsync("nobody")).ShouldBeNull();
        var switched = new TaskCompletionSource<string>();
        await sentinels.GetSubscriber().SubscribeAsync("+switch-master", (_, value) => switched.TrySetResult(value.ToString()));
        using var client = await ConnectionMultiplexer.ConnectAsync(OneServer(set.Servers[0].Address, "long-enough"));
        await client.SetByScriptAsync("a");

        await set.Servers[0].KillAsync();
        var next = await set.FailedOverAsync(set.Servers[0]);

        (await switched.Task.WaitAsync(Waiting.Ceiling)).ShouldBe($"{RedisWithSentinels.ServiceName} 127.0.0.1 {set.Servers[0].Port} 127.0.0.1 {next.Port}");
        await set.Servers[0].StartAgainAsync();
        await Waiting.UntilAsync("the old primary to follow", async () => await set.Servers[0].RoleAsync() == "slave");
        await client.BackAsync();

        // The client believes that the restarted server still has the script, so the first call says so, and only the second tells of the role.
        (await Should.ThrowAsync<RedisServerException>(() => client.SetByScriptAsync("a"))).Message.ShouldStartWith("NOSCRIPT ");
        (await Should.ThrowAsync<RedisServerException>(() => client.SetByScriptAsync("a"))).Message.ShouldStartWith("READONLY ");
    }

    [Fact]
    public async Task ServiceName_InAConnectionString_FindsNoPrimary()
    {
        await using var set = await RedisWithSentinels.StartAsync();

        using var client = await ConnectionMultiplexer.ConnectAsync(Options($"{set.Sentinels[0].Address},serviceName={RedisWithSentinels.ServiceName}"));

        await Should.ThrowAsync<RedisConnectionException>(() => client.SetByScriptAsync("a"));
        (await set.Servers[0].CommandAsync("EXISTS", "a")).Number.ShouldBe(0);
    }

    private static EndPoint EndPointOf(RedisServer server) => new IPEndPoint(IPAddress.Loopback, server.Port);
}
