using System.Text;
using Cardline.TestKit.Redis;
using Cardline.TestKit.Server;

namespace Cardline.Load.Stores;

/// <summary>A Redis server on the loopback with the settings that a level needs, and for <c>redis-replicated</c> its replica.</summary>
internal sealed class RedisLoadStore : LoadStore
{
    private const int ConversationsLookedAt = 8;
    private const int EntriesLookedAt = 500;

    private readonly StoreKind _kind;
    private readonly RedisServer _primary;
    private readonly RedisReplicaPair? _pair;

    private RedisLoadStore(StoreKind kind, RedisServer primary, RedisReplicaPair? pair) => (_kind, _primary, _pair) = (kind, primary, pair);

    /// <inheritdoc/>
    public override IReadOnlyList<int> ProcessIds => _pair is null ? [_primary.ProcessId] : [_primary.ProcessId, _pair.Replica.ProcessId];

    /// <inheritdoc/>
    public override string Address => _primary.Address;

    /// <summary>Gets the port of the primary.</summary>
    public int Port => _primary.Port;

    /// <summary>Starts one.</summary>
    public static async Task<RedisLoadStore> StartRedisAsync(StoreKind kind, CancellationToken cancel)
    {
        if (kind == StoreKind.RedisReplicated)
        {
            var pair = await RedisReplicaPair.StartAsync(cancel: cancel);
            return new RedisLoadStore(kind, pair.Primary, pair);
        }

        var synced = new RedisSetup { Settings = ["appendonly yes", "appendfsync always"] };
        return new RedisLoadStore(kind, await RedisServer.StartAsync(kind == StoreKind.RedisFsync ? synced : new RedisSetup(), cancel), pair: null);
    }

    /// <inheritdoc/>
    public override ServerSetup Server(string? address = null)
    {
        var setup = base.Server();
        return setup with
        {
            Settings = new Dictionary<string, string>(setup.Settings, StringComparer.Ordinal)
            {
                ["Storage:Provider"] = "redis",
                ["ConnectionStrings:Redis"] = address ?? Address,
                ["Storage:Redis:Durability"] = _kind switch { StoreKind.RedisFsync => "fsync", StoreKind.RedisReplicated => "replicated", _ => "memory" },
            },
        };
    }

    /// <summary>Looks at the first entries of a few conversations: reading all of them would take longer than the measuring.</summary>
    public override async Task<TurnSize> TurnSizeAsync(ServerProcess server)
    {
        var (turns, entries, bytes) = (0, 0, 0);
        foreach (var log in (await _primary.CommandAsync("KEYS", "cardline:{b*}:log:*")).Texts.Take(ConversationsLookedAt))
        {
            foreach (var entry in (await _primary.CommandAsync("XRANGE", log!, "-", "+", "COUNT", $"{EntriesLookedAt}")).Items)
            {
                // The envelope's last number says whether the entry opens a turn (docs/redis.md).
                var fields = entry.Items[1].Texts.ToList();
                turns += fields[fields.IndexOf("e") + 1]!.EndsWith(",1]", StringComparison.Ordinal) ? 1 : 0;
                bytes += Encoding.UTF8.GetByteCount(fields[fields.IndexOf("a") + 1]!);
                entries++;
            }
        }

        return new TurnSize((double)entries / turns, (double)bytes / turns);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await (_pair?.DisposeAsync() ?? _primary.DisposeAsync());
        await base.DisposeAsync();
    }
}
