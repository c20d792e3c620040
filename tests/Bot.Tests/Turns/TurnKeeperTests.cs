using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns;
using Cardline.Handoff;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Bot.Tests.Turns;

/// <summary>A turn whose work takes long, as a model's does.</summary>
public sealed class TurnKeeperTests : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly SteppedClock clock = new();
    private readonly TurnDesk desk;
    private readonly LeaseTable leases;
    private readonly LeasedLog log;

    public TurnKeeperTests()
    {
        desk = new TurnDesk(clock);
        leases = new LeaseTable(clock);
        log = new LeasedLog(desk.Log, leases, "a");
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task WhileKept_WorkLongerThanManyLeases_KeepsTheTurnAllTheTime()
    {
        var head = await OwedAsync();
        var work = new TaskCompletionSource<string>();

        var kept = Keeper().WhileKeptAsync(head, stop => new ValueTask<string>(work.Task.WaitAsync(stop)), default).AsTask();
        for (var second = 0; second < 20; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            (await log.Takes.WaitAsync(Ceiling)).ShouldBeTrue("the turn is renewed every second");
            leases.TryTake("c-1", "b").ShouldBeFalse();
        }

        work.SetResult("done");
        (await kept.WaitAsync(Ceiling)).ShouldBe("done");
        clock.RunningTimers.ShouldBe(0);
    }

    [Fact]
    public async Task WhileKept_OtherNodeTookTheTurn_StopsTheWorkAndGivesNothing()
    {
        var head = await OwedAsync();
        var stopped = CancellationToken.None;
        var kept = Keeper().WhileKeptAsync(head, stop => Forever(stopped = stop), default).AsTask();
        leases.Drop("c-1");
        leases.TryTake("c-1", "b").ShouldBeTrue();

        clock.Advance(TimeSpan.FromSeconds(1));

        (await kept.WaitAsync(Ceiling)).ShouldBeNull();
        stopped.IsCancellationRequested.ShouldBeTrue();
        leases.NodeOf("c-1").ShouldBe("b");
        clock.RunningTimers.ShouldBe(0);
    }

    [Fact]
    public async Task WhileKept_WorkFailsBecauseItWasStopped_GivesNothingToAppend()
    {
        var head = await OwedAsync();
        var kept = Keeper().WhileKeptAsync(
            head,
            async stop =>
            {
                try
                {
                    return await Forever(stop);
                }
                catch (OperationCanceledException)
                {
                    return "an honest line about a failure that was none";
                }
            },
            default).AsTask();
        leases.Drop("c-1");
        leases.TryTake("c-1", "b");

        clock.Advance(TimeSpan.FromSeconds(1));

        (await kept.WaitAsync(Ceiling)).ShouldBeNull();
    }

    [Fact]
    public async Task WhileKept_AgentClaimedMeanwhile_StopsTheWork()
    {
        var head = await OwedAsync();
        var kept = Keeper().WhileKeptAsync(head, Forever, default).AsTask();
        await desk.Log.AppendedAsync(Entries.Staff("c-1", head.Epoch, new Holder(HolderKind.Agent, "ann")));

        clock.Advance(TimeSpan.FromSeconds(1));

        (await kept.WaitAsync(Ceiling)).ShouldBeNull();
    }

    [Fact]
    public async Task WhileKept_ServerStops_IsCancelledAndNotTakenForLost()
    {
        var head = await OwedAsync();
        using var stop = new CancellationTokenSource();
        var kept = Keeper().WhileKeptAsync(head, Forever, stop.Token).AsTask();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => kept.WaitAsync(Ceiling));
        clock.RunningTimers.ShouldBe(0);
    }

    [Fact]
    public async Task WhileKept_WorkThatWaitsForNothing_StartsNoTimer()
    {
        var head = await OwedAsync();
        var timers = -1;

        var kept = await Keeper().WhileKeptAsync(
            head,
            _ =>
            {
                timers = clock.RunningTimers;
                return ValueTask.FromResult("done");
            },
            default);

        kept.ShouldBe("done");
        timers.ShouldBe(0);
    }

    private static async ValueTask<string> Forever(CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        return "never";
    }

    private TurnKeeper Keeper() => new(log, TurnDesk.Lease, clock, NullLogger<TurnKeeper>.Instance);

    private async Task<ConversationHead> OwedAsync()
    {
        await desk.BeginAsync();
        await log.AppendedAsync(Entries.Says("c-1", "how much is it"));
        var head = await log.TakeTurnAsync("c-1", default);
        await log.Takes.WaitAsync(Ceiling);
        return head!;
    }
}
