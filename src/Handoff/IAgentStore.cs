namespace Cardline.Handoff;

/// <summary>Where agent accounts are kept; the host implements it over its store.</summary>
public interface IAgentStore
{
    /// <summary>Reads an account by its id (the name folded to lower case); null when there is none.</summary>
    Task<AgentAccount?> FindAsync(string id, CancellationToken cancel);

    /// <summary>Writes an account, replacing what was there.</summary>
    Task SaveAsync(AgentAccount account, CancellationToken cancel);

    /// <summary>Writes an account if there is none of that id; of several nodes that try at once exactly one does.</summary>
    /// <returns>False when there was one; it is left as it was.</returns>
    Task<bool> TryAddAsync(AgentAccount account, CancellationToken cancel);

    /// <summary>Lists all accounts, ordered by id.</summary>
    Task<IReadOnlyList<AgentAccount>> ListAsync(CancellationToken cancel);
}

/// <summary>A local account of an agent.</summary>
/// <param name="Id">The name folded to lower case; lasting.</param>
/// <param name="Name">The name cardholders see.</param>
/// <param name="PasswordHash">Salted hash of the password; never the password.</param>
/// <param name="SecurityStamp">Changes with the password, so that older cookies end.</param>
public sealed record AgentAccount(string Id, string Name, string PasswordHash, string SecurityStamp);
