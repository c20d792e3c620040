using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns;
using Cardline.Handoff;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Turns;

/// <summary>What a node remembers of a conversation is what the log says, whoever wrote or overwrote it meanwhile.</summary>
public sealed class WindowReaderTests : IDisposable
{
    private const int HistoryMax = 10;

    private readonly SqliteStore store = new();
    private readonly ManualClock clock = new();
    private readonly RecentWindows recent = new();

    private static IOptions<TurnOptions> Settings { get; } = Options.Create(new TurnOptions { HistoryEntriesMax = HistoryMax });

    public void Dispose() => store.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Read_OverRandomHistories_EqualsAReadThatRemembersNothing(int seed)
    {
        var random = new Random(seed);
        await store.Log.AppendedAsync(Entries.Begin("c-1"));
        var (remembered, begun) = (0, 0);
        for (var step = 0; step < 150; step++)
        {
            if (await StepAsync(random) is { } written && random.Next(2) == 0)
            {
                // What this node writes itself it takes in.
                Windows(recent, store.Log).Grow(written);
                begun += recent.Find("c-1")?.Through == written.Head.Seq ? 1 : 0;
            }
            else if (random.Next(3) == 0)
            {
                // Steps in which this node reads nothing are what other nodes write meanwhile.
                continue;
            }

            remembered += recent.Find("c-1") is null ? 0 : 1;
            var cached = await Reader(recent).ReadAsync("c-1", default);
            var fresh = await Reader(new RecentWindows()).ReadAsync("c-1", default);
            Told(cached).ShouldBe(Told(fresh), $"seed {seed}, step {step}");
        }

        remembered.ShouldBeGreaterThan(20);
        begun.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Read_OfATurnThatThisNodeOpened_AsksTheLogForNothing()
    {
        var log = new LeasedLog(store.Log, new LeaseTable(clock), "a");
        await GrowAsync(log, Entries.Begin("c-1"));
        await GrowAsync(log, Entries.Says("c-1", "one"));
        var head = await GrowAsync(log, Entries.Says("c-1", "two"));
        log.Reads.Clear();

        var turn = await Reader(recent, log).ReadAsync("c-1", default);

        turn!.Waiting.Select(entry => entry.Text).ShouldBe(["one", "two"]);
        turn.Head.ShouldBe(head);
        log.Reads.ShouldBeEmpty();
        log.Takes.CurrentCount.ShouldBe(0);
        (await Reader(recent, log).ReadAsync("c-1", default)).ShouldNotBeNull();
        log.Takes.CurrentCount.ShouldBe(1, "A turn is begun from memory once.");
    }

    [Fact]
    public async Task Read_OpenedTooLongAgo_TakesTheTurnAgain()
    {
        var log = new LeasedLog(store.Log, new LeaseTable(clock), "a");
        await GrowAsync(log, Entries.Begin("c-1"));
        await GrowAsync(log, Entries.Says("c-1", "one"));
        clock.Advance(TurnDesk.Lease.Life / TurnKeeper.RenewalsPerLease);

        (await Reader(recent, log).ReadAsync("c-1", default)).ShouldNotBeNull();

        log.Takes.CurrentCount.ShouldBe(1);
        log.Reads.ShouldBeEmpty("The head that was taken ends where the window does.");
    }

    [Fact]
    public async Task Read_AnotherNodeRunsTheTurn_IsNotThisNodes()
    {
        var leases = new LeaseTable(clock);
        var (mine, other) = (new LeasedLog(store.Log, leases, "a"), new LeasedLog(store.Log, leases, "b"));
        await GrowAsync(mine, Entries.Begin("c-1"));
        await other.AppendedAsync(Entries.Says("c-1", "to the other node"));
        await GrowAsync(mine, Entries.Says("c-1", "to this node"));

        (await Reader(recent, mine).ReadAsync("c-1", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Read_AnotherNodeWroteInBetween_HoldsItsEntryToo()
    {
        var leases = new LeaseTable(clock);
        var (mine, other) = (new LeasedLog(store.Log, leases, "a"), new LeasedLog(store.Log, leases, "b"));
        await GrowAsync(mine, Entries.Begin("c-1"));
        await GrowAsync(mine, Entries.Says("c-1", "one"));
        await other.AppendedAsync(Entries.Says("c-1", "two"));
        await GrowAsync(mine, Entries.Says("c-1", "three"));

        (await Reader(recent, mine).ReadAsync("c-1", default))!.Waiting.Select(entry => entry.Text).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task Grow_SameNumberAfterAStoreThatLostSome_IsNotTakenForWhatFollows()
    {
        using var after = new SqliteStore(clock: clock);
        foreach (var log in (IConversationLog[])[store.Log, after.Log])
        {
            await log.AppendedAsync(Entries.Begin("c-1"));
        }

        await GrowAsync(store.Log, Entries.Says("c-1", "lost"));
        await Reader(recent).ReadAsync("c-1", default);
        clock.Advance(TimeSpan.FromSeconds(5));
        await after.Log.AppendedAsync(Entries.Says("c-1", "said instead"));
        await GrowAsync(after.Log, Entries.Says("c-1", "and on"));

        Told(await Reader(recent, after.Log).ReadAsync("c-1", default)).ShouldNotContain("lost");
    }

    [Fact]
    public async Task Grow_MoreThanIsKept_KeepsTheNewest()
    {
        await GrowAsync(store.Log, Entries.Begin("c-1"));
        var most = Windows(recent, store.Log).EntriesMax;
        for (var n = 0; n < most; n++)
        {
            await GrowAsync(store.Log, new AppendRequest("c-1", SenderKind.System, Key: null, [Entries.Event("cardline.note")]));
        }

        var window = recent.Find("c-1")!;
        window.Entries.Count.ShouldBe(most);
        window.Chars.ShouldBe(window.LastJson.Length + window.Entries.Sum(entry => entry.Chars));
        window.Entries[0].Seq.ShouldBe(window.From + 1);
        window.Entries[^1].Seq.ShouldBe(window.Through);
    }

    [Fact]
    public async Task Read_AfterARedaction_HoldsNothingOfWhatWasOverwritten()
    {
        await store.Log.AppendedAsync(Entries.Begin("c-1"));
        var first = await store.Log.AppendedAsync(Entries.Says("c-1", "my secret"));
        await store.Log.AppendedAsync(Entries.Says("c-1", "and more"));
        Told(await Reader(recent).ReadAsync("c-1", default)).ShouldContain("my secret");

        await store.Log.RedactAsync("c-1", first.LastMessageSeq, "erasure", default);

        Told(await Reader(recent).ReadAsync("c-1", default)).ShouldNotContain("my secret");
        recent.Find("c-1")!.Entries.ShouldAllBe(entry => entry.Said == null || !entry.Said.Activity.ToJsonString().Contains("my secret"));
    }

    [Fact]
    public async Task Read_StoreLostWhatItHadAcknowledged_BelievesTheStore()
    {
        using var after = new SqliteStore();
        foreach (var log in (IConversationLog[])[store.Log, after.Log])
        {
            await log.AppendedAsync(Entries.Begin("c-1"));
            await log.AppendedAsync(Entries.Says("c-1", "kept"));
        }

        await store.Log.AppendedAsync(Entries.Says("c-1", "lost"));
        await Reader(recent).ReadAsync("c-1", default);
        await after.Log.AppendedAsync(Entries.Says("c-1", "said instead"));
        await after.Log.AppendedAsync(Entries.Says("c-1", "and on"));

        var told = Told(await Reader(recent, after.Log).ReadAsync("c-1", default));

        told.ShouldContain("said instead");
        told.ShouldNotContain("lost");
    }

    [Fact]
    public async Task Read_OfAConversationThatIsRemembered_AsksOnlyForWhatIsNew()
    {
        var log = new LeasedLog(store.Log, new LeaseTable(clock), "a");
        await log.AppendedAsync(Entries.Begin("c-1"));
        await log.AppendedAsync(Entries.Says("c-1", "one"));
        await Reader(recent, log).ReadAsync("c-1", default);
        var head = await log.AppendedAsync(Entries.Says("c-1", "two"));
        log.Reads.Clear();

        var turn = await Reader(recent, log).ReadAsync("c-1", default);

        log.Reads.ShouldBe([(head.Seq - 2, 2)]);
        turn!.Waiting.Select(entry => entry.Text).ShouldBe(["one", "two"]);
    }

    [Fact]
    public void Put_MoreThanIsKept_ForgetsWhatWasReadLongestAgo()
    {
        for (var n = 0; n <= RecentWindows.ConversationsMax; n++)
        {
            recent.Put($"c-{n}", new ReadWindow(0, 1, "{}", []));
            recent.Put("c-0", new ReadWindow(0, 1, "{}", []));
        }

        recent.Count.ShouldBe(RecentWindows.ConversationsMax);
        recent.Find("c-0").ShouldNotBeNull();
        recent.Find("c-1").ShouldBeNull();
        recent.Find("c-2").ShouldNotBeNull();
    }

    [Fact]
    public void Put_LargeWindows_KeepsToTheBoundInCharacters()
    {
        var large = new string('x', RecentWindows.CharsMax / 3);
        for (var n = 0; n < 5; n++)
        {
            recent.Put($"c-{n}", new ReadWindow(0, 1, large, []));
        }

        recent.Count.ShouldBe(3);
        recent.Find("c-4").ShouldNotBeNull();
        recent.Put("c-5", new ReadWindow(0, 1, new string('x', RecentWindows.CharsMax + 1), []));
        recent.Count.ShouldBe(0);
    }

    private static string Told(Turn? turn) => turn is null ? "nothing" : string.Join('\n', [
        turn.Head.ToString(), turn.Lang, turn.Handoff?.ToString(), string.Join(',', turn.Waiting.Select(entry => entry.Seq)),
        .. turn.Said.Select(entry => $"{entry.Seq} {entry.At:O} {entry.Speaker} {entry.Text} {entry.Kind} {entry.Offered} {entry.Masked} {string.Join(',', entry.Articles)} {entry.IsRest} {entry.Asks} {entry.Activity.ToJsonString()}"),
        .. turn.Past.Select(past => $"{past.Seq} {past.Outcome} {string.Join(',', past.Answers)} {past.Rule} {past.Asked}")]);

    private static AppendRequest Answer(ConversationHead head, Random random, Holder? to)
    {
        var message = Entries.Message($"answer {random.Next()}", "bot");
        message["channelData"] = new JsonObject
        {
            ["cardline"] = new JsonObject { ["speaker"] = "bot", ["kind"] = "answer", ["sources"] = new JsonArray(new JsonObject { ["article"] = $"a{random.Next(3)}" }) },
        };
        var outcome = new JsonObject { ["type"] = "event", ["name"] = LogEvents.Outcome, ["value"] = new JsonObject { ["outcome"] = "Answered", ["follow"] = new JsonObject { ["rule"] = "more" } } };
        var initiate = new JsonObject { ["type"] = "event", ["name"] = LogEvents.HandoffInitiate, ["value"] = new JsonObject { ["handoffId"] = $"h{random.Next(9)}", ["reason"] = "fraud" } };
        List<NewEntry> entries = [new(message, Visible: true), new(outcome, Visible: false)];
        if (to is not null)
        {
            entries.Insert(1, new NewEntry(initiate, Visible: false));
        }

        return new AppendRequest(head.ConversationId, SenderKind.Bot, Key: null, entries)
        {
            ExpectedEpoch = head.Epoch, EndsTurn = new TurnEnd(head.TurnSeq!.Value, head.LastMessageSeq), NewHolder = to,
        };
    }

    private async Task<ConversationHead> GrowAsync(IConversationLog log, AppendRequest request)
    {
        var appended = (await log.AppendAsync(request, default)).ShouldBeOfType<AppendResult.Appended>();
        Windows(recent, log).Grow(appended);
        return appended.Head;
    }

    private WindowReader Windows(RecentWindows windows, IConversationLog log) => new(log, windows, TurnDesk.Lease, Settings, clock);

    private TurnReader Reader(RecentWindows windows, IConversationLog? log = null) => new(
        log ?? store.Log, Windows(windows, log ?? store.Log), Settings, clock);

    /// <summary>Does something to the conversation.</summary>
    /// <returns>What was appended, when it is something that a node takes in.</returns>
    private async Task<AppendResult.Appended?> StepAsync(Random random)
    {
        var head = (await store.Log.FindAsync("c-1", default))!;
        switch (random.Next(12))
        {
            case 0:
                await store.Log.RedactAsync("c-1", random.NextInt64(Math.Max(1, head.Seq - 15), head.Seq + 1), "erasure", default);
                return null;
            case 1 or 2 or 3 when head.TurnSeq is not null:
                return (AppendResult.Appended)await store.Log.AppendAsync(Answer(head, random, random.Next(4) == 0 ? new Holder(HolderKind.Queue) : null), default);
            case 4 when head.Holder.Kind == HolderKind.Queue:
                await store.Log.AppendAsync(Entries.Staff("c-1", head.Epoch, new Holder(HolderKind.Bot)), default);
                return null;
            case 5:
                for (var n = 0; n < random.Next(30); n++)
                {
                    await store.Log.AppendedAsync(new AppendRequest("c-1", SenderKind.System, Key: null, [Entries.Event("cardline.note")]));
                }

                return null;
            default:
                return (AppendResult.Appended)await store.Log.AppendAsync(Entries.Says("c-1", $"message {random.Next()}"), default);
        }
    }
}
