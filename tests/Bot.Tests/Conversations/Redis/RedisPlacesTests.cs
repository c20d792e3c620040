using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Tests.Redis;
using Cardline.Handoff;
using Cardline.TestKit;
using Cardline.TestKit.Redis;

namespace Cardline.Bot.Tests.Conversations.Redis;

/// <summary>The contract of places over a real server, whose own clock ends them.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class RedisPlacesTests : PlacesContract, IClassFixture<RedisServerFixture>, IDisposable
{
    private static readonly CasePlace Place = new("c-1", 3);
    private readonly RedisServerFixture shared;
    private readonly SmallStores one;
    private readonly SmallStores two;

    public RedisPlacesTests(RedisServerFixture shared)
    {
        this.shared = shared;
        var prefix = shared.NewPrefix();
        (one, two) = (new SmallStores(shared.Server, prefix), new SmallStores(shared.Server, prefix));
    }

    private protected override IAgentPlaces Places => new RedisPlaces(one.Connection, one.Keys);

    private protected override IAgentPlaces OtherNode => new RedisPlaces(two.Connection, two.Keys);

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public async Task TryTake_NodeDiesBeforeItAppends_ComesBackAfterItsLife()
    {
        var brief = new RedisPlaces(one.Connection, one.Keys) { Life = TimeSpan.FromMilliseconds(20) };
        (await brief.TryTakeAsync(new PlaceWish("ann", Place, [], 1), default)).ShouldBeTrue();

        await Waiting.UntilAsync("the place to lapse by the server's clock", () => OtherNode.TryTakeAsync(new PlaceWish("ann", new CasePlace("c-2", 3), [], 1), default));

        (await shared.Server.CommandAsync("ZCARD", one.Keys.Places("ann")!)).Number.ShouldBe(1);
    }

    [Fact]
    public async Task Leave_WhatWasLeftLongAgo_IsForgottenAtTheNextCall()
    {
        await shared.Server.CommandAsync("ZADD", one.Keys.PlacesLeft("ann")!, "1", "3:c-1");

        await Places.KeepAsync("ann", [Place], default);

        (await shared.Server.CommandAsync("EXISTS", one.Keys.PlacesLeft("ann")!)).Number.ShouldBe(0);
        (await shared.Server.CommandAsync("ZCARD", one.Keys.Places("ann")!)).Number.ShouldBe(1);
    }

    [Fact]
    public async Task Steps_ServerAway_FailTheTakingAndOnlyTellTheRest()
    {
        await using var server = await RedisServer.StartAsync();
        using var store = new SmallStores(server, "t", timeoutMilliseconds: 300);
        var places = new RedisPlaces(store.Connection, store.Keys);
        (await places.KeepAsync("ann", [Place], default)).ShouldBeTrue();

        await server.KillAsync();

        await Should.ThrowAsync<Cardline.Bot.Conversations.LogUnavailableException>(() => places.TryTakeAsync(new PlaceWish("ann", Place, [], 1), default));
        (await places.KeepAsync("ann", [Place], default)).ShouldBeFalse();
        (await places.LeaveAsync("ann", Place, default)).ShouldBeFalse();
    }

    /// <summary>Puts the end of every place into the past, as the server's clock would.</summary>
    private protected override async Task LapseAsync()
    {
        var key = (string)one.Keys.Places("ann")!;
        foreach (var place in (await shared.Server.CommandAsync("ZRANGE", key, "0", "-1")).Texts)
        {
            await shared.Server.CommandAsync("ZADD", key, "1", place!);
        }
    }
}
