namespace Cardline.Handoff;

/// <summary>Through this the nodes that serve one desk tell each other who is at it. The host implements it over its store; without it there is one node.</summary>
public interface IPresenceShare
{
    /// <summary>Says what this node knows of an agent, in place of what it said before; it vanishes by itself.</summary>
    /// <param name="report">What is known now.</param>
    /// <param name="life">How long it stands when nothing more is said.</param>
    /// <param name="cancel">Stops the wait.</param>
    Task PutAsync(AgentReport report, TimeSpan life, CancellationToken cancel);

    /// <summary>Reads what the other nodes said and has not vanished.</summary>
    Task<IReadOnlyList<NodeReport>> ReadAsync(CancellationToken cancel);
}

/// <summary>What one node knows of one agent. It holds ages, not times, so that clocks that differ do no harm.</summary>
/// <param name="AgentId">Which agent.</param>
/// <param name="Beat">Another number each time it is said: one that stays the same is an old saying.</param>
/// <param name="Connected">Whether a desk stream is open there.</param>
/// <param name="ActiveAgo">How long ago the agent did anything there.</param>
/// <param name="BegunAgo">How long ago the last stream began there; null for never.</param>
/// <param name="EndedAgo">How long ago the last stream ended there; null for never.</param>
/// <param name="SignedOutAgo">How long ago the agent signed out there; null for never.</param>
public sealed record AgentReport(string AgentId, long Beat, bool Connected, TimeSpan ActiveAgo, TimeSpan? BegunAgo, TimeSpan? EndedAgo, TimeSpan? SignedOutAgo);

/// <summary>What another node said.</summary>
/// <param name="Node">Its name, unique for the life of its process.</param>
/// <param name="Report">What it said.</param>
public sealed record NodeReport(string Node, AgentReport Report);
