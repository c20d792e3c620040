using Cardline.Bot.Conversations;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>What every lease store must do. A new store derives from this and passes all of it.</summary>
public abstract class LeaseStoreContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private protected abstract ILeaseStore Leases { get; }

    /// <summary>The store as another node sees it.</summary>
    private protected abstract ILeaseStore OtherNode { get; }

    /// <summary>Lets so much of the store's own time pass.</summary>
    private protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task TryTake_HeldByAnother_IsRefusedUntilItIsReleased()
    {
        (await Leases.TryTakeAsync("channel", "delivery", "a", Long, default)).ShouldBeTrue();
        (await OtherNode.TryTakeAsync("channel", "delivery", "b", Long, default)).ShouldBeFalse();

        await Leases.ReleaseAsync("channel", "delivery", "a", default);

        (await OtherNode.TryTakeAsync("channel", "delivery", "b", Long, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Release_ByAnother_ChangesNothing()
    {
        await Leases.TryTakeAsync("channel", "delivery", "a", Long, default);

        await OtherNode.ReleaseAsync("channel", "delivery", "b", default);
        await OtherNode.ReleaseAsync("channel", "nothing", "b", default);

        (await OtherNode.TryTakeAsync("channel", "delivery", "b", Long, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task TryTake_LifeOver_AnotherGetsItAndTheFirstDoesNotAnyMore()
    {
        await Leases.TryTakeAsync("channel", "delivery", "a", Short, default);
        await PassAsync(Short);

        (await OtherNode.TryTakeAsync("channel", "delivery", "b", Long, default)).ShouldBeTrue();
        (await Leases.TryTakeAsync("channel", "delivery", "a", Long, default)).ShouldBeFalse();
        await Leases.ReleaseAsync("channel", "delivery", "a", default);
        (await Leases.ListAsync("channel", default)).ShouldBe([new KeyValuePair<string, string>("delivery", "b")]);
    }

    [Fact]
    public async Task TryTake_AgainByItsOwner_BeginsTheLifeAnew()
    {
        await Leases.TryTakeAsync("channel", "delivery", "a", Short, default);
        (await Leases.TryTakeAsync("channel", "delivery", "a", Long, default)).ShouldBeTrue();
        await PassAsync(Short);

        (await OtherNode.TryTakeAsync("channel", "delivery", "b", Long, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task TryTake_ManyAtOnce_ExactlyOneGetsIt()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 32)
            .Select(i => (i % 2 == 0 ? Leases : OtherNode).TryTakeAsync("ticket", "t", $"{i}", Long, default)));

        taken.Count(done => done).ShouldBe(1);
    }

    [Fact]
    public async Task TryTake_SameIdOfAnotherKind_IsAnotherLease()
    {
        (await Leases.TryTakeAsync("ticket", "x", "a", Long, default)).ShouldBeTrue();
        (await Leases.TryTakeAsync("channel", "x", "b", Long, default)).ShouldBeTrue();

        (await Leases.ListAsync("ticket", default)).ShouldBe([new KeyValuePair<string, string>("x", "a")]);
    }

    [Fact]
    public async Task Put_OverAnothers_ReplacesItAndLifeBeginsAnew()
    {
        await Leases.PutAsync("presence", "n1/ann", "one", Short, default);
        await OtherNode.PutAsync("presence", "n1/ann", "二 \"two\"", Long, default);
        await PassAsync(Short);

        (await Leases.ListAsync("presence", default)).ShouldBe([new KeyValuePair<string, string>("n1/ann", "二 \"two\"")]);
    }

    [Fact]
    public async Task List_SomeVanished_GivesTheRestInTheOrderOfTheirIds()
    {
        await Leases.PutAsync("presence", "n2/ann", "1", Long, default);
        await Leases.PutAsync("presence", "n1/bo", "2", Short, default);
        await Leases.PutAsync("presence", "n1/ann", "3", Long, default);
        await PassAsync(Short);

        (await OtherNode.ListAsync("presence", default)).Select(pair => pair.Key).ShouldBe(["n1/ann", "n2/ann"]);
        (await OtherNode.ListAsync("nothing", default)).ShouldBeEmpty();
    }
}

/// <summary>The contract over memory, which one process has to itself.</summary>
public sealed class LocalLeasesTests : LeaseStoreContract
{
    private readonly Gate.TimerClock clock = new();
    private readonly LocalLeases leases;

    public LocalLeasesTests() => leases = new LocalLeases(clock);

    private protected override ILeaseStore Leases => leases;

    private protected override ILeaseStore OtherNode => leases;

    private protected override Task PassAsync(TimeSpan time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }
}
