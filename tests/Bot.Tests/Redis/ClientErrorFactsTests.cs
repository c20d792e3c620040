using Cardline.TestKit.Network;
using Cardline.TestKit.Redis;
using StackExchange.Redis;
using static Cardline.Bot.Tests.Redis.ClientUnderTest;

namespace Cardline.Bot.Tests.Redis;

/// <summary>Which exceptions the client makes of which errors (decision 0011). What breaks here breaks the store.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class ClientErrorFactsTests
{
    [Fact]
    public async Task Script_AfterFlush_FailsOnceWithNoscriptAndIsSentWholeNextTime()
    {
        await using var server = await RedisServer.StartAsync();
        using var client = await server.ClientAsync();
        await client.SetByScriptAsync("a");
        await server.CommandAsync("SCRIPT", "FLUSH");
        await server.CommandAsync("DEL", "a");

        (await Should.ThrowAsync<RedisServerException>(() => client.SetByScriptAsync("a"))).Message.ShouldStartWith("NOSCRIPT ");
        (await server.CommandAsync("EXISTS", "a")).Number.ShouldBe(0);

        (await client.SetByScriptAsync("a")).ToString().ShouldBe("OK");
    }

    [Fact]
    public async Task Script_WithErrors_KeepsThePrefixOfEach()
    {
        await using var server = await RedisServer.StartAsync();
        using var client = await server.ClientAsync();
        var database = client.GetDatabase();
        await server.CommandAsync("SET", "text", "1");

        (await ErrorAsync(database, "return redis.call('LPUSH',KEYS[1],'x')", "text")).ShouldStartWith("WRONGTYPE ");
        (await ErrorAsync(database, "return redis.error_reply('STALE epoch 5')", "a")).ShouldBe("STALE epoch 5");
        (await ErrorAsync(database, "return nosuch.x", "a")).ShouldStartWith("ERR user_script:1: ");
        await server.CommandAsync("CONFIG", "SET", "maxmemory", "1");
        (await ErrorAsync(database, SetScript, "a")).ShouldStartWith("OOM ");
        await server.CommandAsync("CONFIG", "SET", "maxmemory", "0");
        await server.CommandAsync("CONFIG", "SET", "min-replicas-to-write", "1");
        (await ErrorAsync(database, SetScript, "a")).ShouldStartWith("NOREPLICAS ");
        (await server.CommandAsync("EXISTS", "a")).Number.ShouldBe(0);
    }

    [Fact]
    public async Task Script_OnAReplica_FailsWithReadonly_ButATypedWriteFailsAsIfNobodyWereThere()
    {
        await using var pair = await RedisReplicaPair.StartAsync();
        using var client = await pair.Replica.ClientAsync();

        (await Should.ThrowAsync<RedisServerException>(() => client.SetByScriptAsync("a"))).Message.ShouldStartWith("READONLY ");
        (await Should.ThrowAsync<RedisConnectionException>(() => client.GetDatabase().StringSetAsync("a", "1"))).Message.ShouldStartWith("No connection is available ");
    }

    [Fact]
    public async Task Script_SnapshotCannotBeSaved_FailsWithMisconf()
    {
        await using var server = await RedisServer.StartAsync("save 3600 1", "enable-protected-configs local");
        using var client = await server.ClientAsync();
        await client.SetByScriptAsync("a");

        // A folder stands where the snapshot has to go.
        Directory.CreateDirectory(Path.Combine(server.Folder, "taken.rdb"));
        await server.CommandAsync("CONFIG", "SET", "dbfilename", "taken.rdb");
        await server.CommandAsync("BGSAVE");
        await Cardline.TestKit.Waiting.UntilAsync("saving to fail", async () => (await server.CommandAsync("INFO", "persistence")).Line("rdb_last_bgsave_status") == "err");

        (await Should.ThrowAsync<RedisServerException>(() => client.SetByScriptAsync("b"))).Message.ShouldStartWith("MISCONF ");
    }

    [Fact]
    public async Task Command_InFlightWhenTheConnectionIsReset_FailsAndIsNeverSentAgain()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = ChaosProxy.Start(server.Port);
        using var client = await ConnectionMultiplexer.ConnectAsync(Options(proxy.Address));
        await proxy.SetAsync(new Chaos.Blackhole(ChaosDirection.ToClient));
        var sent = client.GetDatabase().StringIncrementAsync("n");
        await Cardline.TestKit.Waiting.UntilAsync("it to be written", async () => (await server.CommandAsync("GET", "n")).Text == "1");

        await proxy.ResetAllAsync();

        (await Should.ThrowAsync<RedisConnectionException>(() => sent)).Message.ShouldContain(" on INCR");
        await proxy.SetAsync(new Chaos.Pass());
        await client.BackAsync();
        (await server.CommandAsync("GET", "n")).Text.ShouldBe("1");
    }

    private static async Task<string> ErrorAsync(IDatabase database, string script, string key) =>
        (await Should.ThrowAsync<RedisServerException>(() => database.ScriptEvaluateAsync(script, [key], ["1"]))).Message;
}
