namespace Cardline.Bot.Conversations;

/// <summary>What the program knows of its store: which one, and what it promises right now.</summary>
internal interface IStoreHealth
{
    /// <summary>Looks at the store.</summary>
    /// <exception cref="LogUnavailableException">It does not answer (BOT030).</exception>
    Task<StoreHealth> CheckAsync(CancellationToken cancel);
}

/// <summary>The state of the store.</summary>
/// <param name="Provider"><c>sqlite</c> or <c>redis</c>.</param>
/// <param name="Durability">The level in force: <c>fsync</c>, <c>memory</c>, <c>replicated</c>, or <c>none</c> when a test switched it off.</param>
/// <param name="Complaint">Why no more messages should be taken although the store answers, for the operator; null when all is well.</param>
internal sealed record StoreHealth(string Provider, string Durability, string? Complaint = null)
{
    /// <summary>Gets a value indicating whether the complaint goes away when a server comes back, without anybody changing a setting. A node starts with such a one, and is not ready.</summary>
    public bool MayPass { get; init; }
}

/// <summary>This process among the others that serve the same store.</summary>
/// <param name="Id">Unique for the life of the process, safe in keys and logs.</param>
internal sealed record NodeName(string Id)
{
    /// <summary>Makes a name from the machine's name, so that an operator finds it, and random letters.</summary>
    public static NodeName Make() => new($"{new string([.. Environment.MachineName.Where(char.IsAsciiLetterOrDigit).Take(24)])}-{Guid.NewGuid().ToString("N")[..8]}");
}
