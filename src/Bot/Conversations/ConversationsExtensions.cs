using Cardline.Bot.Conversations.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cardline.Bot.Conversations;

/// <summary>Adds the room: the log and the small state store over SQLite.</summary>
internal static class ConversationsExtensions
{
    /// <summary>Registers <see cref="IConversationLog"/> and <see cref="IStateStore"/>; the file is opened when first asked for.</summary>
    public static IServiceCollection AddConversations(this IServiceCollection services, IConfiguration configuration)
    {
        var provider = configuration["Storage:Provider"] ?? "sqlite";
        if (provider != "sqlite")
        {
            throw new StoreStartException($"BOT033: Storage:Provider is \"{provider}\"; this version knows only \"sqlite\". Remove the setting or set it to sqlite.");
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ProtectionSwitches.From(configuration));
        services.TryAddSingleton(_ => new SqliteFile(configuration["Storage:Sqlite:Path"] ?? Path.Combine("data", "cardline.db")));
        services.TryAddSingleton<SqliteWriter>();
        services.TryAddSingleton<SqliteReaders>();
        services.TryAddSingleton<Tails>();
        services.TryAddSingleton<ConversationRules>();
        services.TryAddSingleton<IConversationLog, SqliteConversationLog>();
        services.TryAddSingleton<IStateStore, SqliteStateStore>();
        services.TryAddSingleton<ILeaseStore, LocalLeases>();
        services.TryAddSingleton<IStoreHealth, SqliteHealth>();
        services.TryAddSingleton(_ => NodeName.Make());
        return services;
    }
}
