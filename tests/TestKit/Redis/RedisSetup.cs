namespace Cardline.TestKit.Redis;

/// <summary>How a Redis server is started.</summary>
/// <remarks>Unless said otherwise it keeps nothing on disk, listens on 127.0.0.1 alone and lets DEBUG be called.</remarks>
public sealed record RedisSetup
{
    /// <summary>Gets lines of <c>redis.conf</c>, such as <c>appendonly yes</c>; they come last, so they win.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Gets what is put in front of the command, such as strace with its options; it must leave the server a child of this process.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>Gets the password of the user <c>default</c>, which replicas use as well; null asks for none.</summary>
    public string? Password { get; init; }

    /// <summary>Gets lines of an ACL file, such as <c>user default on &gt;secret ~cardline:* +@all</c>.</summary>
    /// <remarks>The kit adds a user of its own, for its commands and for replication. Leave <see cref="Password"/> null then.</remarks>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Gets what the server's TLS uses; null for plain TCP. With it the server speaks nothing but TLS.</summary>
    public RedisCertificates? Certificates { get; init; }

    /// <summary>Gets the primary that is copied; null for a primary.</summary>
    public RedisServer? ReplicaOf { get; init; }

    /// <summary>Gets whether the process is a sentinel; <see cref="Settings"/> then say what it watches.</summary>
    public bool IsSentinel { get; init; }

    /// <summary>Gets whether the server is a node of a cluster, still without slots.</summary>
    public bool IsClusterNode { get; init; }
}
