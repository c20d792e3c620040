using System.Net;
using Cardline.Handoff.Agents;
using Cardline.Handoff.Tests.Doubles;

namespace Cardline.Handoff.Tests.Desk;

/// <summary>What the sweep mends when places and log differ.</summary>
public sealed class PlaceKeeperTests
{
    private static readonly Holder Ann = new(HolderKind.Agent, "ann");

    [Fact]
    public async Task Sweep_HeldAboveTheLimitWithoutPlaces_MakesThemAndTakesNoCaseAway()
    {
        var time = new ManualTime();
        var log = Held(time, 4);
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 2, log, time);
        var before = log.Length;

        await host.Keeper.SweepAsync(default);

        log.Length.ShouldBe(before);
        (await TryTakeAsync(host, most: 4)).ShouldBeFalse();
        (await TryTakeAsync(host, most: 5)).ShouldBeTrue();
    }

    [Fact]
    public async Task Claim_PlacesForgottenAndNotSweptYet_CountsWhatTheLogShows()
    {
        var time = new ManualTime();
        var log = Held(time, 2);
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 2, log, time);
        var agent = await host.AgentAsync("Ann");
        log.HandsOver("more", "complaint");

        using var answer = await agent.ClaimAsync("more", 2);

        (await answer.CodeAsync()).ShouldBe("HND012");
    }

    [Theory]
    [InlineData(HolderKind.Closed)]
    [InlineData(HolderKind.Queue)]
    public async Task Sweep_CaseLeftTheAgentByOtherWays_LeavesThePlace(HolderKind to)
    {
        var time = new ManualTime();
        var log = Held(time, 1);
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 1, log, time);
        await host.Keeper.SweepAsync(default);
        (await TryTakeAsync(host, most: 1)).ShouldBeFalse();

        log.Append("c0", new Holder(to));
        await host.CaughtUpAsync();
        await host.Keeper.SweepAsync(default);

        (await TryTakeAsync(host, most: 1)).ShouldBeTrue();
    }

    [Fact]
    public async Task Sweep_BoardBehindTheLog_DoesNotBringBackWhatWasLeft()
    {
        var time = new ManualTime();
        var places = new LocalPlaces(time);
        await using var behind = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 1, Held(time, 1), time, places: places);
        await behind.Keeper.SweepAsync(default);

        // Another node has closed it; this one has not heard of it.
        await places.LeaveAsync("ann", new CasePlace("c0", 3), default);
        time.Advance(TimeSpan.FromSeconds(5));
        await behind.Keeper.SweepAsync(default);

        (await TryTakeAsync(behind, most: 1)).ShouldBeTrue();
    }

    [Fact]
    public async Task Sweep_StoreAway_DoesWhatIsLeftInALaterRound()
    {
        var time = new ManualTime();
        var log = Held(time, 2);
        var places = new AwayPlaces(new LocalPlaces(time));
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 2, log, time, places: places);
        await host.Keeper.SweepAsync(default);
        log.Append("c0", new Holder(HolderKind.Closed));
        await host.CaughtUpAsync();

        places.Away = true;
        await host.Keeper.SweepAsync(default);
        (await TryTakeAsync(host, most: 2)).ShouldBeFalse();
        places.Away = false;
        await host.Keeper.SweepAsync(default);

        (await TryTakeAsync(host, most: 2)).ShouldBeTrue();
    }

    [Fact]
    public async Task Close_StoreOfPlacesAway_IsASuccessAllTheSame()
    {
        var time = new ManualTime();
        var places = new AwayPlaces(new LocalPlaces(time));
        await using var host = await DeskHost.StartAsync(options => options.CasesPerAgentMax = 1, time: time, places: places);
        var agent = await host.AgentAsync("Ann");
        host.Log.HandsOver("c", "complaint");
        (await agent.ClaimAsync("c", 2)).EnsureSuccessStatusCode();
        places.Away = true;

        (await agent.EndAsync("c", "close", 3)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A log in which Ann holds cases named c0, c1 ..., as a node wrote it that knows no places.</summary>
    private static MemoryConversations Held(ManualTime time, int cases)
    {
        var log = new MemoryConversations(time);
        for (var i = 0; i < cases; i++)
        {
            log.HandsOver($"c{i}", "complaint");
            log.Append($"c{i}", Ann);
        }

        return log;
    }

    private static Task<bool> TryTakeAsync(DeskHost host, int most) => host.Places.TryTakeAsync(new PlaceWish("ann", new CasePlace("probe", 3), [], most), default);

    private sealed class AwayPlaces(IAgentPlaces real) : IAgentPlaces
    {
        public bool Away { get; set; }

        public Task<bool> TryTakeAsync(PlaceWish wish, CancellationToken cancel) => real.TryTakeAsync(wish, cancel);

        public Task<bool> LeaveAsync(string agentId, CasePlace place, CancellationToken cancel) => Away ? Task.FromResult(false) : real.LeaveAsync(agentId, place, cancel);

        public Task<bool> KeepAsync(string agentId, IReadOnlyCollection<CasePlace> held, CancellationToken cancel) =>
            Away ? Task.FromResult(false) : real.KeepAsync(agentId, held, cancel);
    }
}
