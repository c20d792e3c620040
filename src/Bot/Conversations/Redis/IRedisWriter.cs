using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>Runs the scripts that write, and answers only when the write is as durable as the level in force says.</summary>
internal interface IRedisWriter
{
    /// <summary>Gets a value indicating whether a script itself may tell the other nodes; else the writer tells them when the write is durable.</summary>
    bool TellsInScript { get; }

    /// <summary>Runs a script.</summary>
    /// <exception cref="LogUnavailableException">It failed, or its outcome is unknown.</exception>
    Task<RedisResult> WriteAsync(RedisScript script, RedisKey[] keys, RedisValue[] values);
}

/// <summary>
/// The writer of the levels <see cref="RedisDurability.Memory"/> and <see cref="RedisDurability.Fsync"/>: the server's answer is the promise. With
/// <c>appendfsync always</c> Redis syncs everything one round of its loop wrote before it answers any of it: that is the group commit.
/// </summary>
internal sealed class RedisDirectWriter(RedisConnection connection) : IRedisWriter
{
    /// <inheritdoc/>
    public bool TellsInScript => true;

    /// <inheritdoc/>
    public Task<RedisResult> WriteAsync(RedisScript script, RedisKey[] keys, RedisValue[] values) => connection.ScriptAsync(script, keys, values);
}
