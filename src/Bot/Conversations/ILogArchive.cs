namespace Cardline.Bot.Conversations;

/// <summary>Reads every conversation that is kept, one after another, and writes nothing. For reports and replays beside a running server.</summary>
internal interface ILogArchive
{
    /// <summary>Most ids read at a time.</summary>
    const int IdsPageMax = 500;

    /// <summary>Most entries read at a time.</summary>
    const int PageMax = 500;

    /// <summary>Lists the conversations with an entry since a moment, each once, in no promised order. What is begun meanwhile may be missing.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be read (BOT030).</exception>
    IAsyncEnumerable<string> ListAsync(DateTimeOffset since, CancellationToken cancel);

    /// <summary>Reads all entries after a seq, oldest first, at most <paramref name="limit"/>.</summary>
    /// <param name="conversationId">Whose log.</param>
    /// <param name="after">Exclusive; 0 reads from the start.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    /// <param name="cancel">Stops the read.</param>
    /// <exception cref="LogUnavailableException">The store cannot be read (BOT030).</exception>
    Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancel);
}
