using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Conversations.Sqlite;
using Cardline.Handoff;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Conversations;

/// <summary>Adds the room: the log and the small stores beside it, over the provider that <c>Storage:Provider</c> names.</summary>
internal static class ConversationsExtensions
{
    /// <summary>Registers <see cref="IConversationLog"/>, <see cref="IStateStore"/>, <see cref="ILeaseStore"/>; the store is opened when first asked for.</summary>
    /// <remarks>It comes before the gate and the desk, whose fallbacks for a single node then stand back.</remarks>
    /// <exception cref="StoreStartException">The settings name no store that can be used (BOT033, BOT038).</exception>
    public static IServiceCollection AddConversations(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(ProtectionSwitches.From(configuration));
        services.TryAddSingleton(_ => NodeName.Make());
        return (configuration["Storage:Provider"] ?? "sqlite") switch
        {
            "sqlite" => AddSqlite(services, configuration),
            "redis" => AddRedis(services, configuration),
            var other => throw new StoreStartException(
                $"BOT033: Storage:Provider is \"{other}\"; there are \"sqlite\" and \"redis\". Remove the setting for sqlite, or set it to one of them."),
        };
    }

    private static IServiceCollection AddSqlite(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => new SqliteFile(configuration["Storage:Sqlite:Path"] ?? Path.Combine("data", "cardline.db")));
        services.TryAddSingleton(ShiftedClock.From(configuration));
        services.TryAddSingleton<Tails>();
        services.TryAddSingleton<ConversationRules>();
        services.TryAddSingleton<SqliteWriter>();
        services.TryAddSingleton<SqliteReaders>();
        services.TryAddSingleton<IConversationLog, SqliteConversationLog>();
        services.TryAddSingleton<ILogArchive, SqliteArchive>();
        services.TryAddSingleton<IStateStore, SqliteStateStore>();
        services.TryAddSingleton<ILeaseStore, LocalLeases>();
        services.TryAddSingleton<IStoreHealth, SqliteHealth>();
        return services;
    }

    private static IServiceCollection AddRedis(IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Redis") is not { Length: > 0 } address)
        {
            throw new StoreStartException(
                "BOT038: Storage:Provider is redis, but no address is set. Set ConnectionStrings:Redis (ConnectionStrings__Redis as a variable), for example to 127.0.0.1:6379.");
        }

        services.AddOptions<RedisOptions>().Bind(configuration.GetSection("Storage:Redis")).Configure(redis => redis.Address = address)
            .ValidateDataAnnotations().ValidateOnStart();
        // The commands have no logging of their own.
        services.AddLogging();
        services.TryAddSingleton(provider => Open(provider, ShiftedClock.From(configuration)));
        services.TryAddSingleton<TimeProvider>(provider => provider.GetRequiredService<RedisStore>().Clock);
        services.TryAddSingleton(provider => provider.GetRequiredService<RedisStore>().Node.Connection);
        services.TryAddSingleton(provider => provider.GetRequiredService<RedisStore>().Node.Keys);
        services.TryAddSingleton(provider => provider.GetRequiredService<RedisStore>().Tails);
        services.TryAddSingleton(provider => provider.GetRequiredService<RedisStore>().Writes);
        services.TryAddSingleton(provider => provider.GetRequiredService<RedisStore>().Log);
        services.TryAddSingleton(provider => provider.GetRequiredService<RedisStore>().Archive);
        services.TryAddSingleton<IStoreHealth>(provider => provider.GetRequiredService<RedisStore>().Health);
        services.TryAddSingleton<IStateStore, RedisStateStore>();
        services.TryAddSingleton<ILeaseStore>(provider =>
            new RedisLeases(provider.GetRequiredService<RedisConnection>(), provider.GetRequiredService<RedisKeys>()));
        services.TryAddSingleton<IPresenceShare, LeasePresence>();
        services.TryAddSingleton<IAgentPlaces>(provider =>
            new RedisPlaces(provider.GetRequiredService<RedisConnection>(), provider.GetRequiredService<RedisKeys>()));
        services.TryAddSingleton<RedisPassing>();
        services.TryAddSingleton<ILiveClients>(provider => provider.GetRequiredService<RedisPassing>());
        services.AddHostedService(provider => provider.GetRequiredService<RedisPassing>());
        services.AddHostedService(provider => provider.GetRequiredService<RedisStore>().Retention);
        services.AddHostedService(provider => provider.GetRequiredService<RedisStore>().Trimming);
        return services;
    }

    private static RedisStore Open(IServiceProvider provider, TimeProvider nodeClock) => RedisStore.OpenAsync(
        provider.GetRequiredService<IOptions<RedisOptions>>().Value, provider.GetRequiredService<NodeName>(), provider.GetRequiredService<ProtectionSwitches>(),
        provider.GetService<TurnLease>() ?? TurnLease.Usual, provider.GetRequiredService<ILoggerFactory>(), nodeClock).GetAwaiter().GetResult();
}
