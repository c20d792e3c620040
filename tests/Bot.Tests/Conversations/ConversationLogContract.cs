using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff;
using static Cardline.Bot.Tests.Conversations.Entries;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>What every store must do. A new store derives from this and passes all of it.</summary>
public abstract partial class ConversationLogContract
{
    private const string Id = "c-1";

    private protected abstract IConversationLog Log { get; }

    private protected ManualClock Clock { get; } = new();

    [Fact]
    public async Task Append_ToUnknownConversation_WritesNothing()
    {
        (await Log.AppendAsync(Says(Id, "hello"), default)).ShouldBeOfType<AppendResult.NotFound>();
        (await Log.FindAsync(Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Append_Message_OpensTurnWithItsFirstAttemptInTheSameWrite()
    {
        await Log.AppendedAsync(Begin(Id));

        var result = (AppendResult.Appended)await Log.AppendAsync(Says(Id, "hello"), default);

        result.Entries.Count.ShouldBe(2);
        result.Entries[1].Name().ShouldBe(LogEvents.Turn);
        result.Head.TurnSeq.ShouldBe(result.Entries[0].Seq);
        result.Head.TurnAttempts.ShouldBe(1);
    }

    [Fact]
    public async Task Append_SeveralEntries_NumbersDenselyAndTimesGrowEvenWhenTheClockStands()
    {
        await Log.AppendedAsync(Begin(Id));
        for (var i = 0; i < 5; i++)
        {
            await Log.AppendedAsync(Says(Id, "message " + i));
        }

        Clock.Advance(TimeSpan.FromHours(-1));
        await Log.AppendedAsync(Says(Id, "the clock went back"));

        var entries = await Log.ReadAsync(Id, Audience.Staff, 0, 100, default);
        entries.Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, entries.Count).Select(n => (long)n));
        var visible = entries.Where(entry => entry.VisibleSeq is not null).ToList();
        visible.Select(entry => entry.VisibleSeq!.Value).ShouldBe(Enumerable.Range(1, visible.Count).Select(n => (long)n));
        entries.Zip(entries.Skip(1)).ShouldAllBe(pair => pair.First.At < pair.Second.At);
        ((string?)visible[0].Activity()["id"]).ShouldBe("c-1|0000001");
        ((string?)visible[0].Activity()["timestamp"]).ShouldEndWith("Z");
    }

    [Fact]
    public async Task Append_SameKeySameBody_IsDoneOnce()
    {
        await Log.AppendedAsync(Begin(Id));
        var first = (AppendResult.Appended)await Log.AppendAsync(Says(Id, "hello", "k1"), default);

        var again = await Log.AppendAsync(Says(Id, "hello", "k1"), default);

        again.ShouldBeOfType<AppendResult.Repeated>().FirstSeq.ShouldBe(first.Entries[0].Seq);
        (await Log.ReadAsync(Id, Audience.Cardholder, 0, 100, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Append_SameKeyOtherBody_IsAConflictAndWritesNothing()
    {
        await Log.AppendedAsync(Begin(Id));
        await Log.AppendedAsync(Says(Id, "hello", "k1"));

        (await Log.AppendAsync(Says(Id, "something else", "k1"), default)).ShouldBeOfType<AppendResult.KeyConflict>();

        (await Log.ReadAsync(Id, Audience.Cardholder, 0, 100, default)).Single().Text().ShouldBe("hello");
    }

    [Fact]
    public async Task Append_NewKeySameBody_IsANewMessage()
    {
        await Log.AppendedAsync(Begin(Id));
        await Log.AppendedAsync(Says(Id, "hello", "k1"));
        await Log.AppendedAsync(Says(Id, "hello", "k2"));
        (await Log.ReadAsync(Id, Audience.Cardholder, 0, 100, default)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Outcome_AnswersAllWaitingMessages_AndClosesTheTurn()
    {
        await Log.AppendedAsync(Begin(Id));
        await Log.AppendedAsync(Says(Id, "one"));
        var head = await Log.AppendedAsync(Says(Id, "two"));

        var after = await Log.AppendedAsync(BotAnswers(head, "both"));

        after.TurnSeq.ShouldBeNull();
        var outcome = (await Log.ReadAsync(Id, Audience.Staff, 0, 100, default)).Single(entry => entry.Name() == LogEvents.Outcome).Activity()["value"]!;
        outcome["answers"]!.AsArray().Count.ShouldBe(2);
        ((long)outcome["turn"]!).ShouldBe(head.TurnSeq!.Value);
    }

    [Fact]
    public async Task Outcome_WithAMessageArrivedMeanwhile_OpensTheNextTurnWithItsAttempt()
    {
        await Log.AppendedAsync(Begin(Id));
        var seen = await Log.AppendedAsync(Says(Id, "one"));
        var late = await Log.AppendedAsync(Says(Id, "two"));

        var after = await Log.AppendedAsync(BotAnswers(seen, "only one"));

        after.TurnSeq.ShouldBe(late.LastMessageSeq);
        after.TurnAttempts.ShouldBe(1);
    }

    [Fact]
    public async Task Outcome_OfATurnAlreadyEnded_IsRefused()
    {
        await Log.AppendedAsync(Begin(Id));
        var head = await Log.AppendedAsync(Says(Id, "one"));
        await Log.AppendedAsync(BotAnswers(head, "answer"));

        (await Log.AppendAsync(BotAnswers(head, "answer again"), default)).ShouldBeOfType<AppendResult.Stale>();

        (await Log.ReadAsync(Id, Audience.Cardholder, 0, 100, default)).Select(entry => entry.Text()).ShouldBe(["one", "answer"]);
    }

    [Fact]
    public async Task Claim_DuringATurn_SupersedesItInTheSameWrite_AndTheLateReplyIsRefused()
    {
        await Log.AppendedAsync(Begin(Id));
        var head = await Log.AppendedAsync(Says(Id, "one"));

        var claimed = await Log.AppendedAsync(Staff(Id, head.Epoch, new Holder(HolderKind.Agent, "ann")));

        claimed.TurnSeq.ShouldBeNull();
        claimed.Epoch.ShouldBe(head.Epoch + 1);
        var outcome = (await Log.ReadAsync(Id, Audience.Staff, 0, 100, default)).Single(entry => entry.Name() == LogEvents.Outcome).Activity()["value"]!;
        ((string?)outcome["outcome"]).ShouldBe("Superseded");
        (await Log.AppendAsync(BotAnswers(head, "late"), default)).ShouldBeOfType<AppendResult.Stale>();
        (await Log.ReadAsync(Id, Audience.Cardholder, 0, 100, default)).Select(entry => entry.Text()).ShouldBe(["one"]);
    }

    [Fact]
    public async Task Claim_ByFiftyAgentsAtOnce_HasOneWinner()
    {
        var begun = await Log.AppendedAsync(Begin(Id));
        var queued = await Log.AppendedAsync(Staff(Id, begun.Epoch, new Holder(HolderKind.Queue)));

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(n =>
            Log.AppendAsync(Staff(Id, queued.Epoch, new Holder(HolderKind.Agent, "agent-" + n)), default)));

        results.OfType<AppendResult.Appended>().Count().ShouldBe(1);
        results.OfType<AppendResult.Stale>().Count().ShouldBe(49);
    }

    [Fact]
    public async Task Message_WhileAnAgentHolds_IsAcceptedAndOpensNoTurn()
    {
        var begun = await Log.AppendedAsync(Begin(Id));
        await Log.AppendedAsync(Staff(Id, begun.Epoch, new Holder(HolderKind.Agent, "ann")));

        var head = await Log.AppendedAsync(Says(Id, "are you there"));

        head.TurnSeq.ShouldBeNull();
        (await Log.ListOpenTurnsAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Message_AfterTheClose_ReopensToTheBot()
    {
        var begun = await Log.AppendedAsync(Begin(Id));
        var closed = await Log.AppendedAsync(Staff(Id, begun.Epoch, new Holder(HolderKind.Closed)));

        var head = await Log.AppendedAsync(Says(Id, "one more thing"));

        head.Holder.Kind.ShouldBe(HolderKind.Bot);
        head.Epoch.ShouldBe(closed.Epoch + 1);
        head.TurnSeq.ShouldBe(head.LastMessageSeq);
    }

    [Fact]
    public async Task Append_WithOneEntryThatCannotBeWritten_WritesNone()
    {
        var begun = await Log.AppendedAsync(Begin(Id));
        var request = Says(Id, "fine") with { Entries = [.. Enumerable.Range(0, 17).Select(_ => Event("too many"))] };

        await Should.ThrowAsync<ArgumentException>(() => Log.AppendAsync(request, default));

        (await Log.FindAsync(Id, default))!.Seq.ShouldBe(begun.Seq);
    }

    [Fact]
    public async Task Fold_OfAllEntries_EqualsTheStoredHead_AtEveryPoint()
    {
        var begun = await Log.AppendedAsync(Begin(Id));
        var heads = new List<ConversationHead> { begun };
        heads.Add(await Log.AppendedAsync(Says(Id, "one")));
        heads.Add(await Log.AppendedAsync(Says(Id, "two")));
        heads.Add(await Log.AppendedAsync(BotAnswers(heads[1], "to one")));
        heads.Add(await Log.AppendedAsync(Staff(Id, heads[^1].Epoch, new Holder(HolderKind.Queue))));
        heads.Add(await Log.AppendedAsync(Says(Id, "three")));
        heads.Add(await Log.AppendedAsync(Staff(Id, heads[^1].Epoch, new Holder(HolderKind.Agent, "ann"))));
        heads.Add(await Log.AppendedAsync(Says(Id, "four")));
        heads.Add(await Log.AppendedAsync(Staff(Id, heads[^1].Epoch, new Holder(HolderKind.Closed))));
        heads.Add(await Log.AppendedAsync(Says(Id, "five")));

        var entries = await Log.ReadAsync(Id, Audience.Staff, 0, 1000, default);
        foreach (var snapshot in heads)
        {
            entries.Where(entry => entry.Seq <= snapshot.Seq).Aggregate((ConversationHead?)null, ConversationRules.Fold).ShouldBe(snapshot);
            entries.Where(entry => entry.Seq > snapshot.Seq).Aggregate(snapshot, ConversationRules.Fold).ShouldBe(heads[^1]);
        }
    }

    [Fact]
    public async Task ListOpen_NamesWhatQueueAndAgentsHold_AndNothingElse()
    {
        await Log.AppendedAsync(Begin("with-bot"));
        var a = await Log.AppendedAsync(Begin("waiting"));
        await Log.AppendedAsync(Staff("waiting", a.Epoch, new Holder(HolderKind.Queue)));
        var b = await Log.AppendedAsync(Begin("held"));
        await Log.AppendedAsync(Staff("held", b.Epoch, new Holder(HolderKind.Agent, "ann")));

        var (position, heads) = await Log.ListOpenAsync(default);

        heads.Select(head => head.ConversationId).Order().ShouldBe(["held", "waiting"]);
        await Log.AppendedAsync(Says("waiting", "still there"));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var page in Log.FollowAllAsync(position, stop.Token))
        {
            if (page.Any(entry => entry.ConversationId == "waiting" && entry.Text() == "still there"))
            {
                break;
            }
        }
    }

    [Fact]
    public async Task TakeTurn_OfAnOpenTurn_GivesTheHead_AndNothingWhenNoneIsOpen()
    {
        (await Log.TakeTurnAsync(Id, default)).ShouldBeNull();
        await Log.AppendedAsync(Begin(Id));
        (await Log.TakeTurnAsync(Id, default)).ShouldBeNull();
        var head = await Log.AppendedAsync(Says(Id, "one"));

        (await Log.TakeTurnAsync(Id, default)).ShouldBe(head);
        (await Log.TakeTurnAsync(Id, default)).ShouldBe(head);

        await Log.AppendedAsync(BotAnswers(head, "answer"));
        (await Log.TakeTurnAsync(Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Attempt_OnARecoveredTurn_IsRecordedBeforeItIsMade()
    {
        await Log.AppendedAsync(Begin(Id));
        var head = await Log.AppendedAsync(Says(Id, "one"));

        var second = await Log.AppendedAsync(new AppendRequest(Id, SenderKind.System, Key: null, []) { ExpectedEpoch = head.Epoch, BeginsAttempt = true });

        second.TurnAttempts.ShouldBe(2);
        second.TurnSeq.ShouldBe(head.TurnSeq);
        JsonNode value = (await Log.ReadAsync(Id, Audience.Staff, head.Seq, 10, default)).Single().Activity()["value"]!;
        ((int)value["attempt"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Attempt_DecidedOnAnotherTurnOrAttempt_IsRefused()
    {
        await Log.AppendedAsync(Begin(Id));
        var head = await Log.AppendedAsync(Says(Id, "one"));
        AppendRequest Attempt(long turn, int attempts) => new(Id, SenderKind.System, Key: null, [])
        {
            ExpectedEpoch = head.Epoch, BeginsAttempt = true, ExpectedAttempt = (turn, attempts),
        };

        (await Log.AppendAsync(Attempt(head.TurnSeq!.Value - 1, 1), default)).ShouldBeOfType<AppendResult.Stale>();
        (await Log.AppendAsync(Attempt(head.TurnSeq.Value, 0), default)).ShouldBeOfType<AppendResult.Stale>();
        (await Log.FindAsync(Id, default)).ShouldBe(head);
        (await Log.AppendedAsync(Attempt(head.TurnSeq.Value, 1))).TurnAttempts.ShouldBe(2);
    }
}
