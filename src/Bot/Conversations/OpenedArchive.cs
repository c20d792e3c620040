using System.ComponentModel.DataAnnotations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Conversations.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Bot.Conversations;

/// <summary>The archive of the store that the settings name, opened for reading alone: nothing is made, nothing is changed, no turn is taken.</summary>
internal sealed class OpenedArchive : IDisposable
{
    private readonly IDisposable owner;

    private OpenedArchive(ILogArchive archive, IDisposable owner) => (Archive, this.owner) = (archive, owner);

    /// <summary>Gets the archive.</summary>
    public ILogArchive Archive { get; }

    /// <summary>Opens it.</summary>
    /// <exception cref="StoreStartException">There is no store, or it cannot be read; the message says why and what to do.</exception>
    public static async Task<OpenedArchive> OpenAsync(IConfiguration configuration) => (configuration["Storage:Provider"] ?? "sqlite") switch
    {
        "sqlite" => Sqlite(SqliteFile.ForReading(configuration["Storage:Sqlite:Path"] ?? Path.Combine("data", "cardline.db"))),
        "redis" => await RedisAsync(OptionsOf(configuration)),
        var other => throw new StoreStartException($"BOT033: Storage:Provider is \"{other}\"; there are \"sqlite\" and \"redis\"."),
    };

    /// <inheritdoc/>
    public void Dispose() => owner.Dispose();

    private static OpenedArchive Sqlite(SqliteFile file)
    {
        var readers = new SqliteReaders(file);
        return new OpenedArchive(new SqliteArchive(readers), readers);
    }

    private static RedisOptions OptionsOf(IConfiguration configuration)
    {
        var options = configuration.GetSection("Storage:Redis").Get<RedisOptions>() ?? new RedisOptions();
        options.Address = configuration.GetConnectionString("Redis") is { Length: > 0 } address
            ? address
            : throw new StoreStartException("BOT038: Storage:Provider is redis, but no address is set. Set ConnectionStrings:Redis (ConnectionStrings__Redis as a variable).");
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return options;
    }

    private static async Task<OpenedArchive> RedisAsync(RedisOptions options)
    {
        var connection = RedisConnection.Open(options, NullLogger.Instance);
        try
        {
            var keys = new RedisKeys(options.Prefix);
            var node = new RedisNode(connection, keys, options, NodeName.Make(), await RedisClock.ReadAsync(connection), TurnLease.Usual);
            await RedisStore.CheckFormatAsync(node);
            return new OpenedArchive(new RedisArchive(connection, keys, new RedisReads(node, NullLogger<RedisReads>.Instance)), connection);
        }
        catch (Exception e)
        {
            connection.Dispose();
            throw e is LogUnavailableException ? new StoreStartException($"BOT037: Redis did not answer ({e.InnerException?.Message}). Check ConnectionStrings:Redis, the password and what the account may do.", e) : e;
        }
    }
}
