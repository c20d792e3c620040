using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>Writes that are safe once Redis has answered: under <see cref="RedisDurability.Memory"/> by definition, under
/// <see cref="RedisDurability.Fsync"/> because a server with <c>appendfsync always</c> answers after its sync.</summary>
/// <remarks>It cannot promise <see cref="RedisDurability.Replicated"/>: that takes a WAIT on the connection of the write.</remarks>
internal sealed class AnsweredWrites : IRedisWrites
{
    private readonly RedisConnection redis;

    /// <summary>Takes the connection.</summary>
    /// <exception cref="InvalidOperationException">The settings promise more than an answer means; another implementation must be registered.</exception>
    public AnsweredWrites(RedisConnection redis, IOptions<RedisOptions> options)
    {
        if (options.Value.Durability == RedisDurability.Replicated)
        {
            throw new InvalidOperationException("Storage:Redis:Durability is replicated, but no writes that wait for replicas are registered.");
        }

        this.redis = redis;
    }

    /// <inheritdoc/>
    public Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command) => redis.RunAsync(command);
}
