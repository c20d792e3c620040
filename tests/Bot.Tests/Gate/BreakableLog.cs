using System.Runtime.CompilerServices;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Tests.Gate;

/// <summary>The real log, except while it is told to fail.</summary>
internal sealed class BreakableLog(IConversationLog real, RecordingSeams seams) : IConversationLog
{
    public Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancel) => Whole().AppendAsync(request, cancel);

    public Task<ConversationHead?> FindAsync(string conversationId, CancellationToken cancel) => Whole().FindAsync(conversationId, cancel);

    public Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, Audience audience, long after, int limit, CancellationToken cancel) =>
        Whole().ReadAsync(conversationId, audience, after, limit, cancel);

    public async IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(
        string conversationId, Audience audience, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var batch in real.FollowAsync(conversationId, audience, after, cancel))
        {
            Whole();
            yield return batch;
        }
    }

    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAllAsync(long afterPosition, CancellationToken cancel) => Whole().FollowAllAsync(afterPosition, cancel);

    public Task<(long Position, IReadOnlyList<ConversationHead> Heads)> ListOpenAsync(CancellationToken cancel) => Whole().ListOpenAsync(cancel);

    public Task<ConversationHead?> TakeTurnAsync(string conversationId, CancellationToken cancel) => Whole().TakeTurnAsync(conversationId, cancel);

    public Task ReleaseTurnAsync(string conversationId, CancellationToken cancel) => Whole().ReleaseTurnAsync(conversationId, cancel);

    public Task<IReadOnlyList<ConversationHead>> ListOpenTurnsAsync(CancellationToken cancel) => Whole().ListOpenTurnsAsync(cancel);

    public Task<bool> RedactAsync(string conversationId, long seq, string reason, CancellationToken cancel) =>
        Whole().RedactAsync(conversationId, seq, reason, cancel);

    private IConversationLog Whole() => seams.LogFailure is { } failure ? throw failure : real;
}
