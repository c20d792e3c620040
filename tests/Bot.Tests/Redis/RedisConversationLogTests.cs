using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Redis;
using Cardline.Bot.Tests.Conversations;
using Cardline.TestKit;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Redis;

/// <summary>The contract over a real Redis, and what several nodes on one Redis must do.</summary>
[Collection(RedisServersCollection.Name)]
public sealed class RedisConversationLogTests(RedisServerFixture redis) : ConversationLogContract, IClassFixture<RedisServerFixture>, IAsyncLifetime
{
    private readonly string prefix = redis.NewPrefix();
    private RedisStore store = null!;

    private protected override IConversationLog Log => store.Log;

    public async Task InitializeAsync() => store = await redis.OpenAsync(prefix);

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Append_OnTwoNodesInTurn_GoesOnCountingAndRepeatsNothing()
    {
        await using var other = await redis.OpenAsync(prefix);
        await Log.AppendedAsync(Begin("c-1"));
        await other.Log.AppendedAsync(Says("c-1", "one", "k1"));
        await Log.AppendedAsync(Says("c-1", "two"));

        (await Log.AppendAsync(Says("c-1", "one", "k1"), default)).ShouldBeOfType<AppendResult.Repeated>();
        (await Log.AppendAsync(Says("c-1", "other", "k1"), default)).ShouldBeOfType<AppendResult.KeyConflict>();
        var entries = await other.Log.ReadAsync("c-1", Audience.Staff, 0, 100, default);
        entries.Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, entries.Count).Select(n => (long)n));
        entries.Where(entry => entry.VisibleSeq is not null).Select(entry => entry.Text()).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Append_ByManyOnTwoNodesAtOnce_LosesNothing()
    {
        await using var other = await redis.OpenAsync(prefix);
        await Log.AppendedAsync(Begin("c-1"));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => (n % 2 == 0 ? Log : other.Log).AppendedAsync(Says("c-1", n.ToString(), "k" + n))));

        var seen = await Log.ReadAsync("c-1", Audience.Cardholder, 0, 100, default);
        seen.Select(entry => int.Parse(entry.Text()!)).Order().ShouldBe(Enumerable.Range(0, 40));
        seen.Select(entry => entry.VisibleSeq!.Value).ShouldBe(Enumerable.Range(1, 40).Select(n => (long)n));
    }

    [Fact]
    public async Task TakeTurn_WhileAnotherNodeRunsIt_GivesNothing_UntilItsLeaseEnds()
    {
        await using var other = await redis.OpenAsync(prefix);
        await Log.AppendedAsync(Begin("c-1"));
        var head = await Log.AppendedAsync(Says("c-1", "one"));

        (await other.Log.TakeTurnAsync("c-1", default)).ShouldBeNull();
        (await other.Log.ListOpenTurnsAsync(default)).ShouldBeEmpty();

        await EndLeaseAsync("c-1");
        (await other.Log.ListOpenTurnsAsync(default)).Single().ShouldBe(head);
        (await other.Log.TakeTurnAsync("c-1", default)).ShouldBe(head);
        (await Log.TakeTurnAsync("c-1", default)).ShouldBeNull();

        // The first node was only slow: its outcome comes first, and the other's is refused.
        await Log.AppendedAsync(BotAnswers(head, "late, but first"));
        (await other.Log.AppendAsync(BotAnswers(head, "second"), default)).ShouldBeOfType<AppendResult.Stale>();
    }

    [Fact]
    public async Task ReleaseTurn_ByTheNodeThatRunsIt_LetsAnotherTakeItAtOnce_AndByAnyOtherDoesNothing()
    {
        await using var other = await redis.OpenAsync(prefix);
        await Log.AppendedAsync(Begin("c-1"));
        var head = await Log.AppendedAsync(Says("c-1", "one"));

        await other.Log.ReleaseTurnAsync("c-1", default);
        (await other.Log.ListOpenTurnsAsync(default)).ShouldBeEmpty();
        await Log.ReleaseTurnAsync("c-1", default);
        (await other.Log.ListOpenTurnsAsync(default)).Single().ShouldBe(head);
        (await other.Log.TakeTurnAsync("c-1", default)).ShouldBe(head);
        await Log.ReleaseTurnAsync("c-1", default);
        (await Log.TakeTurnAsync("c-1", default)).ShouldBeNull();
        await other.Log.AppendedAsync(BotAnswers(head, "done"));
        await other.Log.ReleaseTurnAsync("c-1", default);
        (await other.Log.ListOpenTurnsAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Follow_OfWhatAnotherNodeWrites_GoesLive()
    {
        await using var other = await redis.OpenAsync(prefix);
        await Log.AppendedAsync(Begin("c-1"));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<string>();
        var follower = Task.Run(async () =>
        {
            await foreach (var page in Log.FollowAsync("c-1", Audience.Cardholder, 0, stop.Token))
            {
                seen.AddRange(page.Select(entry => entry.Text()!));
                if (seen.Count >= 100)
                {
                    break;
                }
            }
        });
        for (var i = 0; i < 100; i++)
        {
            await (i % 3 == 0 ? Log : other.Log).AppendedAsync(Says("c-1", i.ToString()));
        }

        await follower;

        seen.ShouldBe(Enumerable.Range(0, 100).Select(n => n.ToString()));
    }

    [Fact]
    public async Task Follow_WhenNotificationsAreLost_CatchesUp()
    {
        await using var deaf = await redis.OpenAsync(prefix, options => options.CatchUpSeconds = 1);
        await Log.AppendedAsync(Begin("c-1"));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var follower = deaf.Log.FollowAsync("c-1", Audience.Cardholder, 0, stop.Token).GetAsyncEnumerator();
        var next = follower.MoveNextAsync().AsTask();

        // Its subscriptions end as when a server drops a slow listener, and nobody tells it what is said before they are back.
        await redis.Server.CommandAsync("CLIENT", "KILL", "TYPE", "pubsub");
        await Log.AppendedAsync(Says("c-1", "unheard"));

        (await next).ShouldBeTrue();
        follower.Current.Single().Text().ShouldBe("unheard");
    }

    [Fact]
    public async Task Append_AfterTheScriptsWereFlushed_IsDone()
    {
        await Log.AppendedAsync(Begin("c-1"));
        await redis.Server.CommandAsync("SCRIPT", "FLUSH");

        await Log.AppendedAsync(Says("c-1", "one"));

        (await Log.ReadAsync("c-1", Audience.Cardholder, 0, 10, default)).Single().Text().ShouldBe("one");
    }

    [Fact]
    public async Task Look_NothingWaits_AsksForAllOutboxesAtOnce()
    {
        await redis.Server.CommandAsync("CONFIG", "RESETSTAT");
        await CalledAsync("xread", 3);
        var before = await CallsAsync("xrange");

        await CalledAsync("xread", await CallsAsync("xread") + 2);

        (await CallsAsync("xrange")).ShouldBe(before);
    }

    [Fact]
    public async Task Look_OutboxOfADeadNode_IsTakenIntoTheFeed()
    {
        await Log.AppendedAsync(Begin("c-1"));
        await redis.Server.CommandAsync("CONFIG", "RESETSTAT");
        await CalledAsync("xread", 2);
        var bucket = RedisKeys.BucketOf("c-1").ToString("x2", System.Globalization.CultureInfo.InvariantCulture);
        await redis.Server.CommandAsync("XADD", $"{prefix}:{{b{bucket}}}:outbox", "*", "c", "c-1", "f", "1", "n", "1");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        await foreach (var page in Log.FollowAllAsync(0, stop.Token))
        {
            page.Select(entry => (entry.ConversationId, entry.Seq)).ShouldBe([("c-1", 1L)]);
            break;
        }
    }

    [Fact]
    public async Task FollowAll_FeedLostItsEnd_BeginsAgainAndGivesNoPositionTwice()
    {
        var begun = await Log.AppendedAsync(Begin("c-1"));
        await Log.AppendedAsync(Staff("c-1", begun.Epoch, new Cardline.Handoff.Holder(Cardline.Handoff.HolderKind.Queue)));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var follower = Log.FollowAllAsync(0, stop.Token).GetAsyncEnumerator();
        (await follower.MoveNextAsync()).ShouldBeTrue();
        var seen = follower.Current[^1].Position;

        // As after a failover to a replica that had not got the last of it.
        await redis.Server.CommandAsync("HSET", prefix + ":{feed}:state", "position", "0");
        await redis.Server.CommandAsync("DEL", prefix + ":{feed}:log");

        await Should.ThrowAsync<Cardline.Handoff.FeedTrimmedException>(async () =>
        {
            while (await follower.MoveNextAsync())
            {
            }
        });
        var (position, heads) = await Log.ListOpenAsync(default);
        position.ShouldBe(seen);
        heads.Single().ConversationId.ShouldBe("c-1");
        await Log.AppendedAsync(Says("c-1", "more"));
        await foreach (var page in Log.FollowAllAsync(position, stop.Token))
        {
            page[0].Position.ShouldBe(seen + 1);
            return;
        }
    }

    [Fact]
    public async Task Watch_SomethingForeignInTheFeedsState_IsLookedAtAgainUntilItIsGone()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await redis.Server.CommandAsync("HSET", prefix + ":{feed}:state", "position", "not a number");
        var looks = await LooksAsync();
        await Waiting.UntilAsync("two looks at the feed's state", async () => await LooksAsync() >= looks + 2, cancel: stop.Token);
        await redis.Server.CommandAsync("DEL", prefix + ":{feed}:state");

        // A dead node's outbox is taken into the feed by whoever looks, so the loop must still run.
        await redis.Server.CommandAsync("XADD", $"{prefix}:{{b{RedisKeys.BucketOf("c-1"):x2}}}:outbox", "*", "c", "c-1", "f", "1", "n", "1");
        await Log.AppendedAsync(Begin("c-1"));

        await foreach (var page in Log.FollowAllAsync(0, stop.Token))
        {
            page.Single().ConversationId.ShouldBe("c-1");
            return;
        }
    }

    /// <summary>How often the server was asked for a field of a hash; a store at rest asks for nothing but the feed's position.</summary>
    private async Task<long> LooksAsync()
    {
        var line = (await redis.Server.CommandAsync("INFO", "commandstats")).Line("cmdstat_hget");
        return line is null ? 0 : long.Parse(line["calls=".Length..line.IndexOf(',')]);
    }

    private async Task EndLeaseAsync(string id) =>
        await redis.Server.CommandAsync("ZADD", $"{prefix}:{{b{RedisKeys.BucketOf(id):x2}}}:turns", "1", id);

    private async Task<long> CallsAsync(string command) =>
        (await redis.Server.CommandAsync("INFO", "commandstats")).Line("cmdstat_" + command) is { } line
            ? long.Parse(line.Split(',')[0].Split('=')[1], System.Globalization.CultureInfo.InvariantCulture)
            : 0;

    private Task CalledAsync(string command, long calls) => TestKit.Waiting.UntilAsync($"{calls} calls of {command}", async () => await CallsAsync(command) >= calls);
}
