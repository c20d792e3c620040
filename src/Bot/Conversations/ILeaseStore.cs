namespace Cardline.Bot.Conversations;

/// <summary>What is true for a while only, and for all nodes: who runs what, who is present, what was used up. Losing it costs time, never a message.</summary>
/// <remarks>Kinds are lower-case words owned by one room each: <c>ticket</c>, <c>presence</c>, <c>channel</c>. Time is the store's, so a node's clock does not matter.</remarks>
internal interface ILeaseStore
{
    /// <summary>Takes a lease that nobody has, or keeps one's own.</summary>
    /// <param name="kind">Whose room.</param>
    /// <param name="id">What is leased; at most 256 characters.</param>
    /// <param name="owner">Who takes it; the same owner may take it again, which renews it.</param>
    /// <param name="life">How long it holds, 1 ms to 1 day.</param>
    /// <param name="cancel">Stops the wait, not the taking.</param>
    /// <returns>False while another owner has it.</returns>
    /// <exception cref="LogUnavailableException">The store could not say (BOT030).</exception>
    Task<bool> TryTakeAsync(string kind, string id, string owner, TimeSpan life, CancellationToken cancel);

    /// <summary>Gives a lease up; nothing happens when another owner has it.</summary>
    Task ReleaseAsync(string kind, string id, string owner, CancellationToken cancel);

    /// <summary>Writes a value that vanishes by itself, replacing what was there.</summary>
    Task PutAsync(string kind, string id, string value, TimeSpan life, CancellationToken cancel);

    /// <summary>Lists what has not vanished of a kind, ordered by id: the values put, and the owners of what was taken.</summary>
    Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(string kind, CancellationToken cancel);
}
