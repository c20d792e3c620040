using Cardline.Bot.Conversations;
using Cardline.Handoff.Queue;

namespace Cardline.Bot.Tools;

/// <summary>The tools in a program of their own, beside the store and without a server.</summary>
/// <param name="knowledge">Gives the articles; the first to ask waits until they were learnt.</param>
/// <param name="openStore">Opens the store.</param>
/// <remarks>
/// It writes nothing. Over SQLite a server does not hear what another process appends: the desk would not learn of the handoff, and who is on duty
/// is known to the server alone. So a handoff goes through the server, over either store (<see cref="RemoteActions"/>).
/// </remarks>
internal sealed class StoreActions(Func<KnowledgeActions> knowledge, Func<ServiceProvider> openStore) : IToolActions
{
    /// <inheritdoc/>
    public async Task<ToolResult> RunAsync(ToolShape shape, ToolInput input, CancellationToken cancel) =>
        shape == ToolShapes.Search ? knowledge().Search(input)
            : shape == ToolShapes.Ask ? knowledge().Ask(input)
            : shape == ToolShapes.Queue ? await CountAsync(cancel)
            : ToolErrors.ServerNeeded;

    /// <summary>The store is opened for each count and closed again: this program may run for days beside a server that is updated meanwhile.</summary>
    private async Task<ToolResult> CountAsync(CancellationToken cancel)
    {
        await using var store = openStore();
        var nobody = new NoClients();
        var log = new DeskConversations(store.GetRequiredService<IConversationLog>(), nobody, nobody);
        return QueueState.Of(await QueueCounts.ReadAsync(log, store.GetService<TimeProvider>() ?? TimeProvider.System, cancel));
    }
}
