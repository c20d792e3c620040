using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>Where every write goes that must outlive a crash: it returns only when the write is as safe as <c>Storage:Redis:Durability</c> promises.</summary>
internal interface IRedisWrites
{
    /// <summary>Gets a value indicating whether a script itself may tell other nodes of its write; else that waits until the write is safe.</summary>
    bool TellsAtOnce { get; }

    /// <summary>Runs one command of the client's library that writes.</summary>
    /// <exception cref="LogUnavailableException">It failed, or its outcome is unknown (BOT030): the same command again is harmless.</exception>
    Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command);

    /// <summary>Makes sure that what has been read until now is as safe as a write, so that nobody is shown what a failover then takes back.</summary>
    /// <exception cref="LogUnavailableException">It is not, or that is unknown.</exception>
    Task SettleAsync();
}

/// <summary>
/// Writes that are safe once Redis has answered: under <see cref="RedisDurability.Memory"/> by definition, under <see cref="RedisDurability.Fsync"/>
/// because a server with <c>appendfsync always</c> syncs what one round of its loop wrote before it answers any of it. That is the group commit.
/// </summary>
internal sealed class AnsweredWrites(RedisConnection connection) : IRedisWrites
{
    /// <inheritdoc/>
    public bool TellsAtOnce => true;

    /// <inheritdoc/>
    public Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command) => connection.RunAsync(command);

    /// <inheritdoc/>
    /// <remarks>An answer that shows a write comes after its sync, as the answer to the write does.</remarks>
    public Task SettleAsync() => Task.CompletedTask;
}
