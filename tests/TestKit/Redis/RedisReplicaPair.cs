namespace Cardline.TestKit.Redis;

/// <summary>A primary and one replica that has copied it; nobody promotes the replica but the test.</summary>
public sealed class RedisReplicaPair : IAsyncDisposable
{
    private RedisReplicaPair(RedisServer primary, RedisServer replica) => (Primary, Replica) = (primary, replica);

    /// <summary>Gets the server that was started as the primary.</summary>
    public RedisServer Primary { get; }

    /// <summary>Gets the server that was started as the replica.</summary>
    public RedisServer Replica { get; }

    /// <summary>Starts both, each with the setup given, and waits until the replica follows.</summary>
    public static async Task<RedisReplicaPair> StartAsync(RedisSetup? setup = null, CancellationToken cancel = default)
    {
        var servers = await RedisServers.PrimaryWithReplicasAsync(setup ?? new RedisSetup(), replicas: 1, cancel);
        return new RedisReplicaPair(servers[0], servers[1]);
    }

    /// <summary>Makes the replica a primary of its own.</summary>
    public Task PromoteReplicaAsync() => Replica.CommandAsync("REPLICAOF", "NO", "ONE");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => RedisServers.EndAsync([Replica, Primary]);
}
