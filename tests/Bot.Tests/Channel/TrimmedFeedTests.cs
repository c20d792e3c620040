using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Channels;

/// <summary>A store that keeps its feed for a while only, and a delivery that was away for longer.</summary>
public sealed class TrimmedFeedTests : IAsyncLifetime
{
    private ScriptedServer server = null!;
    private BotUnderTest bot = null!;
    private TrimmedLog log = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        bot = await BotUnderTest.StartAsync(server, real => log = new TrimmedLog(real));
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Follow_FeedNoLongerReachesBack_LooksAtOpenConversationsAndGoesOnFromThePresent()
    {
        var (waiting, withBot) = (await HearAsync("waiting"), await HearAsync("with-bot"));
        await bot.SayAsync(withBot, "passed over");
        await bot.Log.AppendAsync(
            new AppendRequest(waiting, SenderKind.Bot, null, [new NewEntry(Entries.Message("a person is asked", "bot"), Visible: true)]) { NewHolder = new Holder(HolderKind.Queue) },
            default);

        await log.TrimAsync();

        (await server.CallsAsync(1)).Select(call => (string?)call.Body!["text"]).ShouldBe(["a person is asked"]);

        // The next reply takes the one that was passed over along, in order.
        await bot.SayAsync(withBot, "now");
        (await server.CallsAsync(2)).Select(call => (string?)call.Body!["text"]).ShouldBe(["a person is asked", "passed over", "now"]);
        log.Refused.ShouldBe(1);
    }

    private async Task<string> HearAsync(string conversation)
    {
        var activity = BotUnderTest.Message(server, id: "in-" + conversation, conversation: conversation);
        using var response = await bot.PostAsync(activity, server.ChannelToken(("serviceurl", (string)activity["serviceUrl"]!)));
        response.EnsureSuccessStatusCode();
        return BotUnderTest.IdOf(activity);
    }

    /// <summary>Lets nobody follow before the feed has been trimmed to nothing, and then from the present only.</summary>
    private sealed class TrimmedLog(IConversationLog real) : IConversationLog
    {
        private readonly TaskCompletionSource<long> present = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int refused;

        public int Refused => Volatile.Read(ref refused);

        public async Task TrimAsync() => present.SetResult((await real.ListOpenAsync(default)).Position);

        public async IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAllAsync(long afterPosition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
        {
            if (afterPosition < await present.Task.WaitAsync(cancel))
            {
                Interlocked.Increment(ref refused);
                throw new FeedTrimmedException(afterPosition);
            }

            await foreach (var page in real.FollowAllAsync(afterPosition, cancel))
            {
                yield return page;
            }
        }

        public Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancel) => real.AppendAsync(request, cancel);

        public Task<ConversationHead?> FindAsync(string conversationId, CancellationToken cancel) => real.FindAsync(conversationId, cancel);

        public Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, Audience audience, long after, int limit, CancellationToken cancel) =>
            real.ReadAsync(conversationId, audience, after, limit, cancel);

        public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(string conversationId, Audience audience, long after, CancellationToken cancel) =>
            real.FollowAsync(conversationId, audience, after, cancel);

        public Task<(long Position, IReadOnlyList<ConversationHead> Heads)> ListOpenAsync(CancellationToken cancel) => real.ListOpenAsync(cancel);

        public Task ReleaseTurnAsync(string conversationId, CancellationToken cancel) => real.ReleaseTurnAsync(conversationId, cancel);

        public Task<ConversationHead?> TakeTurnAsync(string conversationId, CancellationToken cancel) => real.TakeTurnAsync(conversationId, cancel);

        public Task<IReadOnlyList<ConversationHead>> ListOpenTurnsAsync(CancellationToken cancel) => real.ListOpenTurnsAsync(cancel);

        public Task<bool> RedactAsync(string conversationId, long seq, string reason, CancellationToken cancel) => real.RedactAsync(conversationId, seq, reason, cancel);
    }
}
