using System.Text.Json.Nodes;
using Cardline.TestKit.History;

namespace Cardline.EndToEnd.Tests.Checking;

/// <summary>The checker is shown a clean history and one of each fault, so that a silent checker cannot pass for a clean server.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly IReadOnlyDictionary<FaultKind, Func<RunHistory, RunHistory>> Spoilers = new Dictionary<FaultKind, Func<RunHistory, RunHistory>>
    {
        [FaultKind.Lost] = clean => clean with { Sent = [.. clean.Sent, new SentMessage(Histories.Id, "m-gone", "gone", Accepted: true, [])] },
        [FaultKind.Duplicated] = clean => Histories.With(clean, entry => entry.Seq == 9, entry => Histories.SaysAs(entry, "m1")),
        [FaultKind.OutOfOrder] = clean => clean with { Sent = [clean.Sent[1], clean.Sent[0]] },
        [FaultKind.WithoutOutcome] = clean => Histories.Outcome(clean, seq: 4, answers: []),
        [FaultKind.TwoOutcomes] = clean => Histories.Outcome(clean, seq: 7, answers: [2]),
        [FaultKind.SeqNotDense] = clean => clean with { Entries = [.. clean.Entries.Where(entry => entry.Seq != 3)] },
        [FaultKind.VisibleSeqNotDense] = clean => Histories.With(clean, entry => entry.Seq == 9, entry => entry with { VisibleSeq = 9 }),
        [FaultKind.TimeNotIncreasing] = clean => Histories.With(clean, entry => entry.Seq == 9, entry => entry with { At = 1 }),
        [FaultKind.EpochWrong] = clean => Histories.With(clean, entry => entry.Seq == 8, entry => entry with { Holder = StoredHolder.Bot, AgentId = null }),
        [FaultKind.BotOverPerson] = clean => Histories.With(clean, entry => entry.Seq == 10, entry => entry with { Sender = StoredSender.Bot }),
        [FaultKind.AgentWithoutHold] = clean => Histories.With(clean, entry => entry.Seq == 5, entry => Histories.SpokenByAgent(entry)),
        [FaultKind.AttemptNotRecorded] = clean => Histories.With(clean, entry => entry.EventName == "cardline.turn", entry => Histories.Named(entry, "cardline.other")),
        [FaultKind.TooManyAttempts] = clean => Histories.With(clean, entry => entry.Seq is 1 or 8, entry => Histories.Attempt(entry, turn: 2)),
        [FaultKind.ReaderLost] = clean => clean with { Received = [new ReceivedStream(Histories.Id, [.. clean.Received[0].ActivityIds.Skip(1)])] },
        [FaultKind.ReaderWrong] = clean => clean with { Received = [new ReceivedStream(Histories.Id, [.. clean.Received[0].ActivityIds, clean.Received[0].ActivityIds[0]])] },
        [FaultKind.Invented] = clean => clean with { Sent = [clean.Sent[0]] },
        [FaultKind.ReplyTwice] = clean => Histories.With(clean, entry => entry.Seq == 4, entry => Histories.Named(entry, "cardline.other")),
        [FaultKind.TwoOwners] = clean => clean with { Acts = [.. clean.Acts, new DeskAct(Histories.Id, "mei", "claim", 2) { Accepted = true }] },
        [FaultKind.SnapshotWrong] = clean => clean with { Heads = [clean.Heads[0] with { VisibleSeq = 3 }] },
        [FaultKind.TimeOff] = clean => clean with { Between = (1000, 1005) },
    };

    public static TheoryData<FaultKind> Kinds => [.. Enum.GetValues<FaultKind>()];

    [Fact]
    public void Check_CleanHistory_FindsNothing() => HistoryChecker.Check(Histories.Clean()).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Check_HistoryWithOneFault_FindsThatKind(FaultKind kind)
    {
        var faults = HistoryChecker.Check(Spoilers[kind](Histories.Clean()));

        faults.ShouldContain(fault => fault.Kind == kind);
        faults.ShouldAllBe(fault => fault.ConversationId == Histories.Id && fault.Detail.Length > 0);
        HistoryChecker.Count(faults)[kind].ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public void Check_TrimmedLog_FindsNothing_AndWithoutItsSnapshotMuch(int through)
    {
        var trimmed = Histories.Trimmed(Histories.Clean(), through);

        HistoryChecker.Check(trimmed).ShouldBeEmpty();

        var faults = HistoryChecker.Check(trimmed with { Entries = [.. trimmed.Entries.Skip(1)] });
        faults.ShouldContain(fault => fault.Kind == FaultKind.SeqNotDense);
        faults.ShouldContain(fault => fault.Kind == FaultKind.SnapshotWrong || fault.Kind == FaultKind.Lost);
    }

    [Theory]
    [InlineData("visibleSeq", 3, FaultKind.SnapshotWrong)]
    [InlineData("turn", null, FaultKind.SnapshotWrong)]
    [InlineData("attempts", 0, FaultKind.AttemptNotRecorded)]
    public void Check_TrimmedLogWhoseSnapshotIsWrong_FindsIt(string field, int? value, FaultKind kind)
    {
        var trimmed = Histories.Trimmed(Histories.Clean(), through: 3);
        var wrong = (JsonObject)trimmed.Entries[0].Activity.DeepClone();
        wrong["value"]![field] = value;
        if (field == "turn")
        {
            wrong["value"]!["owed"] = new JsonArray();
        }

        HistoryChecker.Check(trimmed with { Entries = [trimmed.Entries[0] with { Activity = (JsonObject)JsonNode.Parse(wrong.ToJsonString())! }, .. trimmed.Entries.Skip(1)] })
            .ShouldContain(fault => fault.Kind == kind);
    }

    [Fact]
    public void Check_AcceptedUnderAnotherId_IsLost()
    {
        var clean = Histories.Clean();
        var faults = HistoryChecker.Check(clean with { Sent = [clean.Sent[0] with { ActivityIds = ["c|0000099"] }, clean.Sent[1]] });
        faults.ShouldHaveSingleItem().Kind.ShouldBe(FaultKind.Lost);
    }

    [Fact]
    public void Check_AcceptedWithOtherWords_IsLost()
    {
        var clean = Histories.Clean();
        var faults = HistoryChecker.Check(clean with { Sent = [clean.Sent[0] with { Text = "other words" }, clean.Sent[1]] });
        faults.ShouldHaveSingleItem().Kind.ShouldBe(FaultKind.Lost);
    }

    [Fact]
    public void Check_NeverAcceptedAndNotThere_IsNoFault()
    {
        var clean = Histories.Clean();
        HistoryChecker.Check(clean with { Sent = [.. clean.Sent, new SentMessage(Histories.Id, "m-refused", "x", Accepted: false, [])] }).ShouldBeEmpty();
    }

    [Fact]
    public void Check_AgentsLineAcceptedAndNotThere_IsLost()
    {
        var clean = Histories.Clean();
        var faults = HistoryChecker.Check(clean with { Acts = [.. clean.Acts, new DeskAct(Histories.Id, "lin", "messages", 3) { Text = "Not there.", Accepted = true }] });
        faults.ShouldHaveSingleItem().Kind.ShouldBe(FaultKind.Lost);
    }

    [Fact]
    public void Check_SentTogether_HasNoOrder()
    {
        var clean = Histories.Clean();
        HistoryChecker.Check(clean with { Sent = [clean.Sent[1] with { FirstSent = 1, Answered = 5 }, clean.Sent[0] with { FirstSent = 2, Answered = 4 }] }).ShouldBeEmpty();
    }

    [Fact]
    public void Check_HeadBeyondTheEntries_IsSnapshotWrong()
    {
        var clean = Histories.Clean();
        var faults = HistoryChecker.Check(clean with { Heads = [clean.Heads[0] with { Seq = 11 }] });
        faults.ShouldHaveSingleItem().Kind.ShouldBe(FaultKind.SnapshotWrong);
    }

    [Fact]
    public void Check_ReaderGotOtherWordsUnderAnId_IsReaderWrong()
    {
        var clean = Histories.Clean();
        var right = clean.Received[0] with { Texts = ["first", "I do not know that.", "second", "Lin here."] };
        HistoryChecker.Check(clean with { Received = [right] }).ShouldBeEmpty();

        var faults = HistoryChecker.Check(clean with { Received = [right with { Texts = ["first", "I do not know that.", "never kept", "Lin here."] }] });
        faults.ShouldHaveSingleItem().Kind.ShouldBe(FaultKind.ReaderWrong);
    }

    [Fact]
    public void Check_ReaderStoppedShort_IsReaderLost()
    {
        var clean = Histories.Clean();
        var faults = HistoryChecker.Check(clean with { Received = [new ReceivedStream(Histories.Id, [.. clean.Received[0].ActivityIds.SkipLast(2)])] });
        faults.ShouldHaveSingleItem().Detail.ShouldContain("last 2");
    }
}
