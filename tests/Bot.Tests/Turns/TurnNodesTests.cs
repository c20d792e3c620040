using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns;
using Cardline.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Turns;

/// <summary>Two nodes on one log: one outcome for every message, whichever of them dies, sleeps or stops, and when.</summary>
public sealed class TurnNodesTests : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly SteppedClock clock = new();
    private readonly TurnDesk desk;
    private readonly LeaseTable leases;
    private readonly LeasedLog logOfA;
    private readonly LeasedLog logOfB;
    private readonly List<TurnScheduler> started = [];

    public TurnNodesTests()
    {
        desk = new TurnDesk(clock) { Answers = _ => TurnDesk.Article("fee") };
        leases = new LeaseTable(clock);
        logOfA = new LeasedLog(desk.Log, leases, "a");
        logOfB = new LeasedLog(desk.Log, leases, "b");
    }

    public void Dispose()
    {
        started.ForEach(scheduler => scheduler.Dispose());
        desk.Dispose();
    }

    [Fact]
    public async Task Start_OtherNodeRunsTheTurn_TakesNothingAndRecordsNoAttempt()
    {
        var frozen = Freeze(logOfA);
        var a = await NodeAsync(logOfA);
        await SaysOnAsync(logOfA, a);
        await frozen.Reached.WaitAsync(Ceiling);

        var b = await NodeAsync(logOfB);
        b.Schedule("c-1");
        (await logOfB.Takes.WaitAsync(Ceiling)).ShouldBeTrue("the node looked, and left it");
        Attempts(await desk.EntriesAsync()).ShouldBe([1]);
        frozen.Thaw();

        var log = await OutcomesAsync(1);
        Attempts(log).ShouldBe([1]);
        Replies(log).ShouldBe(1);
        logOfB.Results.ShouldBeEmpty();
        await StopAsync(a, b);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("append")]
    public async Task Take_NodeDiesInTheTurn_OtherRecordsAnAttemptAndAnswersWithinFiveSeconds(string where)
    {
        var b = await NodeAsync(logOfB);
        var frozen = Freeze(logOfA, where);
        await BeginAsync(logOfA);
        var dead = Runner(logOfA).RunAsync("c-1", resumed: false, default);
        await frozen.Reached.WaitAsync(Ceiling);

        await TickAsync(seconds: 2);
        Outcomes(await desk.EntriesAsync()).ShouldBeEmpty("the lease still holds");
        await TickAsync(seconds: 3);

        var log = await OutcomesAsync(1);
        Attempts(log).ShouldBe([1, 2]);
        Replies(log).ShouldBe(1);
        dead.IsCompleted.ShouldBeFalse();
        await StopAsync(b);
        frozen.Thaw();
        await dead.WaitAsync(Ceiling);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("append")]
    public async Task Run_NodeWakesAfterAnotherAnswered_AddsNothing(string where)
    {
        await BeginAsync(logOfA);
        var frozen = Freeze(logOfA, where);
        var asleep = Runner(logOfA).RunAsync("c-1", resumed: false, default);
        await frozen.Reached.WaitAsync(Ceiling);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Runner(logOfB).RunAsync("c-1", resumed: true, default);
        var before = await desk.EntriesAsync();

        frozen.Thaw();
        await asleep.WaitAsync(Ceiling);

        (await desk.EntriesAsync()).Select(entry => entry.Json).ShouldBe(before.Select(entry => entry.Json));
        Outcomes(before).ShouldBe(["Answered"]);
        logOfA.Results.OfType<AppendResult.Stale>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Run_NodeWakesWhileAnotherIsInTheTurn_OneOutcomeOnly()
    {
        await BeginAsync(logOfA);
        var frozenA = Freeze(logOfA, "append");
        var first = Runner(logOfA).RunAsync("c-1", resumed: false, default);
        await frozenA.Reached.WaitAsync(Ceiling);
        clock.Advance(TimeSpan.FromSeconds(30));
        var frozenB = Freeze(logOfB, "outcome");
        var second = Runner(logOfB).RunAsync("c-1", resumed: true, default);
        await frozenB.Reached.WaitAsync(Ceiling);

        frozenA.Thaw();
        await first.WaitAsync(Ceiling);
        frozenB.Thaw();
        await second.WaitAsync(Ceiling);

        var log = await desk.EntriesAsync();
        Outcomes(log).ShouldBe(["Answered"]);
        Replies(log).ShouldBe(1);
    }

    [Fact]
    public async Task Run_NodeSleptBeforeItRecordedItsAttempt_CountsAgainstNoOtherTurn()
    {
        await BeginAsync(logOfB);
        clock.Advance(TimeSpan.FromSeconds(4));
        var frozen = Freeze(logOfA, "append");
        var asleep = Runner(logOfA).RunAsync("c-1", resumed: true, default);
        await frozen.Reached.WaitAsync(Ceiling);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Runner(logOfB).RunAsync("c-1", resumed: true, default);
        await logOfB.AppendedAsync(Entries.Says("c-1", "and the next thing"));

        frozen.Thaw();
        await asleep.WaitAsync(Ceiling);

        var next = (await desk.Log.FindAsync("c-1", default))!;
        next.TurnSeq.ShouldNotBeNull();
        next.TurnAttempts.ShouldBe(1);
        leases.NodeOf("c-1").ShouldBe("b");
        Outcomes(await desk.EntriesAsync()).ShouldBe(["Answered"]);
    }

    [Fact]
    public async Task Stop_WhileATurnRuns_EndsItAndTakesNothingNew()
    {
        var a = await NodeAsync(logOfA);
        var frozen = Freeze(logOfA, "append");
        await SaysOnAsync(logOfA, a);
        await frozen.Reached.WaitAsync(Ceiling);

        var stopping = a.StopAsync(default);
        await BeginAsync(logOfA, "c-2");
        a.Schedule("c-2");
        frozen.Thaw();
        await stopping.WaitAsync(Ceiling);

        Outcomes(await OutcomesAsync(1)).ShouldBe(["Answered"]);
        (await desk.Log.FindAsync("c-2", default))!.TurnSeq.ShouldNotBeNull();
        leases.NodeOf("c-2").ShouldBeNull("it was given up");
        (await logOfB.ListOpenTurnsAsync(default)).Select(head => head.ConversationId).ShouldBe(["c-2"]);
    }

    [Fact]
    public async Task Stop_TurnOutlastsTheBound_IsGivenUpForTheOtherNode()
    {
        var a = await NodeAsync(logOfA);
        var frozen = Freeze(logOfA, "append");
        await SaysOnAsync(logOfA, a);
        await frozen.Reached.WaitAsync(Ceiling);

        var stopping = a.StopAsync(default);
        stopping.IsCompleted.ShouldBeFalse();
        await Waiting.UntilAsync("the bound of the drain", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(stopping.IsCompleted);
        });
        await stopping;

        Outcomes(await desk.EntriesAsync()).ShouldBeEmpty();
        leases.NodeOf("c-1").ShouldBeNull();
        await Runner(logOfB).RunAsync("c-1", resumed: true, default);
        Outcomes(await desk.EntriesAsync()).ShouldBe(["Answered"]);
    }

    private static Frozen Freeze(LeasedLog log, string where = "append")
    {
        var frozen = new Frozen();
        if (where == "read")
        {
            log.BeforeRead = frozen.PassAsync;
        }
        else
        {
            log.BeforeAppend = request => where == "append" || request.EndsTurn is not null ? frozen.PassAsync() : Task.CompletedTask;
        }

        return frozen;
    }

    private static List<string?> Outcomes(IReadOnlyList<LogEntry> log) =>
        [.. log.Where(entry => entry.Name() == LogEvents.Outcome).Select(entry => (string?)entry.Activity()["value"]!["outcome"])];

    private static List<int> Attempts(IReadOnlyList<LogEntry> log) =>
        [.. log.Where(entry => entry.Name() == LogEvents.Turn).Select(entry => (int)entry.Activity()["value"]!["attempt"]!)];

    private static int Replies(IReadOnlyList<LogEntry> log) => log.Count(entry => entry.Sender == SenderKind.Bot && entry.VisibleSeq is not null);

    private static Task StopAsync(params TurnScheduler[] schedulers) => Task.WhenAll(schedulers.Select(scheduler => scheduler.StopAsync(default))).WaitAsync(Ceiling);

    private TurnRunner Runner(LeasedLog log) => desk.RunnerOver(log, clock);

    private async Task<TurnScheduler> NodeAsync(LeasedLog log)
    {
        var scheduler = new TurnScheduler(
            Runner(log), log, new ProtectionSwitches(), Options.Create(new TurnOptions { Parallel = 2 }), clock, NullLogger<TurnScheduler>.Instance);
        started.Add(scheduler);
        await scheduler.StartAsync(default);
        return scheduler;
    }

    /// <summary>A cardholder writes through a node. The lease is the node's from then on, as the seam says.</summary>
    private static async Task BeginAsync(LeasedLog log, string id = "c-1")
    {
        var hold = log.BeforeAppend;
        log.BeforeAppend = _ => Task.CompletedTask;
        await log.AppendedAsync(Entries.Begin(id));
        await log.AppendedAsync(Entries.Says(id, "how much is it"));
        log.BeforeAppend = hold;
    }

    private static async Task SaysOnAsync(LeasedLog log, TurnScheduler node)
    {
        await BeginAsync(log);
        node.Schedule("c-1");
    }

    /// <summary>Lets seconds pass, each with the sweeps that belong to it.</summary>
    private async Task TickAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            while (logOfB.Looks.CurrentCount > 0)
            {
                await logOfB.Looks.WaitAsync();
            }

            clock.Advance(TimeSpan.FromSeconds(1));
            (await logOfB.Looks.WaitAsync(Ceiling)).ShouldBeTrue("every second the open turns are looked at");
        }
    }

    private async Task<IReadOnlyList<LogEntry>> OutcomesAsync(int count)
    {
        using var stop = new CancellationTokenSource(Ceiling);
        var seen = 0;
        await foreach (var page in desk.Log.FollowAsync("c-1", Audience.Staff, 0, stop.Token))
        {
            seen += Outcomes(page).Count;
            if (seen >= count)
            {
                break;
            }
        }

        return await desk.EntriesAsync();
    }

    /// <summary>Where a node stands still until it is thawed.</summary>
    private sealed class Frozen
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource thawed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task;

        public void Thaw() => thawed.SetResult();

        public Task PassAsync()
        {
            reached.TrySetResult();
            return thawed.Task;
        }
    }
}
