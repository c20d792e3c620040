using System.Text;

namespace Cardline.TestKit.Redis;

/// <summary>A Redis Cluster of three primaries, each with a third of the slots, with or without a replica each.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    /// <summary>How many slots a cluster has.</summary>
    public const int SlotCount = 16384;

    /// <summary>How many primaries are started.</summary>
    public const int PrimaryCount = 3;

    private RedisCluster(IReadOnlyList<RedisServer> primaries, IReadOnlyList<RedisServer> replicas) => (Primaries, Replicas) = (primaries, replicas);

    /// <summary>Gets the three nodes that were started as primaries.</summary>
    public IReadOnlyList<RedisServer> Primaries { get; }

    /// <summary>Gets the replicas, one for each primary in the same order; empty without replicas.</summary>
    public IReadOnlyList<RedisServer> Replicas { get; }

    /// <summary>Gets the addresses of all nodes, with commas between, as a connection string wants them.</summary>
    public string Addresses => string.Join(',', Primaries.Concat(Replicas).Select(node => node.Address));

    /// <summary>Starts the nodes, joins them and waits until every node calls the cluster sound.</summary>
    public static async Task<RedisCluster> StartAsync(RedisSetup? setup = null, bool withReplicas = false, CancellationToken cancel = default)
    {
        List<RedisServer> nodes = [];
        try
        {
            for (var left = withReplicas ? 2 * PrimaryCount : PrimaryCount; left > 0; left--)
            {
                nodes.Add(await RedisServer.StartAsync((setup ?? new RedisSetup()) with { IsClusterNode = true }, cancel));
            }

            var cluster = new RedisCluster(nodes[..PrimaryCount], nodes[PrimaryCount..]);
            await cluster.JoinAsync(nodes, cancel);
            return cluster;
        }
        catch
        {
            await RedisServers.EndAsync(nodes);
            throw;
        }
    }

    /// <summary>Computes the slot of a key: CRC16 of what stands in its first braces, or of the whole key.</summary>
    public static int SlotOf(string key)
    {
        var open = key.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : key.IndexOf('}', open + 1);
        var crc = 0;
        foreach (var part in Encoding.UTF8.GetBytes(close > open + 1 ? key[(open + 1)..close] : key))
        {
            crc ^= part << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }
        }

        return (crc & 0xFFFF) % SlotCount;
    }

    /// <summary>Says which primary was given a slot at the start.</summary>
    public RedisServer PrimaryOf(int slot) => Primaries[Math.Min(slot * PrimaryCount / SlotCount, PrimaryCount - 1)];

    /// <summary>Moves one slot with its keys, as a resharding does: ASK while it moves, MOVED afterwards.</summary>
    public async Task MoveSlotAsync(int slot, RedisServer from, RedisServer to)
    {
        await BeginMoveAsync(slot, from, to);
        await FinishMoveAsync(slot, from, to);
    }

    /// <summary>Begins to move a slot: the old node answers ASK for keys it does not hold.</summary>
    public static async Task BeginMoveAsync(int slot, RedisServer from, RedisServer to)
    {
        await to.CommandAsync("CLUSTER", "SETSLOT", $"{slot}", "IMPORTING", await IdAsync(from));
        await from.CommandAsync("CLUSTER", "SETSLOT", $"{slot}", "MIGRATING", await IdAsync(to));
    }

    /// <summary>Moves the keys and gives the slot to its new node: the others answer MOVED.</summary>
    public async Task FinishMoveAsync(int slot, RedisServer from, RedisServer to)
    {
        const int KeysMax = 10_000;
        foreach (var key in (await from.CommandAsync("CLUSTER", "GETKEYSINSLOT", $"{slot}", $"{KeysMax}")).Texts)
        {
            await from.CommandAsync("MIGRATE", "127.0.0.1", $"{to.Port}", key!, "0", "5000");
        }

        var id = await IdAsync(to);
        foreach (var node in new[] { to, from }.Concat(Primaries.Except([to, from])))
        {
            await node.CommandAsync("CLUSTER", "SETSLOT", $"{slot}", "NODE", id);
        }
    }

    /// <summary>Waits until every running node calls the cluster sound.</summary>
    public Task SoundAsync(CancellationToken cancel = default) => Waiting.UntilAsync("the cluster to be sound", IsSoundAsync, cancel: cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => RedisServers.EndAsync([.. Replicas, .. Primaries]);

    private static async Task<string> IdAsync(RedisServer node) => (await node.CommandAsync("CLUSTER", "MYID")).Text!;

    private async Task JoinAsync(List<RedisServer> nodes, CancellationToken cancel)
    {
        for (var index = 0; index < PrimaryCount; index++)
        {
            var (first, last) = (FirstSlot(index), FirstSlot(index + 1) - 1);
            await Primaries[index].CommandAsync("CLUSTER", "ADDSLOTSRANGE", $"{first}", $"{last}");
            await Primaries[index].CommandAsync("CLUSTER", "SET-CONFIG-EPOCH", $"{index + 1}");
        }

        foreach (var node in nodes.Skip(1))
        {
            await node.CommandAsync("CLUSTER", "MEET", "127.0.0.1", $"{nodes[0].Port}", $"{nodes[0].BusPort}");
        }

        await SoundAsync(cancel);
        for (var index = 0; index < Replicas.Count; index++)
        {
            await Replicas[index].CommandAsync("CLUSTER", "REPLICATE", await IdAsync(Primaries[index]));
        }

        foreach (var replica in Replicas)
        {
            await RedisServers.FollowsAsync(replica, cancel);
        }

        await SoundAsync(cancel);
    }

    private async Task<bool> IsSoundAsync()
    {
        var nodes = Primaries.Concat(Replicas).ToList();
        foreach (var node in nodes.Where(node => node.IsRunning))
        {
            var info = await node.CommandAsync("CLUSTER", "INFO");
            if (info.Line("cluster_state") != "ok" || info.Line("cluster_known_nodes") != $"{nodes.Count}")
            {
                return false;
            }
        }

        return true;
    }

    // The first slot whose PrimaryOf is this index: rounded up, so that both agree for every slot.
    private static int FirstSlot(int index) => ((index * SlotCount) + PrimaryCount - 1) / PrimaryCount;
}
