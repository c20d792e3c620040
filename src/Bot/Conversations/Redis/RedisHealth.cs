using System.Globalization;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>Whether Redis answers, and whether its settings keep what the level in force promises.</summary>
internal sealed class RedisHealth(RedisNode redis) : IStoreHealth
{
    /// <summary>The oldest server that has everything the scripts use.</summary>
    public static readonly Version OldestServer = new(6, 2);

    /// <summary>How long the server's settings are believed.</summary>
    public static readonly TimeSpan SettingsLife = TimeSpan.FromSeconds(5);

    private (StoreHealth Health, long At)? known;

    /// <inheritdoc/>
    public async Task<StoreHealth> CheckAsync(CancellationToken cancel)
    {
        await redis.Connection.RunAsync(database => database.KeyExistsAsync(redis.Keys.Format));
        if (known is not { } last || redis.Clock.GetElapsedTime(last.At) > SettingsLife)
        {
            last = (await LookAsync(), redis.Clock.GetTimestamp());
            known = last;
        }

        return last.Health;
    }

    /// <summary>Looks for what makes this server unfit, and for the level it really keeps.</summary>
    /// <exception cref="LogUnavailableException">It does not answer.</exception>
    public async Task<StoreHealth> LookAsync()
    {
        var level = redis.Options.Durability.ToString().ToLowerInvariant();
        foreach (var server in redis.Connection.Primaries())
        {
            var facts = await redis.Connection.WithinAsync(() => server.InfoRawAsync());
            if ((VersionComplaint(facts) ?? PolicyComplaint(facts) ?? await DurabilityComplaintAsync(server, facts)) is { } complaint)
            {
                return new StoreHealth("redis", level, complaint);
            }

            if (redis.Options.Durability == RedisDurability.Replicated && Replicas(facts) < redis.Options.Replicas)
            {
                return new StoreHealth("redis", level, $"BOT039: Storage:Redis:Durability is replicated over {redis.Options.Replicas} replicas, but {Replicas(facts)} are connected. Nothing can be accepted until they are.") { MayPass = true };
            }

            if (redis.Options.Durability == RedisDurability.Replicated && Replicas(facts) > redis.Options.Replicas)
            {
                // One that was not waited for could be promoted while the old primary lives on; so no more is claimed than is kept.
                level = string.Create(CultureInfo.InvariantCulture, $"replicated to {redis.Options.Replicas} of {Replicas(facts)}");
            }
        }

        return new StoreHealth("redis", level);
    }

    private static int Replicas(string facts) =>
        int.TryParse(Fact(facts, "connected_slaves"), NumberStyles.None, CultureInfo.InvariantCulture, out var replicas) ? replicas : 0;

    private static string? VersionComplaint(string facts) =>
        Version.TryParse(Fact(facts, "redis_version"), out var version) && version >= OldestServer
            ? null
            : $"BOT039: Redis {Fact(facts, "redis_version")} is too old: Cardline needs {OldestServer} or later. Upgrade the server.";

    private static string? PolicyComplaint(string facts) => Fact(facts, "maxmemory_policy") is "noeviction"
        ? null
        : $"BOT039: Redis may throw away what it was told to keep: maxmemory-policy is {Fact(facts, "maxmemory_policy")}. Set maxmemory-policy noeviction.";

    private async Task<string?> DurabilityComplaintAsync(StackExchange.Redis.IServer server, string facts)
    {
        if (redis.Options.Durability == RedisDurability.Fsync)
        {
            var sync = Fact(facts, "aof_enabled") == "1"
                ? (await redis.Connection.WithinAsync(() => server.ConfigGetAsync("appendfsync"))).Select(pair => pair.Value).FirstOrDefault()
                : "of no use, because appendonly is no";
            return sync == "always"
                ? null
                : $"BOT039: Storage:Redis:Durability is fsync, but appendfsync is {sync}. Set appendonly yes and appendfsync always in Redis, or Storage:Redis:Durability to memory.";
        }

        return redis.Options.Durability == RedisDurability.Replicated && Fact(facts, "cluster_enabled") == "1"
            ? "BOT039: Storage:Redis:Durability is replicated, which a cluster is not offered: WAIT would ask the wrong server. Set it to fsync or memory, or use Sentinel."
            : null;
    }

    private static string? Fact(string facts, string name)
    {
        foreach (var line in facts.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] == ':')
            {
                return line[(name.Length + 1)..].ToString();
            }
        }

        return null;
    }
}
