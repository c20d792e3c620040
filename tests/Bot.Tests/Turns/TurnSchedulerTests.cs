using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Turns;

public sealed class TurnSchedulerTests : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly TurnDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Sweep_ClockWasSetBack_ResumesAllTheSame()
    {
        await desk.BeginAsync();
        await desk.Log.AppendedAsync(Entries.Says("c-1", "hello there"));
        desk.Clock.Advance(TimeSpan.FromHours(-1));

        await AnsweredAsync(desk.Log);
    }

    [Fact]
    public async Task Sweep_ReadFailsInAnUnknownWay_LooksAgain()
    {
        await desk.BeginAsync();
        await desk.Log.AppendedAsync(Entries.Says("c-1", "hello there"));
        var log = new BrokenSweepLog(desk.Log);

        await AnsweredAsync(log, TimeProvider.System);

        log.Looks.ShouldBeGreaterThan(1);
    }

    private async Task AnsweredAsync(IConversationLog sweptLog, TimeProvider? clock = null)
    {
        using var scheduler = new TurnScheduler(
            desk.Runner, sweptLog, new ProtectionSwitches(), Options.Create(new TurnOptions { Parallel = 1, SweepSeconds = 1 }), clock ?? desk.Clock, NullLogger<TurnScheduler>.Instance);
        await scheduler.StartAsync(default);
        try
        {
            using var stop = new CancellationTokenSource(Ceiling);
            await foreach (var page in desk.Log.FollowAsync("c-1", Audience.Staff, 0, stop.Token))
            {
                if (page.Any(entry => entry.Name() == LogEvents.Outcome))
                {
                    return;
                }
            }
        }
        finally
        {
            await scheduler.StopAsync(default);
        }
    }

    /// <summary>Its first look for open turns fails as no store of ours should.</summary>
    private sealed class BrokenSweepLog(IConversationLog real) : IConversationLog
    {
        public int Looks { get; private set; }

        public Task<IReadOnlyList<ConversationHead>> ListOpenTurnsAsync(CancellationToken cancel) =>
            ++Looks == 1 ? throw new InvalidOperationException("broken") : real.ListOpenTurnsAsync(cancel);

        public Task<ConversationHead?> TakeTurnAsync(string conversationId, CancellationToken cancel) => real.TakeTurnAsync(conversationId, cancel);

        public Task ReleaseTurnAsync(string conversationId, CancellationToken cancel) => real.ReleaseTurnAsync(conversationId, cancel);

        public Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancel) => throw new NotSupportedException();

        public Task<ConversationHead?> FindAsync(string conversationId, CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, Audience audience, long after, int limit, CancellationToken cancel) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(string conversationId, Audience audience, long after, CancellationToken cancel) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAllAsync(long afterPosition, CancellationToken cancel) => throw new NotSupportedException();

        public Task<(long Position, IReadOnlyList<ConversationHead> Heads)> ListOpenAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<bool> RedactAsync(string conversationId, long seq, string reason, CancellationToken cancel) => throw new NotSupportedException();
    }
}
