using Cardline.Bot.Conversations;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Masking;

/// <summary>Remembers what reached the log and writes nothing.</summary>
internal sealed class RecordingLog : IConversationLog
{
    public List<AppendRequest> Appended { get; } = [];

    public Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancel)
    {
        Appended.Add(request);
        var head = new ConversationHead(request.ConversationId, 1, 1, 1, new Holder(HolderKind.Bot), DateTimeOffset.UnixEpoch, null, 0, 0);
        return Task.FromResult<AppendResult>(new AppendResult.Appended(head, []));
    }

    public Task<ConversationHead?> FindAsync(string conversationId, CancellationToken cancel) => Task.FromResult<ConversationHead?>(null);

    public Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, Audience audience, long after, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<LogEntry>>([]);

    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(string conversationId, Audience audience, long after, CancellationToken cancel) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAllAsync(long afterPosition, CancellationToken cancel) => throw new NotSupportedException();

    public Task<(long Position, IReadOnlyList<ConversationHead> Heads)> ListOpenAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<ConversationHead?> TakeTurnAsync(string conversationId, CancellationToken cancel) => throw new NotSupportedException();

    public Task ReleaseTurnAsync(string conversationId, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<ConversationHead>> ListOpenTurnsAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> RedactAsync(string conversationId, long seq, string reason, CancellationToken cancel) => throw new NotSupportedException();
}
