namespace Cardline.Bot.Conversations;

/// <summary>The little truth that is not a conversation: accounts, keys, cursors, upload records. Durable before it returns.</summary>
/// <remarks>Kinds are lower-case words owned by one room each: <c>key</c>, <c>account</c>, <c>cursor</c>, <c>upload</c>.</remarks>
internal interface IStateStore
{
    /// <summary>Reads one value; null when absent.</summary>
    Task<string?> GetAsync(string kind, string id, CancellationToken cancel);

    /// <summary>Writes one value, replacing what was there.</summary>
    Task PutAsync(string kind, string id, string value, CancellationToken cancel);

    /// <summary>Writes one value if none is there.</summary>
    /// <returns>False when there was one; it is left as it was.</returns>
    Task<bool> TryAddAsync(string kind, string id, string value, CancellationToken cancel);

    /// <summary>Removes one value; no error when absent.</summary>
    Task DeleteAsync(string kind, string id, CancellationToken cancel);

    /// <summary>Lists all values of a kind, ordered by id.</summary>
    Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(string kind, CancellationToken cancel);
}
