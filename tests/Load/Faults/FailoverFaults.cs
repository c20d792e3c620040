using System.Globalization;
using Cardline.Load.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.History;
using Cardline.TestKit.Network;
using Cardline.TestKit.Redis;

namespace Cardline.Load.Faults;

/// <summary>What happens when another Redis server becomes the primary.</summary>
internal static class FailoverFaults
{
    private static readonly RedisShape Pair = new() { Replica = true, Durability = "replicated" };
    private static readonly RedisShape PairInMemory = new() { Replica = true, Durability = "memory" };

    /// <summary>Gets the faults.</summary>
    public static IReadOnlyList<FaultCase> Cases { get; } =
    [
        new("redis-readonly", "Primary and replica change places in order; the nodes are refused with READONLY until they notice.", SwapAsync)
        {
            Redis = Pair,
            Control = new NegativeControl(Disable: null, FaultKind.Lost, FaultKind.SnapshotWrong, FaultKind.ReaderLost, FaultKind.ReaderWrong) { Redis = PairInMemory, HurtAsync = SwapWritableAsync },
        },
        new("redis-promotion", "The replica loses its primary while the nodes go on writing there; then it is promoted and the primary dies.", PromoteAsync)
        {
            Redis = Pair,
            Control = new NegativeControl(Disable: null, FaultKind.Lost) { Redis = PairInMemory },
        },
        new("redis-sentinel", "The replicas lag, the primary dies, and the sentinels promote one of them.", SentinelAsync)
        {
            Redis = new RedisShape { Sentinels = true, Durability = "replicated" },
            Control = new NegativeControl(Disable: null, FaultKind.Lost) { Redis = new RedisShape { Sentinels = true, Durability = "memory" } },
        },
    ];

    private static async Task SwapAsync(FaultScene scene, CancellationToken cancel)
    {
        var (primary, replica) = (scene.Redis.Servers[0], scene.Redis.Servers[1]);
        await primary.CommandAsync("FAILOVER", "TO", "127.0.0.1", replica.Port.ToString(CultureInfo.InvariantCulture), "TIMEOUT", "5000");
        await Waiting.UntilAsync("the replica to be the primary", async () => await replica.RoleAsync() == "master", cancel: cancel);
        scene.Redis.Primary = replica;
        await FollowsAsync(primary, cancel);
        scene.Mark();
        await scene.LastAsync(cancel);
    }

    /// <summary>A replica that takes writes acknowledges what the next copy of the primary overwrites.</summary>
    private static async Task SwapWritableAsync(FaultScene scene, CancellationToken cancel)
    {
        var (primary, replica) = (scene.Redis.Servers[0], scene.Redis.Servers[1]);
        await primary.CommandAsync("CONFIG", "SET", "replica-read-only", "no");
        await SwapAsync(scene, cancel);
    }

    private static async Task PromoteAsync(FaultScene scene, CancellationToken cancel)
    {
        var (primary, replica) = (scene.Redis.Servers[0], scene.Redis.Servers[1]);
        await using var between = ChaosProxy.Start(primary.Port);
        await replica.CommandAsync("REPLICAOF", "127.0.0.1", between.Port.ToString(CultureInfo.InvariantCulture));
        await FollowsAsync(replica, cancel);
        await between.SetAsync(new Chaos.Cut());
        await FaultScene.GoOnAsync(scene.Length / 2, cancel);

        await primary.KillAsync();
        await replica.CommandAsync("REPLICAOF", "NO", "ONE");
        scene.Redis.Primary = replica;

        // The old primary comes back believing that it still is one, as it does when nobody told it otherwise.
        await primary.StartAgainAsync(cancel);
        await primary.CommandAsync("REPLICAOF", "127.0.0.1", replica.Port.ToString(CultureInfo.InvariantCulture));
        await FollowsAsync(primary, cancel);
        scene.Mark();
        await FaultScene.GoOnAsync(scene.Length / 2, cancel);
    }

    private static async Task SentinelAsync(FaultScene scene, CancellationToken cancel)
    {
        var sentinels = scene.Redis.Sentinels;
        var primary = await sentinels.PrimaryAsync();
        var replicas = sentinels.Servers.Where(server => server != primary).ToList();
        foreach (var replica in replicas)
        {
            replica.Freeze();
        }

        await FaultScene.GoOnAsync(RedisWithSentinels.DownAfter / 2, cancel);
        await primary.KillAsync();
        foreach (var replica in replicas)
        {
            replica.Thaw();
        }

        scene.Redis.Primary = await sentinels.FailedOverAsync(primary, cancel);
        await FollowsAsync(replicas.First(replica => replica != scene.Redis.Primary), cancel);
        scene.Mark();
        await primary.StartAgainAsync(cancel);
        await scene.LastAsync(cancel);
    }

    private static Task FollowsAsync(RedisServer replica, CancellationToken cancel) => Waiting.UntilAsync(
        "the replica to follow",
        async () => (await replica.CommandAsync("INFO", "replication")) is var facts && facts.Line("role") == "slave" && facts.Line("master_link_status") == "up",
        cancel: cancel);
}
