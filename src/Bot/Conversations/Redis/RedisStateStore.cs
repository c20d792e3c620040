using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>The little truth beside the logs: one hash for each kind.</summary>
internal sealed class RedisStateStore(RedisConnection redis, IRedisWrites writes, RedisKeys keys) : IStateStore
{
    /// <inheritdoc/>
    public async Task<string?> GetAsync(string kind, string id, CancellationToken cancel) =>
        await redis.RunAsync(database => database.HashGetAsync(KeyOf(kind), id)).WaitAsync(cancel);

    /// <inheritdoc/>
    public Task PutAsync(string kind, string id, string value, CancellationToken cancel) =>
        writes.RunAsync(database => database.HashSetAsync(KeyOf(kind), id, value)).WaitAsync(cancel);

    /// <inheritdoc/>
    public Task<bool> TryAddAsync(string kind, string id, string value, CancellationToken cancel) =>
        writes.RunAsync(database => database.HashSetAsync(KeyOf(kind), id, value, When.NotExists)).WaitAsync(cancel);

    /// <inheritdoc/>
    public Task DeleteAsync(string kind, string id, CancellationToken cancel) =>
        writes.RunAsync(database => database.HashDeleteAsync(KeyOf(kind), id)).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(string kind, CancellationToken cancel)
    {
        var all = await redis.RunAsync(database => database.HashGetAllAsync(KeyOf(kind))).WaitAsync(cancel);
        return [.. all
            .Select(entry => new KeyValuePair<string, string>(entry.Name!, entry.Value!))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)];
    }

    /// <summary>The key of a kind, which must never be the one that names the format.</summary>
    private RedisKey KeyOf(string kind) =>
        keys.State(kind) is var key && key != keys.Format ? key : throw new ArgumentException($"{kind} is no kind of the state store.", nameof(kind));
}
