using System.Globalization;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>Whether Redis answers, and whether its settings keep what the level in force promises.</summary>
internal sealed class RedisHealth(RedisNode redis) : IStoreHealth
{
    /// <summary>The oldest server that has everything the scripts use.</summary>
    public static readonly Version OldestServer = new(6, 2);

    /// <summary>How long the server's settings are believed.</summary>
    public static readonly TimeSpan SettingsLife = TimeSpan.FromSeconds(5);

    private (string? Complaint, long At)? known;

    /// <inheritdoc/>
    public async Task<StoreHealth> CheckAsync(CancellationToken cancel)
    {
        await redis.Connection.RunAsync(database => database.KeyExistsAsync(redis.Keys.Format));
        if (known is not { } last || redis.Clock.GetElapsedTime(last.At) > SettingsLife)
        {
            last = (await ComplaintAsync(), redis.Clock.GetTimestamp());
            known = last;
        }

        return new StoreHealth("redis", redis.Options.Durability.ToString().ToLowerInvariant(), last.Complaint);
    }

    /// <summary>Looks for what makes this server unfit; null when it is fit.</summary>
    /// <exception cref="LogUnavailableException">It does not answer.</exception>
    public async Task<string?> ComplaintAsync()
    {
        foreach (var server in redis.Connection.Primaries())
        {
            var facts = await redis.Connection.WithinAsync(() => server.InfoRawAsync());
            var complaint = VersionComplaint(facts) ?? PolicyComplaint(facts) ?? await DurabilityComplaintAsync(server, facts);
            if (complaint is not null)
            {
                return complaint;
            }
        }

        return null;
    }

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

        if (redis.Options.Durability == RedisDurability.Replicated)
        {
            _ = int.TryParse(Fact(facts, "connected_slaves"), NumberStyles.None, CultureInfo.InvariantCulture, out var replicas);
            return replicas >= redis.Options.Replicas
                ? null
                : $"BOT039: Storage:Redis:Durability is replicated over {redis.Options.Replicas} replicas, but {replicas} are connected. Nothing can be accepted until they are.";
        }

        return null;
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
