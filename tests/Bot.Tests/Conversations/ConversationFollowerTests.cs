using System.Threading.Channels;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Tests.Conversations;

public sealed class ConversationFollowerTests
{
    [Fact]
    public async Task Follow_ToldOfWhatTheStoreDoesNotHave_AsksOnceForEachTimeItIsTold()
    {
        var (tails, reader) = (new Tails(), new EmptyReader());
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var follower = new ConversationFollower(tails, reader).FollowAsync("c-1", Audience.Staff, 0, stop.Token).GetAsyncEnumerator();
        var next = follower.MoveNextAsync().AsTask();
        await reader.AskedAsync(1);

        // As after a failover that lost the last entries, or when somebody else writes on our channel.
        tails.Announce("c-1", 999);
        await reader.AskedAsync(2);
        tails.Announce("c-1", 1000);
        await reader.AskedAsync(3);

        next.IsCompleted.ShouldBeFalse();
        reader.Asked.ShouldBe(3);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next);
    }

    private sealed class EmptyReader : IEntryReader
    {
        private readonly Channel<int> asked = Channel.CreateUnbounded<int>();
        private int taken;

        public int Asked => taken + asked.Reader.Count;

        public Task<IReadOnlyList<LogEntry>> EntriesAfterAsync(string conversationId, long seq, int limit, CancellationToken cancel)
        {
            asked.Writer.TryWrite(limit);
            return Task.FromResult<IReadOnlyList<LogEntry>>([]);
        }

        public Task<long> SeqOfVisibleAsync(string conversationId, long visibleSeq, CancellationToken cancel) => Task.FromResult(0L);

        public async Task AskedAsync(int times)
        {
            while (taken < times)
            {
                await asked.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
                taken++;
            }
        }
    }
}
