using System.ComponentModel.DataAnnotations;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>What must be true of an append before it is acknowledged.</summary>
internal enum RedisDurability
{
    /// <summary>The primary has it in memory. A crash of the machine may lose what was acknowledged.</summary>
    Memory,

    /// <summary>The primary has synced it to its disk: <c>appendonly yes</c>, <c>appendfsync always</c>.</summary>
    Fsync,

    /// <summary>As many replicas as <see cref="RedisOptions.Replicas"/> says have it in memory: <c>WAIT</c> said so.</summary>
    Replicated,
}

/// <summary>Settings of the Redis store, bound from <c>Storage:Redis</c>; the address is <c>ConnectionStrings:Redis</c>.</summary>
internal sealed class RedisOptions : IValidatableObject
{
    /// <summary>Fewest entries that may be kept: what turns look back over, what the desk shows, and what one channel may be behind.</summary>
    public const int KeepEntriesMin = 1000;

    /// <summary>Most entries that may be kept of a conversation that is trimmed.</summary>
    public const int KeepEntriesMax = 1_000_000;

    /// <summary>Gets or sets where Redis is: <c>host:port,host:port,password=...,ssl=true</c>; with <c>serviceName=NAME</c> the hosts are sentinels.</summary>
    [Required]
    public string Address { get; set; } = "";

    /// <summary>Gets or sets the password of the sentinels; null when they ask for none. The servers' own stands in the address.</summary>
    public string? SentinelPassword { get; set; }

    /// <summary>Gets or sets the first part of every key and channel, so that several systems can share a server.</summary>
    /// <value>Default <c>cardline</c>; 1 to 32 letters, digits or dashes.</value>
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Prefix { get; set; } = "cardline";

    /// <summary>Gets or sets when an append is acknowledged.</summary>
    public RedisDurability Durability { get; set; } = RedisDurability.Fsync;

    /// <summary>Gets or sets how many replicas must have an append under <see cref="RedisDurability.Replicated"/>.</summary>
    /// <value>Default 1, allowed 1 to 5.</value>
    [Range(1, 5)]
    public int Replicas { get; set; } = 1;

    /// <summary>Gets or sets how long replicas may take; after it the outcome is unknown and said to be.</summary>
    /// <value>Whole milliseconds. Default 1000, allowed 10 to 10000.</value>
    [Range(10, 10_000)]
    public int ReplicaWaitMilliseconds { get; set; } = 1000;

    /// <summary>Gets or sets how long one command may take before its outcome counts as unknown.</summary>
    /// <value>Whole milliseconds. Default 3000, allowed 100 to 30000.</value>
    [Range(100, 30_000)]
    public int TimeoutMilliseconds { get; set; } = 3000;

    /// <summary>Gets or sets how often followed conversations and outboxes are looked at although no notification came.</summary>
    /// <value>Whole seconds. Default 10, allowed 1 to 300. Notifications can be lost; this bounds how long that shows.</value>
    [Range(1, 300)]
    public int CatchUpSeconds { get; set; } = 10;

    /// <summary>Gets or sets how long a conversation is kept after the last append; then it is removed whole, unless it is open or on legal hold.</summary>
    /// <value>Whole days. Default 0, which keeps everything for ever; allowed 0 to 36500.</value>
    [Range(0, 36_500)]
    public int RetainDays { get; set; }

    /// <summary>Gets or sets how many of its newest entries a conversation keeps when its log has grown to more than half as many again.</summary>
    /// <value>Default 0, which keeps all; else 1,000 to 1,000,000.</value>
    public int KeepEntries { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => KeepEntries is 0 or (>= KeepEntriesMin and <= KeepEntriesMax)
        ? []
        : [new ValidationResult($"Storage:Redis:KeepEntries is {KeepEntries}; allowed are 0, which keeps every entry, and {KeepEntriesMin} to {KeepEntriesMax}.", [nameof(KeepEntries)])];
}
