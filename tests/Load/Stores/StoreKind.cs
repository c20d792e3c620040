namespace Cardline.Load.Stores;

/// <summary>What a server stores on, and what an acknowledged write then means. A new kind is also started in <see cref="LoadStore"/> and written to in the bare server.</summary>
internal enum StoreKind
{
    /// <summary>A SQLite file: each commit is synced.</summary>
    Sqlite,

    /// <summary>One Redis that keeps everything in memory alone.</summary>
    RedisMemory,

    /// <summary>One Redis with <c>appendfsync always</c>.</summary>
    RedisFsync,

    /// <summary>A primary and one replica; a write counts when WAIT says that both have it.</summary>
    RedisReplicated,
}

/// <summary>The names of the kinds on a command line and in a table.</summary>
internal static class StoreKinds
{
    /// <summary>Gets all of them, in the order in which they are measured.</summary>
    public static IReadOnlyList<StoreKind> All { get; } = Enum.GetValues<StoreKind>();

    /// <summary>Gets the names, for <c>--store</c>.</summary>
    public static string[] Names { get; } = [.. All.Select(kind => kind.ToName())];

    /// <summary>The name of a kind, such as <c>redis-fsync</c>.</summary>
    public static string ToName(this StoreKind kind) => kind switch
    {
        StoreKind.Sqlite => "sqlite",
        StoreKind.RedisMemory => "redis-memory",
        StoreKind.RedisFsync => "redis-fsync",
        StoreKind.RedisReplicated => "redis-replicated",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A new kind needs a name here."),
    };

    /// <summary>The kind with a name.</summary>
    public static StoreKind Parse(string name) => All.Single(kind => kind.ToName() == name);
}
