namespace Cardline.TestKit.Redis;

/// <summary>One primary, two replicas and three sentinels that promote a replica when the primary is gone for <see cref="DownAfter"/>.</summary>
public sealed class RedisWithSentinels : IAsyncDisposable
{
    /// <summary>The name under which the sentinels know the primary.</summary>
    public const string ServiceName = "cardline";

    /// <summary>How long a primary must be silent before a sentinel takes it for gone.</summary>
    public static readonly TimeSpan DownAfter = TimeSpan.FromMilliseconds(1000);

    private const int ReplicaCount = 2;
    private const int SentinelCount = 3;
    private const int Quorum = 2;

    private RedisWithSentinels(IReadOnlyList<RedisServer> servers, IReadOnlyList<RedisServer> sentinels) => (Servers, Sentinels) = (servers, sentinels);

    /// <summary>Gets the three servers; the first was started as the primary.</summary>
    public IReadOnlyList<RedisServer> Servers { get; }

    /// <summary>Gets the three sentinels.</summary>
    public IReadOnlyList<RedisServer> Sentinels { get; }

    /// <summary>Starts all six and waits until each sentinel knows the replicas and the other sentinels.</summary>
    public static async Task<RedisWithSentinels> StartAsync(RedisSetup? setup = null, CancellationToken cancel = default)
    {
        var servers = await RedisServers.PrimaryWithReplicasAsync(setup ?? new RedisSetup(), ReplicaCount, cancel);
        List<RedisServer> sentinels = [];
        try
        {
            for (var left = SentinelCount; left > 0; left--)
            {
                sentinels.Add(await RedisServer.StartAsync(new RedisSetup { IsSentinel = true, Settings = [.. Watch(servers[0])] }, cancel));
            }

            var set = new RedisWithSentinels(servers, sentinels);
            await Waiting.UntilAsync("the sentinels to know everyone", set.IsCompleteAsync, cancel: cancel);
            return set;
        }
        catch
        {
            await RedisServers.EndAsync([.. sentinels, .. servers]);
            throw;
        }
    }

    /// <summary>Asks a sentinel who the primary is.</summary>
    public async Task<RedisServer> PrimaryAsync()
    {
        var sentinel = Sentinels.First(one => one.IsRunning);
        var port = (await sentinel.CommandAsync("SENTINEL", "GET-MASTER-ADDR-BY-NAME", ServiceName)).Items[1].Number;
        return Servers.Single(server => server.Port == port);
    }

    /// <summary>Waits until the running sentinels name another primary than the one given and it takes writes.</summary>
    /// <returns>The new primary.</returns>
    public async Task<RedisServer> FailedOverAsync(RedisServer from, CancellationToken cancel = default)
    {
        var primary = from;
        await Waiting.UntilAsync(
            "another primary",
            async () => (primary = await PrimaryAsync()) != from && await primary.RoleAsync() == "master",
            cancel: cancel);
        return primary;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => RedisServers.EndAsync([.. Sentinels, .. Servers]);

    private static IEnumerable<string> Watch(RedisServer primary)
    {
        yield return $"sentinel monitor {ServiceName} 127.0.0.1 {primary.Port} {Quorum}";
        yield return $"sentinel down-after-milliseconds {ServiceName} {DownAfter.TotalMilliseconds}";
        yield return $"sentinel failover-timeout {ServiceName} 10000";
        if (primary.Login is { } login)
        {
            yield return $"sentinel auth-pass {ServiceName} {login.Password}";
            if (login.User is { } user)
            {
                yield return $"sentinel auth-user {ServiceName} {user}";
            }
        }

        if (primary.Setup.Certificates is { } certificates)
        {
            yield return "tls-replication yes";
            yield return $"tls-ca-cert-file {certificates.AuthorityFile}";
        }
    }

    private async Task<bool> IsCompleteAsync()
    {
        foreach (var sentinel in Sentinels)
        {
            var replicas = await sentinel.CommandAsync("SENTINEL", "REPLICAS", ServiceName);
            var others = await sentinel.CommandAsync("SENTINEL", "SENTINELS", ServiceName);
            if (replicas.Items.Count < ReplicaCount || others.Items.Count < SentinelCount - 1 || replicas.Items.Any(replica => !IsFollowing(replica)))
            {
                return false;
            }
        }

        return true;
    }

    // A sentinel promotes only a replica whose link it has seen up; a set that is used before that cannot fail over.
    private static bool IsFollowing(RedisReply replica)
    {
        var texts = replica.Texts;
        var at = texts.ToList().IndexOf("master-link-status");
        return at >= 0 && texts[at + 1] == "ok";
    }
}
