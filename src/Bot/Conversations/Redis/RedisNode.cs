namespace Cardline.Bot.Conversations.Redis;

/// <summary>This node's way to Redis: what every part of the store needs.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Keys">The names.</param>
/// <param name="Options">The settings.</param>
/// <param name="Name">Which node it is.</param>
/// <param name="Clock">Redis's clock.</param>
/// <param name="TurnLease">How long a turn belongs to the node that runs it.</param>
internal sealed record RedisNode(RedisConnection Connection, RedisKeys Keys, RedisOptions Options, NodeName Name, RedisClock Clock, TurnLease TurnLease)
{
    /// <summary>Gets the life of a turn's lease as the scripts take it.</summary>
    public long TurnLeaseMilliseconds { get; } = (long)TurnLease.Life.TotalMilliseconds;
}
