namespace Cardline.TestKit.Redis;

/// <summary>What the sets have in common: starting several servers, all or none, and ending them.</summary>
internal static class RedisServers
{
    /// <summary>Starts a primary and its replicas and waits until each replica follows.</summary>
    /// <returns>The primary first.</returns>
    public static async Task<List<RedisServer>> PrimaryWithReplicasAsync(RedisSetup setup, int replicas, CancellationToken cancel)
    {
        List<RedisServer> servers = [];
        try
        {
            servers.Add(await RedisServer.StartAsync(setup, cancel));
            for (var left = replicas; left > 0; left--)
            {
                servers.Add(await RedisServer.StartAsync(setup with { ReplicaOf = servers[0] }, cancel));
            }

            foreach (var replica in servers.Skip(1))
            {
                await FollowsAsync(replica, cancel);
            }

            return servers;
        }
        catch
        {
            await EndAsync(servers);
            throw;
        }
    }

    /// <summary>Waits until a replica has its primary's data and receives what is written from now on.</summary>
    public static Task FollowsAsync(RedisServer replica, CancellationToken cancel = default) =>
        Waiting.UntilAsync("the replica to follow", async () => (await replica.CommandAsync("INFO", "replication")).Line("master_link_status") == "up", cancel: cancel);

    /// <summary>Ends all of them, also when ending one fails.</summary>
    public static async ValueTask EndAsync(IEnumerable<RedisServer> servers) =>
        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
}
