using System.Text.Json;
using Cardline.Handoff.Agents;
using Cardline.Handoff.Queue;
using Cardline.Handoff.Tests.Doubles;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Tests.Queue;

public sealed class QueueBoardTests
{
    private static readonly string[] Reasons = ["safety", "fraud", "lost_stolen", "complaint", "human_request", "anger", "unhelped"];

    [Fact]
    public async Task Snapshot_DifferentPriorities_ServesByClassThenDueTime()
    {
        var (time, log) = Begin();
        log.HandsOver("angry", "anger");
        time.Advance(TimeSpan.FromSeconds(5));
        log.HandsOver("complains", "complaint");
        time.Advance(TimeSpan.FromSeconds(5));
        log.HandsOver("stolen-1", "lost_stolen");
        log.HandsOver("stolen-0", "lost_stolen");
        time.Advance(TimeSpan.FromSeconds(5));
        log.HandsOver("danger", "safety");

        var board = await ReplayedAsync(log, time);

        board.Line().ShouldBe(["danger", "stolen-0", "stolen-1", "complains", "angry"]);
        board.Snapshot().Items.Select(item => item.Place).ShouldBe([1, 2, 3, 4, 5]);
        board.Find("angry")!.DueAt.ShouldBe(board.Find("angry")!.EnqueuedAt + TimeSpan.FromSeconds(300));
    }

    [Fact]
    public async Task Snapshot_MoreUrgentReasonWhileWaiting_NeverFallsBackInLine()
    {
        var (time, log) = Begin();
        log.HandsOver("first", "lost_stolen");
        time.Advance(TimeSpan.FromSeconds(5));
        log.HandsOver("second", "lost_stolen");
        time.Advance(TimeSpan.FromSeconds(5));
        log.HandsOver("first", "fraud");

        var board = await ReplayedAsync(log, time);

        board.Line().ShouldBe(["first", "second"]);
        board.Find("first")!.Reason.ShouldBe("fraud");
        board.Find("first")!.EnqueuedAt.ShouldBe(board.Find("second")!.EnqueuedAt - TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Snapshot_AskedForAgainAfterTheEnd_WaitsFromThen()
    {
        var (time, log) = Begin();
        log.HandsOver("c", "fraud");
        log.Append("c", new Holder(HolderKind.Closed));
        time.Advance(TimeSpan.FromMinutes(5));
        log.HandsOver("c", "fraud");

        (await ReplayedAsync(log, time)).Find("c")!.EnqueuedAt.ShouldBeGreaterThan(time.GetUtcNow() - TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task CountAhead_NewCase_CountsWhoIsServedBefore()
    {
        var (time, log) = Begin();
        log.HandsOver("a", "fraud");
        log.HandsOver("b", "complaint");
        log.HandsOver("c", "anger");

        var board = await ReplayedAsync(log, time);

        board.CountAhead("safety").ShouldBe(0);
        board.CountAhead("takeover_scam").ShouldBe(1);
        board.CountAhead("human_request").ShouldBe(2);
        board.CountAhead("unhelped").ShouldBe(3);
    }

    [Fact]
    public async Task Snapshot_ConversationOfTheBot_IsNeverOnTheBoard()
    {
        var (time, log) = Begin();
        log.Says("bot-only", "what is my limit");
        log.HandsOver("waits", "anger");

        var board = await ReplayedAsync(log, time);

        board.Snapshot().Items.Select(item => item.ConversationId).ShouldBe(["waits"]);
        board.Find("bot-only").ShouldBeNull();
    }

    [Fact]
    public async Task Item_LongLastMessage_IsCutAndSaysWhoWrote()
    {
        var (time, log) = Begin();
        log.HandsOver("c", "anger");
        log.Says("c", new string('字', 300));

        var item = (await ReplayedAsync(log, time)).Find("c")!;

        item.LastText!.Length.ShouldBe(HandoffCase.LastTextCharsMax);
        item.LastFrom.ShouldBe("cardholder");
        item.Evidence.ShouldBe("the words");
        item.SignedIn.ShouldBeTrue();
    }

    [Fact]
    public async Task Item_BotAnswersThePerson_StillShowsWhatThePersonSaid()
    {
        var (time, log) = Begin();
        log.HandsOver("c", "anger");
        log.Says("c", "are you there?");
        log.BotSays("c", "a colleague comes soon");

        var item = (await ReplayedAsync(log, time)).Find("c")!;

        item.LastText.ShouldBe("are you there?");
        item.LastFrom.ShouldBe("cardholder");
    }

    [Fact]
    public async Task Apply_RedactedMessage_DisappearsFromTheItemAndFromMemory()
    {
        var (time, log) = Begin();
        log.HandsOver("c", "anger");
        var (board, follower) = await FollowingAsync(log, time);
        var cursor = board.Position;
        log.Says("c", "my secret");
        await DrainAsync(board, follower, log);
        board.Find("c")!.LastText.ShouldBe("my secret");

        log.Redact("c", log.Log("c")[^1].Seq);
        await DrainAsync(board, follower, log);

        board.Find("c")!.LastText.ShouldBe("[removed]");
        var resumed = board.Subscribe(cursor);
        resumed.CatchUpTo.ShouldNotBeNull();
        resumed.Missed.ShouldNotContain(past => past.Entry!.Activity.ToJsonString().Contains("secret", StringComparison.Ordinal));
    }

    /// <summary>Rule 1 of the design: a snapshot at n and the entries after n equal a fresh snapshot, wherever n is.</summary>
    [Fact]
    public void Snapshot_AnyHistory_ReplayEqualsTheIncrementalFold()
    {
        var steps = Gen.Choose(0, 6).SelectMany(_ => Gen.Choose(0, 5)).SelectMany(who => Gen.Choose(0, 9).Select(what => (Who: $"c{who}", What: what)));
        var histories = Gen.ListOf(steps).Select(list => list.ToList()).ToArbitrary();
        Prop.ForAll(histories, history => SameAsync(history).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();
    }

    private static async Task<bool> SameAsync(List<(string Who, int What)> history)
    {
        var (time, log) = Begin();
        foreach (var step in history.Take(history.Count / 2))
        {
            Play(log, time, step);
        }

        var (incremental, follower) = await FollowingAsync(log, time);
        foreach (var step in history.Skip(history.Count / 2))
        {
            Play(log, time, step);
        }

        await DrainAsync(incremental, follower, log);
        var fresh = await ReplayedAsync(log, time);
        return JsonSerializer.Serialize(fresh.Snapshot()) == JsonSerializer.Serialize(incremental.Snapshot())
            && JsonSerializer.Serialize(fresh.Snapshot().Items) == JsonSerializer.Serialize(incremental.Snapshot().Items)
            && fresh.Line().SequenceEqual(incremental.Line());
    }

    [Fact]
    public async Task Take_CaseThatComesBack_ReadsOnlyWhatIsNewAndShowsTheSame()
    {
        var (time, log) = Begin();
        var (board, follower) = await FollowingAsync(log, time);
        for (var times = 0; times <= QueueBoard.LeftMax; times++)
        {
            log.HandsOver("c", "complaint");
            log.Append("c", new Holder(HolderKind.Bot));
            await DrainAsync(board, follower, log);
        }

        log.HandsOver("c", "fraud");
        Enumerable.Range(0, 100).ToList().ForEach(number => log.Says("c", $"message {number}"));
        log.Append("c", new Holder(HolderKind.Closed));
        await DrainAsync(board, follower, log);
        var read = log.EntriesRead;

        log.HandsOver("c", "dispute");
        await DrainAsync(board, follower, log);

        (log.EntriesRead - read).ShouldBeLessThan(10);
        board.Find("c").ShouldBe((await ReplayedAsync(log, time)).Find("c"));
    }

    [Fact]
    public async Task Take_CaseThatComesBackWithAnOverwrittenMessage_ForgetsIt()
    {
        var (time, log) = Begin();
        var (board, follower) = await FollowingAsync(log, time);
        log.HandsOver("c", "fraud");
        log.Says("c", "my secret");
        var secret = log.Log("c")[^1].Seq;
        log.Append("c", new Holder(HolderKind.Closed));
        await DrainAsync(board, follower, log);

        log.Redact("c", secret);
        await DrainAsync(board, follower, log);
        log.HandsOver("c", "dispute");
        await DrainAsync(board, follower, log);

        board.Find("c")!.LastText.ShouldNotBe("my secret");
        board.Find("c").ShouldBe((await ReplayedAsync(log, time)).Find("c"));
    }

    private static void Play(MemoryConversations log, ManualTime time, (string Who, int What) step)
    {
        time.Advance(TimeSpan.FromSeconds(step.What));
        var holder = log.FindAsync(step.Who, CancellationToken.None).Result?.Holder.Kind;
        switch (step.What)
        {
            case < 4:
                log.Says(step.Who, $"message {step.What}");
                break;
            case < 7 when holder is null or HolderKind.Bot:
                log.HandsOver(step.Who, Reasons[(step.What + step.Who[1]) % Reasons.Length]);
                break;
            case 7 when holder is HolderKind.Queue:
                log.Append(step.Who, new Holder(HolderKind.Agent, "ann"));
                break;
            case 8 when holder is HolderKind.Agent:
                log.Append(step.Who, new Holder(HolderKind.Queue));
                break;
            case 9 when holder is HolderKind.Agent or HolderKind.Queue:
                log.Append(step.Who, new Holder(step.Who[1] % 2 == 0 ? HolderKind.Bot : HolderKind.Closed));
                break;
        }
    }

    [Fact]
    public async Task Follow_FeedTrimmedBeneathIt_FoldsTheBoardAnew()
    {
        var (time, log) = Begin();
        log.HandsOver("early", "complaint");
        var (board, follower) = await FollowingAsync(log, time);
        log.HandsOver("missed", "fraud");
        log.TrimFeed();

        await follower.StartAsync(CancellationToken.None);
        while (board.Find("missed") is null)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await follower.StopAsync(CancellationToken.None);
        board.Line().ShouldBe(["missed", "early"]);
    }

    private static (ManualTime Time, MemoryConversations Log) Begin()
    {
        var time = new ManualTime();
        return (time, new MemoryConversations(time));
    }

    private static async Task<QueueBoard> ReplayedAsync(MemoryConversations log, ManualTime time) => (await FollowingAsync(log, time)).Board;

    private static async Task<(QueueBoard Board, QueueFollower Follower)> FollowingAsync(MemoryConversations log, ManualTime time)
    {
        var options = Options.Create(new HandoffOptions());
        var board = new QueueBoard(options, time, new AgentPresence(options, time));
        var follower = new QueueFollower(log, new CaseReader(log, options), board, time, NullLogger<QueueFollower>.Instance);
        await follower.RebuildAsync(CancellationToken.None);
        return (board, follower);
    }

    private static async Task DrainAsync(QueueBoard board, QueueFollower follower, MemoryConversations log)
    {
        if (board.Position >= log.Length)
        {
            return;
        }

        await foreach (var entry in log.FollowAllAsync(board.Position, CancellationToken.None))
        {
            await follower.TakeAsync(entry, CancellationToken.None);
            if (board.Position >= log.Length)
            {
                return;
            }
        }
    }
}
