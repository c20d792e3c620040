using System.Collections.Concurrent;

namespace Cardline.Handoff.Tests.Doubles;

internal sealed class MemoryAgents : IAgentStore
{
    public ConcurrentDictionary<string, AgentAccount> Accounts { get; } = new(StringComparer.Ordinal);

    public Task<AgentAccount?> FindAsync(string id, CancellationToken cancel) => Task.FromResult(Accounts.GetValueOrDefault(id));

    public Task SaveAsync(AgentAccount account, CancellationToken cancel)
    {
        Accounts[account.Id] = account;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AgentAccount>> ListAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<AgentAccount>>([.. Accounts.Values.OrderBy(account => account.Id, StringComparer.Ordinal)]);
}
