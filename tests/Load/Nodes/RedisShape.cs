namespace Cardline.Load.Nodes;

/// <summary>Which Redis servers a fault needs.</summary>
internal sealed record RedisShape
{
    /// <summary>The lines of <c>redis.conf</c> without which <c>fsync</c> is refused.</summary>
    public static readonly IReadOnlyList<string> Durable = ["appendonly yes", "appendfsync always", "maxmemory-policy noeviction"];

    /// <summary>Gets further lines, which win.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Gets a value indicating whether a replica follows the primary.</summary>
    public bool Replica { get; init; }

    /// <summary>Gets a value indicating whether two replicas and three sentinels stand by.</summary>
    public bool Sentinels { get; init; }

    /// <summary>Gets <c>Storage:Redis:Durability</c>.</summary>
    public string Durability { get; init; } = "fsync";
}
