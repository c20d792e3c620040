using Cardline.TestKit.Redis;

namespace Cardline.Bot.Tests.Redis;

/// <summary>The kit's sets of Redis servers do what their members promise.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class RedisSetTests
{
    [Fact]
    public async Task Pair_WrittenAtThePrimary_IsReadAtTheReplicaWhichRefusesWrites()
    {
        await using var pair = await RedisReplicaPair.StartAsync(new RedisSetup { Password = "long-enough" });
        await using var wire = await pair.Primary.ConnectAsync();

        await wire.CommandAsync("SET", "a", "1");
        (await wire.CommandAsync("WAIT", "1", "5000")).Number.ShouldBe(1);

        (await pair.Replica.CommandAsync("GET", "a")).Text.ShouldBe("1");
        (await Should.ThrowAsync<RedisErrorException>(() => pair.Replica.CommandAsync("SET", "a", "2"))).Message.ShouldStartWith("READONLY ");
        await pair.PromoteReplicaAsync();
        (await pair.Replica.CommandAsync("SET", "a", "2")).Text.ShouldBe("OK");
    }

    [Fact]
    public async Task Pair_ReplicaFrozen_WaitCountsNone()
    {
        await using var pair = await RedisReplicaPair.StartAsync();
        await using var wire = await pair.Primary.ConnectAsync();
        pair.Replica.Freeze();

        await wire.CommandAsync("SET", "a", "1");

        (await wire.CommandAsync("WAIT", "1", "200")).Number.ShouldBe(0);
    }

    [Fact]
    public async Task Sentinels_PrimaryKilled_PromoteAReplicaAndDemoteTheOldOne()
    {
        await using var set = await RedisWithSentinels.StartAsync();
        var first = await set.PrimaryAsync();
        first.ShouldBe(set.Servers[0]);
        await first.CommandAsync("SET", "a", "1");

        await first.KillAsync();
        var second = await set.FailedOverAsync(first);
        (await second.CommandAsync("SET", "b", "2")).Text.ShouldBe("OK");
        await first.StartAgainAsync();

        // On a machine that is short of time the sentinels may have chosen once more meanwhile; the old primary follows whoever they name, and leads nobody.
        await Cardline.TestKit.Waiting.UntilAsync("the old primary to follow", async () =>
            (await first.CommandAsync("ROLE")).Items is [{ Text: "slave" }, _, { Number: var port }, ..] && port == (await set.PrimaryAsync()).Port && port != first.Port);
    }

    [Fact]
    public async Task Cluster_Started_EverySlotIsServedByThePrimaryNamed()
    {
        await using var cluster = await RedisCluster.StartAsync();
        foreach (var key in Enumerable.Range(0, 60).Select(n => $"cardline:{{c-{n}}}:log"))
        {
            var slot = RedisCluster.SlotOf(key);
            (await cluster.Primaries[0].CommandAsync("CLUSTER", "KEYSLOT", key)).Number.ShouldBe(slot);
            (await cluster.PrimaryOf(slot).CommandAsync("SET", key, "1")).Text.ShouldBe("OK");
            var other = cluster.Primaries.First(node => node != cluster.PrimaryOf(slot));
            (await Should.ThrowAsync<RedisErrorException>(() => other.CommandAsync("GET", key))).Message.ShouldBe($"MOVED {slot} {cluster.PrimaryOf(slot).Address}");
        }

        foreach (var slot in new[] { 0, 5461, 5462, 10922, 10923, RedisCluster.SlotCount - 1 })
        {
            (await cluster.PrimaryOf(slot).CommandAsync("CLUSTER", "COUNTKEYSINSLOT", $"{slot}")).Number.ShouldBeGreaterThanOrEqualTo(0);
        }
    }

    [Fact]
    public async Task Cluster_SlotMoved_TheKeyGoesWithItAndTheOldNodeSaysMoved()
    {
        await using var cluster = await RedisCluster.StartAsync();
        const string Key = "cardline:{c-1}:log";
        var slot = RedisCluster.SlotOf(Key);
        var from = cluster.PrimaryOf(slot);
        var to = cluster.Primaries.First(node => node != from);
        await from.CommandAsync("SET", Key, "1");

        await cluster.MoveSlotAsync(slot, from, to);

        (await to.CommandAsync("GET", Key)).Text.ShouldBe("1");
        (await Should.ThrowAsync<RedisErrorException>(() => from.CommandAsync("GET", Key))).Message.ShouldBe($"MOVED {slot} {to.Address}");
    }

    [Fact]
    public async Task Cluster_PrimaryKilled_ItsReplicaTakesOver()
    {
        await using var cluster = await RedisCluster.StartAsync(withReplicas: true);

        await cluster.Primaries[0].KillAsync();
        await Cardline.TestKit.Waiting.UntilAsync("the replica to take over", async () => await cluster.Replicas[0].RoleAsync() == "master");

        await cluster.SoundAsync();
    }
}
