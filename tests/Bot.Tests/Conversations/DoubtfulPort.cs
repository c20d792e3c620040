using System.Text.Json.Nodes;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>The real port, whose changes fail before they are written or go unanswered after, as a test says.</summary>
internal sealed class DoubtfulPort(IConversations real) : IConversations
{
    /// <summary>Gets or sets what is thrown instead of a change.</summary>
    public Exception? Unwritten { get; set; }

    /// <summary>Gets or sets what others do between the decision of the next change and its write.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>Gets or sets what is thrown after a change was written.</summary>
    public Exception? Unanswered { get; set; }

    public async Task<ChangeResult> ChangeAsync(ConversationChange change, CancellationToken cancel)
    {
        _ = Unwritten is { } unwritten ? throw unwritten : 0;
        var (meanwhile, _) = (Meanwhile, Meanwhile = null);
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        var result = await real.ChangeAsync(change, cancel);
        return Unanswered is { } unanswered ? throw unanswered : result;
    }

    public Task<ConversationState?> FindAsync(string conversationId, CancellationToken cancel) => real.FindAsync(conversationId, cancel);

    public Task<IReadOnlyList<ConversationEntry>> ReadAsync(string conversationId, long afterSeq, int limit, CancellationToken cancel) =>
        real.ReadAsync(conversationId, afterSeq, limit, cancel);

    public Task<OpenConversations> ListOpenAsync(CancellationToken cancel) => real.ListOpenAsync(cancel);

    public IAsyncEnumerable<ConversationEntry> FollowAllAsync(long afterPosition, CancellationToken cancel) => real.FollowAllAsync(afterPosition, cancel);

    public void SendPassing(string conversationId, JsonObject activity) => real.SendPassing(conversationId, activity);

    public void SendPassingHere(string conversationId, JsonObject activity) => real.SendPassingHere(conversationId, activity);
}
