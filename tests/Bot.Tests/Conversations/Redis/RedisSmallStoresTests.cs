using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Tests.Redis;
using Cardline.TestKit;

namespace Cardline.Bot.Tests.Conversations.Redis;

/// <summary>The state store's contract over a real server.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class RedisStateStoreTests : StateStoreContract, IClassFixture<RedisServerFixture>, IDisposable
{
    private readonly SmallStores one;
    private readonly SmallStores two;

    public RedisStateStoreTests(RedisServerFixture shared)
    {
        var prefix = shared.NewPrefix();
        (one, two) = (new SmallStores(shared.Server, prefix), new SmallStores(shared.Server, prefix));
    }

    private protected override IStateStore State => one.State;

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public async Task Put_KindThatNamesTheFormat_IsRefusedAndTheFormatStays() =>
        await Should.ThrowAsync<ArgumentException>(() => State.PutAsync("format", "x", "y", default));

    private protected override IStateStore Again() => two.State;
}

/// <summary>The lease store's contract over a real server.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class RedisLeasesTests : LeaseStoreContract, IClassFixture<RedisServerFixture>, IDisposable
{
    private readonly RedisServerFixture shared;
    private readonly SmallStores one;
    private readonly SmallStores two;

    public RedisLeasesTests(RedisServerFixture shared)
    {
        this.shared = shared;
        var prefix = shared.NewPrefix();
        (one, two) = (new SmallStores(shared.Server, prefix), new SmallStores(shared.Server, prefix));
    }

    private protected override ILeaseStore Leases => one.Leases;

    private protected override ILeaseStore OtherNode => two.Leases;

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public async Task TryTake_ManyRunOut_AreSweptAFewAtATime()
    {
        for (var i = 0; i < 3 * RedisLeases.SweptMax; i++)
        {
            await Leases.TryTakeAsync("ticket", $"t{i}", "a", TimeSpan.FromMilliseconds(1), default);
        }

        await PassAsync(TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 3; i++)
        {
            await Leases.TryTakeAsync("ticket", "last", "a", TimeSpan.FromMinutes(1), default);
        }

        (await shared.Server.CommandAsync("ZCARD", one.Keys.LeaseEnds("ticket")!)).Number.ShouldBe(1);
        (await shared.Server.CommandAsync("HLEN", one.Keys.LeaseValues("ticket")!)).Number.ShouldBe(1);
    }

    [Fact]
    public async Task TryTakeAndPut_TooMany_AreRefusedUntilSomeRanOut()
    {
        var few = new RedisLeases(one.Connection, one.Keys, leasesMax: 2);
        await few.TryTakeAsync("ticket", "a", "x", TimeSpan.FromMinutes(1), default);
        await few.PutAsync("ticket", "b", "x", TimeSpan.FromMinutes(1), default);

        (await few.TryTakeAsync("ticket", "a", "x", TimeSpan.FromMinutes(1), default)).ShouldBeTrue();
        (await few.TryTakeAsync("ticket", "c", "x", TimeSpan.FromMinutes(1), default)).ShouldBeFalse();
        await Should.ThrowAsync<LogUnavailableException>(() => few.PutAsync("ticket", "c", "x", TimeSpan.FromMinutes(1), default));
        await few.PutAsync("ticket", "b", "x", TimeSpan.FromMilliseconds(1), default);
        await PassAsync(TimeSpan.FromMilliseconds(1));
        (await few.TryTakeAsync("ticket", "c", "x", TimeSpan.FromMinutes(1), default)).ShouldBeTrue();
    }

    /// <summary>The server's clock is the store's; nothing else can say that its time has passed.</summary>
    private protected override async Task PassAsync(TimeSpan time)
    {
        var until = await NowAsync() + time;
        await Waiting.UntilAsync("the server's clock", async () => await NowAsync() > until + TimeSpan.FromMilliseconds(1));
    }

    private async Task<TimeSpan> NowAsync() => await shared.Server.CommandAsync("TIME") is { Items: [var seconds, var micros] }
        ? TimeSpan.FromSeconds(seconds.Number) + TimeSpan.FromMicroseconds(micros.Number)
        : throw new InvalidOperationException("TIME gives two numbers.");
}
