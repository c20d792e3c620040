using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Cardline.Handoff;

namespace Cardline.Bot.Conversations;

/// <summary>The handoff room's port over the log: staff entries, changes under an epoch, the feed of all conversations.</summary>
internal sealed class DeskConversations(IConversationLog log, ILiveClients clients, ILocalClients here) : IConversations
{
    /// <summary>Entries one read may return.</summary>
    private const int ReadMax = 500;

    /// <inheritdoc/>
    public async Task<ConversationState?> FindAsync(string conversationId, CancellationToken cancel) =>
        await log.FindAsync(conversationId, cancel) is { } head ? StateOf(head) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConversationEntry>> ReadAsync(string conversationId, long afterSeq, int limit, CancellationToken cancel) =>
        [.. (await log.ReadAsync(conversationId, Audience.Staff, afterSeq, Math.Clamp(limit, 1, ReadMax), cancel)).Select(EntryOf)];

    /// <inheritdoc/>
    public async Task<ChangeResult> ChangeAsync(ConversationChange change, CancellationToken cancel)
    {
        var kind = change.AgentId is null ? SenderKind.System : SenderKind.Agent;
        var request = new AppendRequest(
            change.ConversationId, kind, new IdempotencyKey(kind, change.AgentId ?? "queue", change.ClientId),
            [.. change.Entries.Select(entry => new NewEntry(Signed(entry.Activity, change), entry.VisibleToCardholder))])
        {
            ExpectedEpoch = change.ExpectedEpoch, NewHolder = change.NewHolder,
        };
        return await log.AppendAsync(request, cancel) switch
        {
            AppendResult.Appended done => new ChangeResult(ChangeOutcome.Done, StateOf(done.Head), done.Entries[0].Seq),
            AppendResult.Repeated repeated => new ChangeResult(ChangeOutcome.Repeated, StateOf(repeated.Head), repeated.FirstSeq),
            AppendResult.Stale stale => new ChangeResult(ChangeOutcome.StaleEpoch, StateOf(stale.Head), 0),
            AppendResult.KeyConflict => new ChangeResult(ChangeOutcome.Conflict, await FindAsync(change.ConversationId, cancel), 0),
            AppendResult.NotFound => new ChangeResult(ChangeOutcome.NotFound, State: null, 0),
            var other => throw new InvalidOperationException($"A new result {other} needs an outcome here."),
        };
    }

    /// <inheritdoc/>
    public async Task<OpenConversations> ListOpenAsync(CancellationToken cancel)
    {
        var (position, heads) = await log.ListOpenAsync(cancel);
        return new OpenConversations(position, [.. heads.Select(StateOf)]);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ConversationEntry> FollowAllAsync(long afterPosition, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in log.FollowAllAsync(afterPosition, cancel))
        {
            foreach (var entry in page)
            {
                yield return EntryOf(entry);
            }
        }
    }

    /// <inheritdoc/>
    public void SendPassing(string conversationId, JsonObject activity) => clients.SendPassing(conversationId, activity);

    /// <inheritdoc/>
    public void SendPassingHere(string conversationId, JsonObject activity) => here.SendPassing(conversationId, activity);

    private static JsonObject Signed(JsonObject activity, ConversationChange change)
    {
        activity["channelId"] ??= "directline";
        activity["from"] ??= change.AgentId is null
            ? new JsonObject { ["id"] = "cardline", ["role"] = "bot" }
            : new JsonObject { ["id"] = "agent:" + change.AgentId, ["name"] = change.AgentName, ["role"] = "bot" };
        return activity;
    }

    private static ConversationState StateOf(ConversationHead head) => new(head.ConversationId, head.Seq, head.Epoch, head.Holder);

    private static ConversationEntry EntryOf(LogEntry entry) => new(
        entry.ConversationId, entry.Position, entry.Seq, entry.Epoch, entry.Holder, entry.At, entry.VisibleSeq is not null, JsonNode.Parse(entry.Json)!.AsObject());
}
