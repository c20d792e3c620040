using System.Collections.Concurrent;

namespace Cardline.Handoff.Tests.Doubles;

internal sealed class MemoryAgents : IAgentStore
{
    public ConcurrentDictionary<string, AgentAccount> Accounts { get; } = new(StringComparer.Ordinal);

    private readonly TaskCompletionSource _allListed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lists;

    /// <summary>Gets how many lists are answered only when so many are asked for, so that all of them see the same.</summary>
    public int ListsWaitFor { get; init; }

    public Task<AgentAccount?> FindAsync(string id, CancellationToken cancel) => Task.FromResult(Accounts.GetValueOrDefault(id));

    public Task SaveAsync(AgentAccount account, CancellationToken cancel)
    {
        Accounts[account.Id] = account;
        return Task.CompletedTask;
    }

    public Task<bool> TryAddAsync(AgentAccount account, CancellationToken cancel) => Task.FromResult(Accounts.TryAdd(account.Id, account));

    public async Task<IReadOnlyList<AgentAccount>> ListAsync(CancellationToken cancel)
    {
        IReadOnlyList<AgentAccount> all = [.. Accounts.Values.OrderBy(account => account.Id, StringComparer.Ordinal)];
        if (Interlocked.Increment(ref _lists) >= ListsWaitFor)
        {
            _allListed.TrySetResult();
        }

        await _allListed.Task;
        return all;
    }
}
