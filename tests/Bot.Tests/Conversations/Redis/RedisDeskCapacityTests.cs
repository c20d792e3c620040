using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Tests.Redis;
using Cardline.Handoff;
using Cardline.TestKit;

namespace Cardline.Bot.Tests.Conversations.Redis;

/// <summary>The contract over two nodes of a real server, and what happens when it forgets.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class RedisDeskCapacityTests(RedisServerFixture shared) : DeskCapacityContract, IClassFixture<RedisServerFixture>
{
    private readonly string prefix = shared.NewPrefix();
    private RedisStore one = null!;
    private RedisStore two = null!;

    private protected override IConversationLog Log => two.Log;

    private string PlacesOfAnn => one.Node.Keys.Places("ann")!;

    public override async Task DisposeAsync()
    {
        await Nodes.One.DisposeAsync();
        await Nodes.Two.DisposeAsync();
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    [Fact]
    public async Task Sweep_FailoverForgotThePlaces_MakesThemAgain()
    {
        await WaitingCasesAsync(2);
        (await DoAsync(Ann[0], "c0", "claim", 2)).ShouldBeNull();
        (await DoAsync(Ann[1], "c1", "claim", 2)).ShouldBeNull();
        await SweptAsync(2, "ann");

        await shared.Server.CommandAsync("DEL", PlacesOfAnn);
        await Waiting.UntilAsync("the places to be made again", async () =>
        {
            Nodes.One.Clock.Advance(TimeSpan.FromSeconds(5));
            return (await shared.Server.CommandAsync("ZCARD", PlacesOfAnn)).Number == 2;
        });
    }

    [Fact]
    public async Task Claim_PlacesForgottenAndNotSwept_CountsWhatTheBoardShows()
    {
        await WaitingCasesAsync(CasesMax + 1);
        for (var i = 0; i < CasesMax; i++)
        {
            (await DoAsync(Ann[i % 2], $"c{i}", "claim", 2)).ShouldBeNull();
            await Nodes.One.ShowsAsync($"c{i}", "ann");
        }

        await shared.Server.CommandAsync("DEL", PlacesOfAnn);

        (await DoAsync(Ann[0], $"c{CasesMax}", "claim", 2)).ShouldBe("HND012");
    }

    [Fact]
    public async Task Claim_HeldThroughANodeThatKnowsNoPlaces_CountsOnceItIsSeen()
    {
        await WaitingCasesAsync(CasesMax + 1);
        for (var i = 0; i < CasesMax; i++)
        {
            await Log.AppendedAsync(Entries.Staff($"c{i}", 2, new Holder(HolderKind.Agent, "ann")));
            await Nodes.Two.ShowsAsync($"c{i}", "ann");
        }

        (await DoAsync(Ann[1], $"c{CasesMax}", "claim", 2)).ShouldBe("HND012");
        (await Log.FindAsync($"c{CasesMax}", default))!.Holder.Kind.ShouldBe(HolderKind.Queue);
    }

    private protected override async Task<(DeskNode One, DeskNode Two)> StartAsync()
    {
        (one, two) = (await shared.OpenAsync(prefix), await shared.OpenAsync(prefix));
        return (await NodeAsync(one), await NodeAsync(two));
    }

    private static Task<DeskNode> NodeAsync(RedisStore store) => DeskNode.StartAsync(
        store.Log, new RedisStateStore(store.Node.Connection, store.Writes, store.Node.Keys), new RedisPlaces(store.Node.Connection, store.Node.Keys), CasesMax);
}
