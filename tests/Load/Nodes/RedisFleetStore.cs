using Cardline.TestKit;
using Cardline.TestKit.History;
using Cardline.TestKit.Network;
using Cardline.TestKit.Redis;
using Cardline.TestKit.Server;

namespace Cardline.Load.Nodes;

/// <summary>One or several Redis servers, with a proxy between each node and each server; or sentinels, which name the servers themselves.</summary>
internal sealed class RedisFleetStore : FleetStore
{
    private const string Prefix = "cardline";

    private readonly TemporaryFolder _folder = new();
    private readonly RedisWithSentinels? _sentinels;
    private readonly RedisShape _shape;

    private RedisFleetStore(RedisShape shape, IReadOnlyList<RedisServer> servers, RedisWithSentinels? sentinels, int nodes)
    {
        (_shape, Servers, _sentinels, Primary) = (shape, servers, sentinels, servers[0]);
        Proxies = sentinels is not null ? [] : [.. Enumerable.Range(0, nodes).Select(_ => (IReadOnlyList<ChaosProxy>)[.. servers.Select(server => ChaosProxy.Start(server.Port))])];
    }

    /// <summary>Gets the servers; the first was started as the primary.</summary>
    public IReadOnlyList<RedisServer> Servers { get; }

    /// <summary>Gets or sets the server that is the primary now, and that the checker reads.</summary>
    public RedisServer Primary { get; set; }

    /// <summary>Gets the proxies by node and then by server; none with sentinels.</summary>
    public IReadOnlyList<IReadOnlyList<ChaosProxy>> Proxies { get; }

    /// <summary>Gets the sentinels, when there are any.</summary>
    public RedisWithSentinels Sentinels => _sentinels ?? throw new InvalidOperationException("This fault needs sentinels.");

    /// <inheritdoc/>
    public override string Provider => "redis";

    /// <inheritdoc/>
    public override object Source => Primary;

    /// <summary>Starts the servers.</summary>
    public static async Task<RedisFleetStore> StartAsync(RedisShape shape, int nodes, CancellationToken cancel)
    {
        var setup = new RedisSetup { Settings = [.. RedisShape.Durable, .. shape.Settings] };
        if (shape.Sentinels)
        {
            var set = await RedisWithSentinels.StartAsync(setup, cancel);
            return new RedisFleetStore(shape, set.Servers, set, nodes);
        }

        if (shape.Replica)
        {
            var pair = await RedisReplicaPair.StartAsync(setup, cancel);
            return new RedisFleetStore(shape, [pair.Primary, pair.Replica], sentinels: null, nodes);
        }

        return new RedisFleetStore(shape, [await RedisServer.StartAsync(setup, cancel)], sentinels: null, nodes);
    }

    /// <inheritdoc/>
    public override ServerSetup SetupOf(int node, string? disable)
    {
        var setup = LoadServer.Setup(_folder, disable);
        var settings = new Dictionary<string, string>(setup.Settings, StringComparer.Ordinal)
        {
            ["Storage:Provider"] = "redis",
            ["ConnectionStrings:Redis"] = _sentinels is not null
                ? string.Join(',', _sentinels.Sentinels.Select(sentinel => sentinel.Address)) + ",serviceName=" + RedisWithSentinels.ServiceName
                : string.Join(',', Proxies[node].Select(proxy => proxy.Address)),
            ["Storage:Redis:Prefix"] = Prefix,
            ["Storage:Redis:Durability"] = _shape.Durability,
        };
        return setup with { Settings = settings };
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<StoredEntry>> EntriesAsync(CancellationToken cancel) => RedisLog.ReadAsync(Primary, Prefix, cancel);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<StoredHead>> HeadsAsync(CancellationToken cancel) => RedisLog.HeadsAsync(Primary, Prefix, cancel);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var proxy in Proxies.SelectMany(proxies => proxies))
        {
            await proxy.DisposeAsync();
        }

        if (_sentinels is not null)
        {
            await _sentinels.DisposeAsync();
        }
        else
        {
            await Task.WhenAll(Servers.Select(server => server.DisposeAsync().AsTask()));
        }

        _folder.Dispose();
    }
}
