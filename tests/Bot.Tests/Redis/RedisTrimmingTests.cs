using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Redis;

/// <summary>Very long conversations are trimmed on a real Redis, and nobody who reads them is told anything wrong.</summary>
[Collection(RedisServersCollection.Name)]
public sealed partial class RedisTrimmingTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>, IAsyncLifetime
{
    /// <summary>Below what the settings allow, so that the tests are quick; the store itself does not mind.</summary>
    private const int Keep = 20;

    private readonly string prefix = redis.NewPrefix();
    private RedisStore store = null!;

    private IConversationLog Log => store.Log;

    public async Task InitializeAsync() => store = await redis.OpenAsync(prefix, options => options.KeepEntries = Keep);

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Trim_LongerThanHalfAsManyAgain_LeavesASnapshotAndTheNewestUnchanged()
    {
        var head = await TalkAsync("c-1", 12);
        var before = await AllAsync("c-1");
        var last = await LastAsync("c-1");

        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();

        var after = await AllAsync("c-1");
        after.Count.ShouldBe(Keep + 1);
        after.Skip(1).ShouldBe(before.TakeLast(Keep));
        (after[0].Seq, after[0].VisibleSeq, after[0].Sender, LogSnapshot.Is(after[0])).ShouldBe((head.Seq - Keep, null, SenderKind.System, true));
        (after[0].Epoch, after[0].Holder, after[0].At).ShouldBe((before[^(Keep + 1)].Epoch, before[^(Keep + 1)].Holder, before[^(Keep + 1)].At));
        after[0].Json.ShouldNotContain("question");
        (await Log.FindAsync("c-1", default)).ShouldBe(head);
        (await LastAsync("c-1")).ShouldBe(last);
        (await redis.Server.CommandAsync("EXISTS", Key("scratch", "c-1"))).Number.ShouldBe(0);
        (await redis.Server.CommandAsync("TTL", Key("log", "c-1"))).Number.ShouldBe(-1);
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Trim_NotLongEnoughYet_LeavesAll()
    {
        await TalkAsync("c-1", 7);
        var before = await AllAsync("c-1");
        before.Count.ShouldBe(29);

        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeFalse();
        (await store.Trimming.TrimAsync("nobody", default)).ShouldBeFalse();

        (await AllAsync("c-1")).ShouldBe(before);
    }

    [Theory]
    [InlineData("turn")]
    [InlineData("queue")]
    [InlineData("agent")]
    [InlineData("hold")]
    public async Task Trim_OpenOrOnHold_LeavesAll_AndTrimsAfterwards(string why)
    {
        var head = await TalkAsync("c-1", 12);
        head = why switch
        {
            "turn" => await Log.AppendedAsync(Says("c-1", "and now?")),
            "queue" => await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Queue))),
            "agent" => await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Agent, "lin"))),
            _ => await HeldAsync("c-1"),
        };
        var before = await AllAsync("c-1");

        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeFalse();
        (await store.Trimming.SweepAsync(default)).ShouldBe(0);
        (await AllAsync("c-1")).ShouldBe(before);

        _ = why switch
        {
            "turn" => await Log.AppendedAsync(BotAnswers(head, "answer")),
            "hold" => await ReleasedAsync("c-1"),
            _ => await Log.AppendedAsync(Staff("c-1", head.Epoch, new Holder(HolderKind.Closed))),
        };
        (await store.Trimming.SweepAsync(default)).ShouldBe(1);
        (await AllAsync("c-1")).Count.ShouldBe(Keep + 1);
    }

    [Theory]
    [InlineData("seq")]
    [InlineData("time")]
    [InlineData("first")]
    [InlineData("hold")]
    [InlineData("queue")]
    [InlineData("turn")]
    [InlineData("scratch")]
    public async Task Script_WhatTheNodeSawHasMoved_LeavesAllAsItWas(string what)
    {
        var head = await TalkAsync("c-1", 12);
        var before = await AllAsync("c-1");
        switch (what)
        {
            case "hold":
                await redis.Server.CommandAsync("HSET", Key("head", "c-1"), "hold", "1");
                break;
            case "queue":
                await redis.Server.CommandAsync("HSET", Key("head", "c-1"), "head", new RedisHead(head with { Holder = new Holder(HolderKind.Queue) }, []).ToText());
                break;
            case "turn":
                await redis.Server.CommandAsync("ZADD", Key("turns", "c-1", withId: false), "0", "c-1");
                break;
        }

        RedisKey[] names = [Key("head", "c-1"), Key("log", "c-1"), Key("scratch", "c-1"), Key("turns", "c-1", withId: false)];
        List<RedisValue> values =
        [
            "c-1", head.Seq - (what == "seq" ? 1 : 0), head.At.ToUnixTimeMilliseconds() - (what == "time" ? 1 : 0), what == "first" ? 2 : 1, head.Seq - Keep, 30, head.Seq - Keep, 1000,
        ];
        values.AddRange(what == "scratch" ? [] : ["5", "[1]", "{}"]);

        ((long)await store.Node.Connection.ScriptAsync(RedisScript.Read("trim"), names, [.. values])).ShouldBe(-1);

        (await AllAsync("c-1")).ShouldBe(before);
        (await redis.Server.CommandAsync("EXISTS", Key("scratch", "c-1"))).Number.ShouldBe(0);
    }

    [Fact]
    public async Task Trim_InStretches_WhileSomebodyAppendsBetween_LeavesAllAsItWas()
    {
        var head = await TalkAsync("c-1", 12);
        RedisKey[] names = [Key("head", "c-1"), Key("log", "c-1"), Key("scratch", "c-1"), Key("turns", "c-1", withId: false)];
        RedisValue[] common = ["c-1", head.Seq, head.At.ToUnixTimeMilliseconds(), 1, head.Seq - Keep, 30];
        var script = RedisScript.Read("trim");
        var copied = (long)await store.Node.Connection.ScriptAsync(script, names, [.. common, head.Seq - Keep, 7, "5", "[1]", "{}"]);
        copied.ShouldBe(head.Seq - Keep + 7);
        await Log.AppendedAsync(Staff("c-1", head.Epoch, holder: null));
        var before = await AllAsync("c-1");

        ((long)await store.Node.Connection.ScriptAsync(script, names, [.. common, copied, 1000])).ShouldBe(-1);

        (await AllAsync("c-1")).ShouldBe(before);
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();
        (await AllAsync("c-1")).Skip(1).ShouldBe(before.TakeLast(Keep));
    }

    [Fact]
    public async Task Fold_OfATrimmedLog_IsTheHeadThatTheStoreKeeps_WhereverItWasCut()
    {
        // Four entries to a turn: so the cuts lie before, within and behind a turn, and with an agent.
        for (var more = 0; more < 6; more++)
        {
            var id = $"c-{more}";
            var head = await TalkAsync(id, 6);
            head = await Log.AppendedAsync(Staff(id, head.Epoch, new Holder(HolderKind.Agent, "lin")));
            for (var said = 0; said < more; said++)
            {
                head = await Log.AppendedAsync(Says(id, "to a person"));
            }

            head = await Log.AppendedAsync(Staff(id, head.Epoch, new Holder(HolderKind.Bot)));
            await Log.AppendedAsync(Says(id, "one"));
            head = await Log.AppendedAsync(BotAnswers(await Log.AppendedAsync(Says(id, "two")), "both"));
            head.Seq.ShouldBeGreaterThan(30);
            (await store.Trimming.TrimAsync(id, default)).ShouldBeTrue();

            (await ReplayAsync(id)).ShouldBe(await Log.FindAsync(id, default));

            // Trimmed once more, over a snapshot.
            for (var said = 0; said < 6; said++)
            {
                head = await Log.AppendedAsync(BotAnswers(await Log.AppendedAsync(Says(id, "more")), "answer"));
            }

            (await store.Trimming.TrimAsync(id, default)).ShouldBeTrue();
            (await ReplayAsync(id)).ShouldBe(head);
            (await AllAsync(id))[0].Activity()["value"]!["entries"]!.GetValue<long>().ShouldBe(head.Seq - Keep);
        }
    }

    [Theory]
    [InlineData(0, false, 0, 3)]
    [InlineData(1, true, 0, 0)]
    [InlineData(2, true, 1, 1)]
    [InlineData(3, true, 1, 2)]
    public async Task Fold_CutWithinATurn_KnowsTheTurnAndWhatIsOwed(int more, bool open, int attempts, int sinceTheMessage)
    {
        // Of the four entries of a turn the cut lies behind the outcome, the message, the attempt and the answer.
        var head = await TalkAsync("c-1", 8);
        for (var said = 0; said < more; said++)
        {
            head = await Log.AppendedAsync(Staff("c-1", head.Epoch, holder: null));
        }

        var cut = (await AllAsync("c-1"))[(int)head.Seq - Keep - 1];
        (await store.Trimming.TrimAsync("c-1", default)).ShouldBeTrue();

        var snapshot = (await AllAsync("c-1"))[0];
        var stood = LogSnapshot.HeadIn(snapshot)!;
        stood.ShouldBe(new ConversationHead("c-1", cut.Seq, stood.VisibleSeq, 1, new Holder(HolderKind.Bot), cut.At, open ? stood.LastMessageSeq : null, attempts, cut.Seq - sinceTheMessage));
        snapshot.Activity()["value"]!["owed"]!.AsArray().Select(seq => (long)seq!).ShouldBe(open ? [stood.LastMessageSeq] : []);
    }

    [Fact]
    public async Task Sweep_FindsWhatMovedSinceTheLast_AndNothingElse()
    {
        await TalkAsync("long", 12);
        await TalkAsync("short", 2);
        var untouched = await AllAsync("short");

        (await store.Trimming.SweepAsync(default)).ShouldBe(1);
        (await store.Trimming.SweepAsync(default)).ShouldBe(0);
        await TalkAsync("long", 8, begin: false);
        (await store.Trimming.SweepAsync(default)).ShouldBe(1);

        (await AllAsync("long")).Count.ShouldBe(Keep + 1);
        (await AllAsync("short")).ShouldBe(untouched);
    }

    [Fact]
    public async Task Sweep_WithNothingSet_TrimsNothing()
    {
        await using var all = await redis.OpenAsync(prefix);
        await TalkAsync("c-1", 12);

        (await all.Trimming.SweepAsync(default)).ShouldBe(0);
        (await all.Trimming.TrimAsync("c-1", default)).ShouldBeFalse();

        (await AllAsync("c-1")).Count.ShouldBe(49);
    }

    [Fact]
    public async Task Sweep_WhatIsNotOurs_StaysAndHarmsNoOther()
    {
        await TalkAsync("c-1", 12);
        await redis.Server.CommandAsync("HSET", Key("head", "words"), "seq", "5000", "head", "not ours");
        await redis.Server.CommandAsync("SET", Key("head", "text"), "not a hash");
        foreach (var id in (string[])["words", "text"])
        {
            await redis.Server.CommandAsync("ZADD", Key("last", id, withId: false), "1", id);
        }

        (await store.Trimming.SweepAsync(default)).ShouldBe(1);

        (await redis.Server.CommandAsync("HGET", Key("head", "words"), "head")).Text.ShouldBe("not ours");
        (await redis.Server.CommandAsync("GET", Key("head", "text"))).Text.ShouldBe("not a hash");
    }

    [Fact]
    public async Task Sweep_ByTwoNodesAtOnce_TrimsEachOnce()
    {
        await using var other = await redis.OpenAsync(prefix, options => options.KeepEntries = Keep);
        var before = new Dictionary<string, IReadOnlyList<LogEntry>>();
        foreach (var id in Enumerable.Range(0, 8).Select(n => $"c-{n}"))
        {
            await TalkAsync(id, 9);
            before[id] = await AllAsync(id);
        }

        var trimmed = await Task.WhenAll(store.Trimming.SweepAsync(default), other.Trimming.SweepAsync(default));

        trimmed.Sum().ShouldBe(8);
        foreach (var (id, entries) in before)
        {
            (await AllAsync(id)).Skip(1).ShouldBe(entries.TakeLast(Keep));
        }
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("1000", true)]
    [InlineData("1000000", true)]
    [InlineData("999", false)]
    [InlineData("1000001", false)]
    [InlineData("-1", false)]
    public void AddConversations_KeepEntries_OutsideItsRangeIsRefusedWithASentence(string value, bool allowed)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = "redis", ["ConnectionStrings:Redis"] = redis.Server.Address, ["Storage:Redis:KeepEntries"] = value,
        }).Build();
        using var services = new ServiceCollection().AddLogging().AddConversations(settings).BuildServiceProvider();
        int Read() => services.GetRequiredService<IOptions<RedisOptions>>().Value.KeepEntries;

        if (allowed)
        {
            Read().ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(value);
            return;
        }

        Should.Throw<OptionsValidationException>(() => Read()).Message.ShouldContain($"Storage:Redis:KeepEntries is {value}; allowed are 0, which keeps every entry, and 1000 to 1000000.");
    }
}
