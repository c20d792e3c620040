using Cardline.Handoff;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>What everything that keeps agents' places must do.</summary>
public abstract class PlacesContract
{
    private static readonly CasePlace One = new("c|1", 3);
    private static readonly CasePlace Two = new("c|2", 3);

    /// <summary>The places as one node sees them.</summary>
    private protected abstract IAgentPlaces Places { get; }

    /// <summary>The places as another node sees them.</summary>
    private protected abstract IAgentPlaces OtherNode { get; }

    /// <summary>Lets the life of a place pass.</summary>
    private protected abstract Task LapseAsync();

    [Fact]
    public async Task TryTake_AsManyAsTheLimit_AndNotOneMoreOnAnyNode()
    {
        (await Places.TryTakeAsync(Wish(One, most: 2), default)).ShouldBeTrue();
        (await OtherNode.TryTakeAsync(Wish(Two, most: 2), default)).ShouldBeTrue();
        (await Places.TryTakeAsync(Wish(new CasePlace("c|3", 3), most: 2), default)).ShouldBeFalse();

        (await OtherNode.TryTakeAsync(Wish(new CasePlace("c|3", 3), most: 3), default)).ShouldBeTrue("the refused one took nothing");
        (await OtherNode.TryTakeAsync(Wish(One, most: 2, agent: "李娜"), default)).ShouldBeTrue("another agent has places of her own");
    }

    [Fact]
    public async Task TryTake_TheSameAgain_CountsOnceAlsoWhenFull()
    {
        (await Places.TryTakeAsync(Wish(One, most: 1), default)).ShouldBeTrue();
        (await OtherNode.TryTakeAsync(Wish(One, most: 1), default)).ShouldBeTrue();
        (await OtherNode.TryTakeAsync(Wish(One with { Epoch = 5 }, most: 1), default)).ShouldBeFalse("a later holding of the same case is another");

        (await Places.TryTakeAsync(Wish(Two, most: 2), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task TryTake_ManyAtOnce_ExactlyTheLimitGetOne()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? Places : OtherNode).TryTakeAsync(Wish(new CasePlace($"c-{i}", 2), most: 3), default)));

        taken.Count(had => had).ShouldBe(3);
    }

    [Fact]
    public async Task TryTake_HeldButForgotten_CountsIt()
    {
        (await Places.TryTakeAsync(Wish(One, most: 1, held: [Two]), default)).ShouldBeFalse();
        (await OtherNode.TryTakeAsync(Wish(One, most: 1), default)).ShouldBeFalse("what is held has a place again");
        (await OtherNode.TryTakeAsync(Wish(Two, most: 1), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Leave_OfAPlace_MakesRoomAndItIsNotKeptAgain()
    {
        await Places.TryTakeAsync(Wish(One, most: 1), default);
        (await OtherNode.LeaveAsync("ann", One, default)).ShouldBeTrue();
        (await Places.KeepAsync("ann", [One], default)).ShouldBeTrue();

        (await Places.TryTakeAsync(Wish(Two, most: 1, held: [One]), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task TryTake_OfAPlaceThatWasLeft_TakesItAfterAll()
    {
        await Places.LeaveAsync("ann", One, default);

        (await OtherNode.TryTakeAsync(Wish(One, most: 1), default)).ShouldBeTrue();
        await LapseAsync();
        await Places.KeepAsync("ann", [One], default);

        (await Places.TryTakeAsync(Wish(Two, most: 1), default)).ShouldBeFalse("it is kept as any other");
    }

    [Fact]
    public async Task Keep_AboveAnyLimit_MakesAllOfThem()
    {
        var held = Enumerable.Range(0, 10).Select(i => new CasePlace($"c-{i}", 2)).ToList();
        await Places.KeepAsync("ann", held, default);

        (await OtherNode.TryTakeAsync(Wish(One, most: 10), default)).ShouldBeFalse();
        (await OtherNode.TryTakeAsync(Wish(One, most: 11), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task TryTake_NotKept_LapsesAndWhatIsKeptDoesNot()
    {
        await Places.TryTakeAsync(Wish(One, most: 2), default);
        await Places.TryTakeAsync(Wish(Two, most: 2), default);
        await LapseAsync();
        await Places.KeepAsync("ann", [One], default);

        (await OtherNode.TryTakeAsync(Wish(new CasePlace("c|3", 3), most: 2), default)).ShouldBeTrue();
        (await OtherNode.TryTakeAsync(Wish(new CasePlace("c|4", 3), most: 2), default)).ShouldBeFalse();
    }

    private static PlaceWish Wish(CasePlace place, int most, string agent = "ann", params CasePlace[] held) => new(agent, place, held, most);
}

/// <summary>The contract over memory, as the handoff room registers it for a single node.</summary>
public sealed class LocalPlacesTests : PlacesContract
{
    private readonly Gate.TimerClock clock = new();

    public LocalPlacesTests() => Places = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddHandoff(_ => { }).BuildServiceProvider().GetRequiredService<IAgentPlaces>();

    private protected override IAgentPlaces Places { get; }

    private protected override IAgentPlaces OtherNode => Places;

    private protected override Task LapseAsync()
    {
        clock.Advance(CasePlace.Life);
        return Task.CompletedTask;
    }
}
