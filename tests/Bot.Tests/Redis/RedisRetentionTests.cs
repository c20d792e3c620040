using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Redis;

/// <summary>Conversations expire whole, or stay whole, on a real Redis. Time is moved by writing the index, never by waiting.</summary>
[Collection(RedisServersCollection.Name)]
public sealed partial class RedisRetentionTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>, IAsyncLifetime
{
    private const int RetainDays = 30;

    private readonly string prefix = redis.NewPrefix();
    private RedisStore store = null!;

    private IConversationLog Log => store.Log;

    public async Task InitializeAsync() => store = await redis.OpenAsync(prefix, options => options.RetainDays = RetainDays);

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Sweep_LastAppendTooLongAgo_RemovesAllOfItAndNothingElse()
    {
        await TalkAsync("old");
        await TalkAsync("new");
        await redis.Server.CommandAsync("SET", Key("scratch", "old"), "left by a crash");
        await AgeAsync("old", RetainDays + 1);
        await AgeAsync("new", RetainDays - 1);

        (await store.Retention.SweepAsync(default)).ShouldBe(1);

        (await KeysOfAsync("old")).ShouldBeEmpty();
        (await redis.Server.CommandAsync("ZSCORE", Key("last", "old", withId: false), "old")).Text.ShouldBeNull();
        (await Log.FindAsync("old", default)).ShouldBeNull();
        (await KeysOfAsync("new")).ShouldBe([Key("head", "new"), Key("keys", "new"), Key("log", "new")], ignoreOrder: true);
        (await Log.ReadAsync("new", Audience.Cardholder, 0, 10, default)).Select(entry => entry.Text()).ShouldBe(["hello", "answer"]);
        (await store.Retention.SweepAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task Sweep_WithoutALimit_RemovesNothing_AndALimitSetLaterFindsIt()
    {
        await using var forEver = await redis.OpenAsync(prefix);
        await TalkAsync("c-1", forEver.Log);
        await AgeAsync("c-1", 40_000);

        (await forEver.Retention.SweepAsync(default)).ShouldBe(0);
        (await forEver.Log.FindAsync("c-1", default)).ShouldNotBeNull();

        (await store.Retention.SweepAsync(default)).ShouldBe(1);
        (await forEver.Log.FindAsync("c-1", default)).ShouldBeNull();
    }

    [Theory]
    [InlineData("turn")]
    [InlineData("queue")]
    [InlineData("agent")]
    [InlineData("hold")]
    [InlineData("right")]
    public async Task Sweep_OpenOrOnHold_RemovesNothing(string why)
    {
        var head = await TalkAsync("c-1");
        _ = why switch
        {
            "turn" => await Log.AppendedAsync(Says("c-1", "and now?")),
            "queue" => await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Queue))),
            "agent" => await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Agent, "lin"))),
            "right" => await LeftWithARightAsync(head),
            _ => await HeldAsync("c-1"),
        };
        var before = await Log.ReadAsync("c-1", Audience.Staff, 0, 100, default);
        await AgeAsync("c-1", RetainDays * 10);

        (await store.Retention.SweepAsync(default)).ShouldBe(0);

        (await Log.ReadAsync("c-1", Audience.Staff, 0, 100, default)).ShouldBe(before);
        (await KeysOfAsync("c-1")).Count.ShouldBe(3);
        (await redis.Server.CommandAsync("ZSCORE", Key("last", "c-1", withId: false), "c-1")).Text.ShouldNotBeNull();
    }

    [Fact]
    public async Task Sweep_ClosedConversation_IsRemoved()
    {
        var head = await TalkAsync("c-1");
        head = await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Queue)));
        await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Closed)));
        await AgeAsync("c-1", RetainDays + 1);

        (await store.Retention.SweepAsync(default)).ShouldBe(1);

        (await KeysOfAsync("c-1")).ShouldBeEmpty();
        (await Log.ListOpenAsync(default)).Heads.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sweep_RightThatWasSettled_IsRemovedWhenItsTimeIsOver()
    {
        var head = await LeftWithARightAsync(await TalkAsync("c-1"));
        head = await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Agent, "lin")));
        await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Closed)) with { Entries = [RightEntries.Settled("dispute")] });
        await AgeAsync("c-1", RetainDays + 1);

        (await store.Retention.SweepAsync(default)).ShouldBe(1);

        (await Log.FindAsync("c-1", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Sweep_ReleasedFromHold_IsRemovedOnlyWhenItsTimeIsOverAgain()
    {
        var holds = new ConversationHolds(Log);
        await TalkAsync("c-1");
        await HeldAsync("c-1");
        (await redis.Server.CommandAsync("HGET", Key("head", "c-1"), "hold")).Text.ShouldNotBeNull();
        await AgeAsync("c-1", RetainDays + 1);

        (await holds.ReleaseAsync("c-1", default)).ShouldBeTrue();

        (await redis.Server.CommandAsync("HGET", Key("head", "c-1"), "hold")).Text.ShouldBeNull();
        (await store.Retention.SweepAsync(default)).ShouldBe(0);
        await AgeAsync("c-1", RetainDays + 1);
        (await store.Retention.SweepAsync(default)).ShouldBe(1);
        (await holds.HoldAsync("c-1", "too late", default)).ShouldBeFalse();
        (await KeysOfAsync("c-1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sweep_ByTwoNodesAtOnce_RemovesEachConversationOnce()
    {
        await using var other = await redis.OpenAsync(prefix, options => options.RetainDays = RetainDays);
        var ids = Enumerable.Range(0, 30).Select(n => $"c-{n}").ToList();
        foreach (var id in ids)
        {
            await TalkAsync(id);
            await AgeAsync(id, RetainDays + 1);
        }

        var removed = await Task.WhenAll(store.Retention.SweepAsync(default), other.Retention.SweepAsync(default));

        removed.Sum().ShouldBe(30);
        (await Task.WhenAll(ids.Select(KeysOfAsync))).ShouldAllBe(keys => keys.Count == 0);
    }

    [Fact]
    public async Task Sweep_BehindMoreThatStayThanOneLookSees_IsReachedByTheNext()
    {
        var ids = Enumerable.Range(0, 100_000).Select(n => $"c-{n}").Where(id => RedisKeys.BucketOf(id) == 7).Take(RedisRetention.PerBucketMax + 1).ToList();
        foreach (var id in ids)
        {
            await Log.AppendedAsync(Begin(id));
            await redis.Server.CommandAsync("HSET", Key("head", id), "hold", "1");
            await AgeAsync(id, RetainDays + 10);
        }

        await redis.Server.CommandAsync("HDEL", Key("head", ids[^1]), "hold");
        await AgeAsync(ids[^1], RetainDays + 1);

        (await store.Retention.SweepAsync(default)).ShouldBe(0);
        (await store.Retention.SweepAsync(default)).ShouldBe(1);
        (await Log.FindAsync(ids[^1], default)).ShouldBeNull();
        (await Log.FindAsync(ids[0], default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Sweep_WhatIsNotOurs_StaysAndHarmsNoOther()
    {
        await TalkAsync("c-1");
        await AgeAsync("c-1", RetainDays + 1);
        await redis.Server.CommandAsync("HSET", Key("head", "shape"), "seq", "1", "head", "[9,1]");
        await redis.Server.CommandAsync("HSET", Key("head", "words"), "seq", "1", "head", "not ours");
        await redis.Server.CommandAsync("SET", Key("head", "text"), "not a hash");
        foreach (var id in (string[])["shape", "words", "text", "nothing"])
        {
            await AgeAsync(id, RetainDays + 2);
        }

        (await store.Retention.SweepAsync(default)).ShouldBe(1);

        (await KeysOfAsync("shape")).Concat(await KeysOfAsync("words")).Concat(await KeysOfAsync("text")).Count().ShouldBe(3);
        (await redis.Server.CommandAsync("ZSCORE", Key("last", "nothing", withId: false), "nothing")).Text.ShouldBeNull();
        (await KeysOfAsync("c-1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_OfConversations_NeverHaveATimeToLive()
    {
        var head = await TalkAsync("c-1");
        await HeldAsync("c-1");
        await Log.RedactAsync("c-1", head.LastMessageSeq, "erasure", default);
        await new ConversationHolds(Log).ReleaseAsync("c-1", default);
        await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Queue)));
        await Log.AppendedAsync(Says("c-1", "still there"));
        await Log.TakeTurnAsync("c-1", default);
        await Log.ReleaseTurnAsync("c-1", default);
        await store.Retention.SweepAsync(default);

        var keys = (await redis.Server.CommandAsync("KEYS", $"{prefix}:{{b*")).Texts;

        keys.ShouldContain(Key("head", "c-1"));
        keys.ShouldContain(Key("last", "c-1", withId: false));
        foreach (var key in keys)
        {
            (await redis.Server.CommandAsync("TTL", key!)).Number.ShouldBe(-1, key);
        }
    }

    [Fact]
    public async Task AddConversations_OverRedisWithALimit_RunsTheSweepWithTheHost()
    {
        await TalkAsync("c-1");
        await AgeAsync("c-1", 6);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = "redis", ["ConnectionStrings:Redis"] = redis.Server.Address, ["Storage:Redis:Prefix"] = prefix,
            ["Storage:Redis:Durability"] = "memory", ["Storage:Redis:RetainDays"] = "5",
        }).Build();
        await using var services = new ServiceCollection().AddLogging().AddConversations(settings).AddSingleton<ILocalClients, NoClients>().BuildServiceProvider();

        var hosted = services.GetServices<IHostedService>().OfType<RedisRetention>().ShouldHaveSingleItem();

        (await hosted.SweepAsync(default)).ShouldBe(1);
        (await KeysOfAsync("c-1")).ShouldBeEmpty();
    }

    private async Task<ConversationHead> LeftWithARightAsync(ConversationHead head)
    {
        await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Queue)) with { Entries = [RightEntries.Invoked("dispute", head.Seq)] });
        return await Log.AppendedAsync(RightEntries.Leaves("c-1"));
    }

    private async Task<ConversationHead> TalkAsync(string id, IConversationLog? log = null)
    {
        log ??= Log;
        await log.AppendedAsync(Begin(id));
        return await log.AppendedAsync(BotAnswers(await log.AppendedAsync(Says(id, "hello", "k1")), "answer"));
    }

    private async Task<ConversationHead> HeldAsync(string id)
    {
        (await new ConversationHolds(Log).HoldAsync(id, "case 12", default)).ShouldBeTrue();
        return (await Log.FindAsync(id, default))!;
    }

    private async Task AgeAsync(string id, int days)
    {
        var now = long.Parse((await redis.Server.CommandAsync("TIME")).Texts[0]!, System.Globalization.CultureInfo.InvariantCulture) * 1000;
        await redis.Server.CommandAsync("ZADD", Key("last", id, withId: false), (now - (days * 86_400_000L)).ToString(System.Globalization.CultureInfo.InvariantCulture), id);
    }

    private async Task<IReadOnlyList<string?>> KeysOfAsync(string id) => (await redis.Server.CommandAsync("KEYS", $"{prefix}:*:{id}")).Texts;

    private string Key(string what, string id, bool withId = true) => $"{prefix}:{{b{RedisKeys.BucketOf(id):x2}}}:{what}{(withId ? ":" + id : "")}";

    private sealed class NoClients : ILocalClients
    {
        public void SendPassing(string conversationId, System.Text.Json.Nodes.JsonObject activity)
        {
        }
    }
}
