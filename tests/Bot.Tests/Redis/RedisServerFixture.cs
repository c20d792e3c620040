using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.TestKit.Redis;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Bot.Tests.Redis;

/// <summary>One real server for all tests of a class; each store has a prefix of its own and sees nothing of the others.</summary>
public sealed class RedisServerFixture : IAsyncLifetime
{
    private int stores;

    /// <summary>Gets the server.</summary>
    public RedisServer Server { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Server = await RedisServer.StartAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>Gets a prefix that no other test has.</summary>
    internal string NewPrefix() => $"t{Interlocked.Increment(ref stores)}";

    /// <summary>Opens the store as one node.</summary>
    internal Task<RedisStore> OpenAsync(string prefix, Action<RedisOptions>? with = null, ProtectionSwitches? switches = null)
    {
        var options = new RedisOptions { Address = Server.Address, Prefix = prefix, Durability = RedisDurability.Memory };
        with?.Invoke(options);
        return RedisStore.OpenAsync(options, NodeName.Make(), switches ?? new ProtectionSwitches(), new TurnLease(TimeSpan.FromSeconds(3)), NullLoggerFactory.Instance);
    }
}
