using Cardline.Bot.Conversations;

namespace Cardline.Bot.Tests.Tools;

/// <summary>A log in which something happens right before the first append.</summary>
internal sealed class MeddledLog(IConversationLog inner, Func<Task> meanwhile) : IConversationLog
{
    private bool done;

    public async Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancel)
    {
        if (!done)
        {
            done = true;
            await meanwhile();
        }

        return await inner.AppendAsync(request, cancel);
    }

    public Task<ConversationHead?> FindAsync(string conversationId, CancellationToken cancel) => inner.FindAsync(conversationId, cancel);

    public Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, Audience audience, long after, int limit, CancellationToken cancel) => inner.ReadAsync(conversationId, audience, after, limit, cancel);

    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(string conversationId, Audience audience, long after, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAllAsync(long afterPosition, CancellationToken cancel) => throw new NotSupportedException();

    public Task<(long Position, IReadOnlyList<ConversationHead> Heads)> ListOpenAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<ConversationHead?> TakeTurnAsync(string conversationId, CancellationToken cancel) => throw new NotSupportedException();

    public Task ReleaseTurnAsync(string conversationId, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<ConversationHead>> ListOpenTurnsAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> RedactAsync(string conversationId, long seq, string reason, CancellationToken cancel) => throw new NotSupportedException();
}
