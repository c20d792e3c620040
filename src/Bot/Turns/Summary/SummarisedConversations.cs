using System.Text.Json.Nodes;
using Cardline.Handoff;

namespace Cardline.Bot.Turns.Summary;

/// <summary>The handoff room's port; where one of its changes puts a conversation into the queue, a summary is asked for. All else goes through as it is.</summary>
internal sealed class SummarisedConversations(IConversations conversations, SummaryRequests summaries) : IConversations
{
    /// <inheritdoc/>
    public async Task<ChangeResult> ChangeAsync(ConversationChange change, CancellationToken cancel)
    {
        var result = await conversations.ChangeAsync(change, cancel);
        if (result.Outcome == ChangeOutcome.Done && change.NewHolder is { Kind: HolderKind.Queue })
        {
            summaries.Ask(change.ConversationId);
        }

        return result;
    }

    /// <inheritdoc/>
    public Task<ConversationState?> FindAsync(string conversationId, CancellationToken cancel) => conversations.FindAsync(conversationId, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConversationEntry>> ReadAsync(string conversationId, long afterSeq, int limit, CancellationToken cancel) =>
        conversations.ReadAsync(conversationId, afterSeq, limit, cancel);

    /// <inheritdoc/>
    public Task<OpenConversations> ListOpenAsync(CancellationToken cancel) => conversations.ListOpenAsync(cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<ConversationEntry> FollowAllAsync(long afterPosition, CancellationToken cancel) => conversations.FollowAllAsync(afterPosition, cancel);

    /// <inheritdoc/>
    public void SendPassing(string conversationId, JsonObject activity) => conversations.SendPassing(conversationId, activity);

    /// <inheritdoc/>
    public void SendPassingHere(string conversationId, JsonObject activity) => conversations.SendPassingHere(conversationId, activity);
}
