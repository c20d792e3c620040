namespace Cardline.Handoff;

/// <summary>Where nodes reserve room for a case with an agent, so that no agent is given more than may be held. The host implements it over its store; without it there is one node.</summary>
/// <remarks>
/// The log alone says who holds what. A place is taken before the claim is written and lapses by itself; what is held is kept, and made again when it was
/// forgotten. So losing every place costs that agents may for moments hold more than they should, never a case.
/// </remarks>
public interface IAgentPlaces
{
    /// <summary>Takes a place for a case that is about to be claimed, in one step over all nodes. A place that is had already is kept, and counts once.</summary>
    /// <returns>False when the agent has as many places as may be had; then none was taken.</returns>
    Task<bool> TryTakeAsync(PlaceWish wish, CancellationToken cancel);

    /// <summary>Gives a place back for good: that holding has ended or never came to be, and <see cref="KeepAsync"/> does not bring it back.</summary>
    /// <returns>False when the store cannot be reached; the place then lapses by itself.</returns>
    Task<bool> LeaveAsync(string agentId, CasePlace place, CancellationToken cancel);

    /// <summary>Makes places of cases that the log shows as held, or makes them last longer, also above any limit.</summary>
    /// <returns>False when the store cannot be reached.</returns>
    Task<bool> KeepAsync(string agentId, IReadOnlyCollection<CasePlace> held, CancellationToken cancel);
}

/// <summary>One holding of one case. Epochs never come back, so a holding that has ended is never mistaken for a later one of the same case.</summary>
/// <param name="ConversationId">Which case.</param>
/// <param name="Epoch">The epoch in which the agent holds it: one more than the one it is claimed under.</param>
public sealed record CasePlace(string ConversationId, long Epoch)
{
    /// <summary>How long a place lasts that is not kept: longer than a claim takes, shorter than anybody waits.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(15);

    /// <summary>How long it is remembered that a place was left: longer than a node's board is usually behind the log.</summary>
    public static readonly TimeSpan LeftFor = TimeSpan.FromSeconds(60);

    /// <summary>Most places of one agent that are kept; more than any limit, so whoever has these gets no further one.</summary>
    public const int KeptMax = 64;
}

/// <summary>A wish for one more place.</summary>
/// <param name="AgentId">Whose.</param>
/// <param name="Place">For what.</param>
/// <param name="Held">What the log shows as held by the agent, as far as this node knows; it counts even where it was forgotten.</param>
/// <param name="PlacesMax">Most places the agent may then have, 1 to 60.</param>
public sealed record PlaceWish(string AgentId, CasePlace Place, IReadOnlyCollection<CasePlace> Held, int PlacesMax);
