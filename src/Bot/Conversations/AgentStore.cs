using System.Text.Json;
using Cardline.Handoff;

namespace Cardline.Bot.Conversations;

/// <summary>Agent accounts in the state store, kind <c>account</c>.</summary>
internal sealed class AgentStore(IStateStore state) : IAgentStore
{
    private const string Kind = "account";

    /// <inheritdoc/>
    public async Task<AgentAccount?> FindAsync(string id, CancellationToken cancel) =>
        await state.GetAsync(Kind, id, cancel) is { } json ? JsonSerializer.Deserialize<AgentAccount>(json) : null;

    /// <inheritdoc/>
    public Task SaveAsync(AgentAccount account, CancellationToken cancel) => state.PutAsync(Kind, account.Id, JsonSerializer.Serialize(account), cancel);

    /// <inheritdoc/>
    public Task<bool> TryAddAsync(AgentAccount account, CancellationToken cancel) => state.TryAddAsync(Kind, account.Id, JsonSerializer.Serialize(account), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AgentAccount>> ListAsync(CancellationToken cancel) =>
        [.. (await state.ListAsync(Kind, cancel)).Select(pair => JsonSerializer.Deserialize<AgentAccount>(pair.Value)!)];
}
