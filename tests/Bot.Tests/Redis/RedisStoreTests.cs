using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Tests.Conversations;
using Cardline.TestKit;
using Cardline.TestKit.Network;
using Cardline.TestKit.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Redis;

/// <summary>What the store does when servers die, move, freeze or are not fit, and what it tells the operator.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class RedisStoreTests
{
    [Fact]
    public async Task Append_PrimaryKilledUnderSentinel_GoesOnAtTheNewPrimaryAndRepeatsNothing()
    {
        await using var set = await RedisWithSentinels.StartAsync();
        var sentinels = string.Join(',', set.Sentinels.Select(sentinel => sentinel.Address)) + ",serviceName=" + RedisWithSentinels.ServiceName;
        await using var store = await OpenAsync(sentinels, RedisDurability.Replicated);
        await store.Log.AppendedAsync(Begin("c-1"));
        await store.Log.AppendedAsync(Says("c-1", "before", "k1"));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var follower = store.Log.FollowAsync("c-1", Audience.Cardholder, 1, stop.Token).GetAsyncEnumerator();
        var next = follower.MoveNextAsync().AsTask();

        var before = await set.PrimaryAsync();
        await before.KillAsync();
        await set.FailedOverAsync(before);

        await UntilAppendedAsync(store.Log, Says("c-1", "after", "k2"));
        (await store.Log.AppendAsync(Says("c-1", "before", "k1"), default)).ShouldBeOfType<AppendResult.Repeated>();
        (await next).ShouldBeTrue();
        follower.Current.Select(entry => entry.Text()).ShouldBe(["after"]);
        (await store.Log.ReadAsync("c-1", Audience.Cardholder, 0, 10, default)).Select(entry => entry.Text()).ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task Append_ReplicaFrozen_IsUnknownAndNeverSuccess_AndTheRetryIsHarmless()
    {
        await using var pair = await RedisReplicaPair.StartAsync();
        await using var store = await OpenAsync(pair.Primary.Address, RedisDurability.Replicated);
        await store.Log.AppendedAsync(Begin("c-1"));

        pair.Replica.Freeze();
        await Should.ThrowAsync<LogUnavailableException>(() => store.Log.AppendAsync(Says("c-1", "one", "k1"), default));

        // The primary has it by now, but a retry must not be told so while no replica has it.
        await Should.ThrowAsync<LogUnavailableException>(() => store.Log.AppendAsync(Says("c-1", "one", "k1"), default));
        pair.Replica.Thaw();

        (await store.Log.AppendAsync(Says("c-1", "one", "k1"), default)).ShouldBeOfType<AppendResult.Repeated>();
        (await store.Log.ReadAsync("c-1", Audience.Cardholder, 0, 10, default)).Single().Text().ShouldBe("one");
    }

    [Fact]
    public async Task Follow_OfWhatNoReplicaHas_WaitsUntilOneHasIt()
    {
        await using var pair = await RedisReplicaPair.StartAsync();
        await using var store = await OpenAsync(pair.Primary.Address, RedisDurability.Replicated);
        await using var other = await OpenAsync(pair.Primary.Address, RedisDurability.Replicated);
        await store.Log.AppendedAsync(Begin("c-1"));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var follower = other.Log.FollowAsync("c-1", Audience.Cardholder, 0, stop.Token).GetAsyncEnumerator();
        var next = follower.MoveNextAsync().AsTask();

        pair.Replica.Freeze();
        await Should.ThrowAsync<LogUnavailableException>(() => store.Log.AppendAsync(Says("c-1", "one", "k1"), default));

        // The primary would give it out; if it fell now, the replica would have other words under this number.
        await Should.ThrowAsync<LogUnavailableException>(() => other.Log.ReadAsync("c-1", Audience.Cardholder, 0, 10, default));
        next.IsCompleted.ShouldBeFalse();
        pair.Replica.Thaw();

        (await next).ShouldBeTrue();
        follower.Current.Single().Text().ShouldBe("one");
    }

    [Fact]
    public async Task Append_ConnectionGoesSilent_IsUnknownAndANewConnectionIsMade()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = ChaosProxy.Start(server.Port);
        await using var store = await OpenAsync($"127.0.0.1:{proxy.Port}", RedisDurability.Memory, timeoutMilliseconds: 500);
        await store.Log.AppendedAsync(Begin("c-1"));

        await proxy.SetAsync(new Chaos.HalfOpen());
        await Should.ThrowAsync<LogUnavailableException>(() => store.Log.AppendAsync(Says("c-1", "one", "k1"), default));
        await proxy.SetAsync(new Chaos.Pass());

        await UntilAppendedAsync(store.Log, Says("c-1", "one", "k1"));
        (await store.Log.ReadAsync("c-1", Audience.Cardholder, 0, 10, default)).Single().Text().ShouldBe("one");
    }

    [Fact]
    public async Task Append_RedisCannotWriteItsFile_IsRefusedAndGoesOnOnceItCan()
    {
        await using var server = await RedisServer.StartAsync("save 3600 1", "stop-writes-on-bgsave-error yes");
        await using var store = await OpenAsync(server.Address, RedisDurability.Memory);
        await store.Log.AppendedAsync(Begin("c-1"));

        // A folder under the file's name stands for a disk that is full: the snapshot fails, and Redis answers every write with MISCONF.
        var inTheWay = Directory.CreateDirectory(Path.Combine(server.Folder, "dump.rdb"));
        await server.CommandAsync("BGSAVE");
        await Waiting.UntilAsync("Redis to notice", async () => (await server.CommandAsync("INFO", "persistence")).Line("rdb_last_bgsave_status") == "err");

        var refused = await Should.ThrowAsync<LogUnavailableException>(() => store.Log.AppendAsync(Says("c-1", "one", "k1"), default));
        refused.InnerException!.Message.ShouldContain("MISCONF");
        (await store.Log.ReadAsync("c-1", Audience.Cardholder, 0, 10, default)).ShouldBeEmpty();

        inTheWay.Delete();
        await server.CommandAsync("BGSAVE");
        await UntilAppendedAsync(store.Log, Says("c-1", "one", "k1"));
        (await store.Log.ReadAsync("c-1", Audience.Cardholder, 0, 10, default)).Single().Text().ShouldBe("one");
    }

    [Fact]
    public async Task Contract_OnACluster_HoldsForConversationsOfAllBuckets()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var store = await OpenAsync(cluster.Primaries[0].Address, RedisDurability.Memory);
        await using var other = await OpenAsync(cluster.Primaries[1].Address, RedisDurability.Memory);
        var ids = Enumerable.Range(0, 60).Select(n => $"c-{n}").ToList();
        foreach (var id in ids)
        {
            var begun = await store.Log.AppendedAsync(Begin(id));
            await other.Log.AppendedAsync(Says(id, "hello"));
            await store.Log.AppendedAsync(Staff(id, begun.Epoch, new Cardline.Handoff.Holder(Cardline.Handoff.HolderKind.Queue)));
        }

        ids.Select(id => RedisKeys.BucketOf(id)).Distinct().Count().ShouldBeGreaterThan(40);
        (await other.Log.ListOpenAsync(default)).Heads.Count.ShouldBe(60);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var seen = new HashSet<string>();
        await foreach (var page in other.Log.FollowAllAsync(0, stop.Token))
        {
            seen.UnionWith(page.Select(entry => entry.ConversationId));
            if (seen.Count == 60)
            {
                break;
            }
        }
    }

    [Theory]
    [InlineData("fsync", "", "appendfsync")]
    [InlineData("fsync", "appendonly yes", "everysec")]
    [InlineData("memory", "maxmemory-policy allkeys-lru", "noeviction")]
    public async Task Open_ServerThatKeepsLessThanIsPromised_IsRefusedWithWhatToDo(string level, string setting, string told)
    {
        await using var server = await RedisServer.StartAsync(setting.Length == 0 ? [] : [setting]);

        var refused = await Should.ThrowAsync<StoreStartException>(() => OpenAsync(server.Address, Enum.Parse<RedisDurability>(level, ignoreCase: true)));

        refused.Message.ShouldStartWith("BOT039: ");
        refused.Message.ShouldContain(told);
    }

    [Fact]
    public async Task Open_ReplicaStillAway_StartsAndComplainsUntilItIsThere()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = await OpenAsync(server.Address, RedisDurability.Replicated);

        (await store.Health.LookAsync()).Complaint!.ShouldContain("0 are connected");
        await Should.ThrowAsync<LogUnavailableException>(() => store.Log.AppendAsync(Begin("c-1"), default));
        await using var replica = await RedisServer.StartAsync(new RedisSetup { ReplicaOf = server });
        await Waiting.UntilAsync("the replica", async () => (await store.Health.LookAsync()).Complaint is null);

        await UntilAppendedAsync(store.Log, Begin("c-2"));
    }

    [Fact]
    public async Task Health_AppendfsyncTakenBack_ComplainsUntilItIsAlwaysAgain()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");
        await using var store = await OpenAsync(server.Address, RedisDurability.Fsync);
        (await store.Health.CheckAsync(default)).ShouldBe(new StoreHealth("redis", "fsync"));

        await server.CommandAsync("CONFIG", "SET", "appendfsync", "everysec");

        (await store.Health.LookAsync()).Complaint!.ShouldContain("appendfsync is everysec");
    }

    [Fact]
    public async Task Health_MoreReplicasThanAreWaitedFor_ClaimsNoMoreThanIsKept()
    {
        await using var set = await RedisWithSentinels.StartAsync();
        await using var store = await OpenAsync((await set.PrimaryAsync()).Address, RedisDurability.Replicated);

        (await store.Health.LookAsync()).ShouldBe(new StoreHealth("redis", "replicated to 1 of 2"));
    }

    [Fact]
    public async Task Open_ReplicatedOnACluster_IsRefused()
    {
        await using var cluster = await RedisCluster.StartAsync();

        (await Should.ThrowAsync<StoreStartException>(() => OpenAsync(cluster.Primaries[0].Address, RedisDurability.Replicated))).Message.ShouldContain("cluster");
    }

    [Theory]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.1:1,serviceName=cardline")]
    [InlineData("abc=1,,,=")]
    public async Task Open_WrongAddress_SaysSo(string address) =>
        (await Should.ThrowAsync<StoreStartException>(() => OpenAsync(address, RedisDurability.Memory, timeoutMilliseconds: 300))).Message.ShouldStartWith("BOT037: ");

    [Fact]
    public async Task Open_FirstHandshakeTakesTooLong_TriesOnceMore()
    {
        // One for commands and one for what is published.
        const int ConnectionsOfOneTry = 2;
        await using var server = await RedisServer.StartAsync();
        await using var proxy = ChaosProxy.Start(server.Port);
        await proxy.SetAsync(new Chaos.Blackhole(ChaosDirection.ToClient));

        var opening = Task.Run(() => OpenAsync(proxy.Address, RedisDurability.Memory, timeoutMilliseconds: 1000));
        await Waiting.UntilAsync("the first try to be given up", () => Task.FromResult(proxy.ConnectionsTotal > ConnectionsOfOneTry));
        await proxy.SetAsync(new Chaos.Pass());

        await using var store = await opening;
        (await store.Health.LookAsync()).Complaint.ShouldBeNull();
    }

    [Fact]
    public async Task Run_LibraryCancelsACommand_IsUnavailable()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = await OpenAsync(server.Address, RedisDurability.Memory);

        await Should.ThrowAsync<LogUnavailableException>(() => store.Node.Connection.WithinAsync(() => Task.FromCanceled<int>(new CancellationToken(canceled: true))));
    }

    [Fact]
    public async Task Open_WrongPassword_SaysThatItIsThePassword()
    {
        await using var server = await RedisServer.StartAsync(new RedisSetup { Password = "right" });

        var refused = await Should.ThrowAsync<StoreStartException>(() => OpenAsync(server.Address + ",password=wrong", RedisDurability.Memory, timeoutMilliseconds: 1000));

        refused.Message.ShouldStartWith("BOT037: ");
        refused.Message.ShouldContain("pass", Case.Insensitive, refused.Message);
    }

    [Fact]
    public async Task Open_StoreOfANewerProgram_IsLeftAlone()
    {
        await using var server = await RedisServer.StartAsync();
        await server.CommandAsync("SET", "cardline:{state}:format", "2");

        (await Should.ThrowAsync<StoreStartException>(() => OpenAsync(server.Address, RedisDurability.Memory))).Message.ShouldStartWith("BOT032: ");

        (await server.CommandAsync("GET", "cardline:{state}:format")).Text.ShouldBe("2");
    }

    [Fact]
    public async Task ForeignKeys_InOurNameSpace_HarmOnlyTheirOwnConversation()
    {
        await using var server = await RedisServer.StartAsync();
        await using var store = await OpenAsync(server.Address, RedisDurability.Memory);
        var begun = await store.Log.AppendedAsync(Begin("good"));
        await store.Log.AppendedAsync(Staff("good", begun.Epoch, new Cardline.Handoff.Holder(Cardline.Handoff.HolderKind.Queue)));
        foreach (var bad in (string[])["text", "words", "shape"])
        {
            await server.CommandAsync("SADD", Key(bad, "open", withId: false), bad);
        }

        await server.CommandAsync("SET", Key("text", "head"), "not a hash");
        await server.CommandAsync("HSET", Key("words", "head"), "seq", "1", "head", "not ours");
        await server.CommandAsync("HSET", Key("shape", "head"), "seq", "1", "head", "[9,1]");
        await server.CommandAsync("XADD", Key("good", "outbox", withId: false), "*", "foreign", "entry");
        await server.CommandAsync("XADD", Key("good", "log"), "999999-0", "foreign", "entry");

        (await store.Log.ListOpenAsync(default)).Heads.Select(head => head.ConversationId).ShouldBe(["good"]);
        await Should.ThrowAsync<LogUnavailableException>(() => store.Log.FindAsync("text", default));
        await Should.ThrowAsync<LogUnavailableException>(() => store.Log.AppendAsync(Says("words", "hello"), default));
        (await store.Log.ReadAsync("good", Audience.Staff, 0, 100, default)).Select(entry => entry.Seq).ShouldBe([1, 2, 3]);
        await store.Log.AppendedAsync(Begin("another"));
    }

    private static string Key(string id, string what, bool withId = true) => $"cardline:{{b{RedisKeys.BucketOf(id):x2}}}:{what}{(withId ? ":" + id : "")}";

    private static Task<RedisStore> OpenAsync(string address, RedisDurability durability, int timeoutMilliseconds = 3000) => RedisStore.OpenAsync(
        new RedisOptions { Address = address, Durability = durability, TimeoutMilliseconds = timeoutMilliseconds },
        NodeName.Make(), new ProtectionSwitches(), TurnLease.Usual, NullLoggerFactory.Instance);

    private static Task UntilAppendedAsync(IConversationLog log, AppendRequest request) => Waiting.UntilAsync("the store to take writes again", async () =>
    {
        try
        {
            return await log.AppendAsync(request, default) is AppendResult.Appended or AppendResult.Repeated;
        }
        catch (LogUnavailableException)
        {
            return false;
        }
    });
}
