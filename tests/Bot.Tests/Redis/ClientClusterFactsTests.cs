using Cardline.TestKit.Redis;
using StackExchange.Redis;
using static Cardline.Bot.Tests.Redis.ClientUnderTest;

namespace Cardline.Bot.Tests.Redis;

/// <summary>What the client does with a Redis Cluster (decision 0011).</summary>
[Collection(RedisServersCollection.Name)]
public sealed class ClientClusterFactsTests : IAsyncLifetime
{
    private const string Key = "cardline:{c-1}:log";
    private static readonly int Slot = RedisCluster.SlotOf(Key);

    private RedisCluster cluster = null!;

    private RedisServer Own => cluster.PrimaryOf(Slot);

    private RedisServer Other => cluster.Primaries.First(node => node != Own);

    public async Task InitializeAsync() => cluster = await RedisCluster.StartAsync();

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [Fact]
    public async Task ClusterClient_FromOneAddress_FindsTheNodesAndFollowsAskAndMoved()
    {
        using var client = await cluster.Primaries[0].ClientAsync();
        client.GetEndPoints().Length.ShouldBe(RedisCluster.PrimaryCount);
        client.HashSlot(Key).ShouldBe(Slot);
        var moved = new System.Collections.Concurrent.ConcurrentQueue<int>();
        client.HashSlotMoved += (_, e) => moved.Enqueue(e.HashSlot);
        await client.SetByScriptAsync(Key);

        await RedisCluster.BeginMoveAsync(Slot, Own, Other);
        (await client.SetByScriptAsync("cardline:{c-1}:new")).ToString().ShouldBe("OK");
        moved.ShouldBeEmpty();
        await cluster.FinishMoveAsync(Slot, Own, Other);
        (await client.SetByScriptAsync(Key)).ToString().ShouldBe("OK");

        await Cardline.TestKit.Waiting.UntilAsync("the event", () => Task.FromResult(moved.Contains(Slot)));
        (await Other.CommandAsync("CLUSTER", "COUNTKEYSINSLOT", $"{Slot}")).Number.ShouldBe(2);
    }

    [Fact]
    public async Task Script_WithKeysOfTwoSlots_IsRefusedByTheClient()
    {
        using var client = await cluster.Primaries[0].ClientAsync();

        (await Should.ThrowAsync<RedisCommandException>(() => client.GetDatabase().ScriptEvaluateAsync("return 1", ["{a}", "{b}"])))
            .Message.ShouldStartWith("Multi-key operations must involve a single slot");
        (await Should.ThrowAsync<RedisServerException>(() => client.GetDatabase().ScriptEvaluateAsync("return redis.call('GET','{b}')", ["{a}"])))
            .Message.ShouldStartWith("ERR Script attempted to access a non local key");
    }

    [Fact]
    public async Task ClusterClient_CommandWithoutAKey_GoesToEachNodeInTurn()
    {
        using var client = await cluster.Primaries[0].ClientAsync();

        var nodes = new HashSet<string>(StringComparer.Ordinal);
        for (var calls = 0; calls < 2 * RedisCluster.PrimaryCount; calls++)
        {
            nodes.Add((await client.GetDatabase().ExecuteAsync("CLUSTER", "MYID")).ToString()!);
        }

        // So WAIT after a script would ask another node; it would answer, and prove nothing.
        nodes.Count.ShouldBe(RedisCluster.PrimaryCount);
    }

    [Fact]
    public async Task OneServerClient_OfANode_StaysThereAndSaysWhereASlotWent()
    {
        using var client = await ConnectionMultiplexer.ConnectAsync(OneServer(Own.Address));
        client.GetServer(Own.Address).ServerType.ShouldBe(ServerType.Standalone);
        var id = await client.ConnectionIdAsync();
        await client.SetByScriptAsync(Key);
        ((long)await client.GetDatabase().ExecuteAsync("WAIT", 0, 100)).ShouldBe(0);

        await cluster.MoveSlotAsync(Slot, Own, Other);

        foreach (var flags in new[] { CommandFlags.None, CommandFlags.NoRedirect })
        {
            (await Should.ThrowAsync<RedisServerException>(() => client.SetByScriptAsync(Key, flags))).Message.ShouldStartWith($"Endpoint {Other.Address} serving hashslot {Slot} is not reachable");
        }

        (await client.ConnectionIdAsync()).ShouldBe(id);
        client.GetEndPoints().Length.ShouldBe(1);
    }

    [Fact]
    public async Task Script_APrimaryIsGone_FailsWithClusterdownOnEverySlot()
    {
        using var client = await ConnectionMultiplexer.ConnectAsync(OneServer(Own.Address));
        await Other.KillAsync();

        await Cardline.TestKit.Waiting.UntilAsync("the cluster to be down", async () => (await Own.CommandAsync("CLUSTER", "INFO")).Line("cluster_state") == "fail");

        (await Should.ThrowAsync<RedisServerException>(() => client.SetByScriptAsync(Key))).Message.ShouldStartWith("CLUSTERDOWN ");
    }
}
