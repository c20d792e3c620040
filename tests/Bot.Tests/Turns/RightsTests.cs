using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns.Reply;
using Cardline.Handoff;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Tests.Turns;

/// <summary>A right is invoked: written down once, with the message that gave notice, in the append of the outcome.</summary>
public sealed class RightsTests : IDisposable
{
    private readonly TurnDesk desk = new();

    public RightsTests()
    {
        desk.DecidesAtOnce = said => Decisions(said).FirstOrDefault() ?? HandoffDecision.None;
        desk.Invokes = said => [.. Decisions(said).Where(decision => HandoffReasons.Rights.Contains(decision.Reason))];
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_FirstNotice_IsRecordedWithTheMessagesNumberTimeAndWords_BesideTheOutcome()
    {
        await desk.SaysAsync("hello");
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.Log.AppendedAsync(Entries.Says("c-1", "dispute 4111 1111 of May"));
        desk.Clock.Advance(TimeSpan.FromMinutes(2));

        await desk.Runner.RunAsync("c-1", resumed: false, default);

        var log = await desk.EntriesAsync();
        var message = log.Last(entry => entry.Sender == SenderKind.Cardholder);
        var record = Records(log).ShouldHaveSingleItem();
        var value = record.Activity()["value"]!;
        ((string?)value["right"], (long)value["seq"]!, (string?)value["at"]).ShouldBe(("dispute", message.Seq, "2026-06-01T09:01:00.000Z"));
        ((string?)value["evidence"], (string?)value["rule"]).ShouldBe(("dispute **** of May", "dispute.1"));
        ((string?)value["reference"]).ShouldBe(RightReference.Of("c-1", message.Seq, "dispute"));
        (record.VisibleSeq, record.Sender).ShouldBe((null, SenderKind.Bot));
        log.Single(entry => entry.Seq == record.Seq + 1).Name().ShouldBe(LogEvents.Outcome);
        record.At.ShouldBeGreaterThan(message.At.AddMinutes(1));
    }

    [Fact]
    public async Task Run_FirstNotice_IsSaidOnceInTheOneHandoffLine()
    {
        var log = await desk.SaysAsync("dispute");

        var said = Replies(log).ShouldHaveSingleItem();
        said.Text().ShouldBe($"A person comes. Place 3.\n\nNoted: dispute, 1 June 2026, 09:00 (UTC+0), {Reference(log)}.");
        (await desk.Log.FindAsync("c-1", default))!.OpenRights.ShouldBe("dispute");
    }

    [Fact]
    public async Task Run_SecondNotice_AddsNoRecordAndNoLine()
    {
        await desk.SaysAsync("dispute");

        var log = await desk.SaysAsync("dispute again");

        Records(log).Count().ShouldBe(1);
        Replies(log)[^1].Text()!.ShouldNotContain("Noted: dispute");
        Outcomes(log).ShouldBe(["HandedOff", "Noted"]);
    }

    [Fact]
    public async Task Run_AnotherRightWhileWaiting_IsRecordedWithItsOwnReferenceAndKeepsTheReason()
    {
        await desk.SaysAsync("dispute");

        var log = await desk.SaysAsync("complaint");

        Records(log).Select(Right).ShouldBe(["dispute", "complaint"]);
        Records(log).Select(record => (string?)record.Activity()["value"]!["reference"]).Distinct().Count().ShouldBe(2);
        Replies(log)[^1].Text()!.ShouldContain("Noted: complaint, ");
        Replies(log)[^1].Text()!.ShouldNotContain("Noted: dispute");
        log.Count(entry => entry.Name() == LogEvents.HandoffInitiate).ShouldBe(1);
        (await desk.Log.FindAsync("c-1", default))!.OpenRights.ShouldBe("complaint dispute");
    }

    [Fact]
    public async Task Run_SomethingMoreUrgentInTheSameMessage_HandsOverForItAndNotesTheRight()
    {
        var log = await desk.SaysAsync("fraud and dispute and complaint");

        ((string?)log.Single(entry => entry.Name() == LogEvents.HandoffInitiate).Activity()["value"]!["reason"]).ShouldBe("fraud");
        Records(log).Select(Right).ShouldBe(["dispute", "complaint"]);
        Replies(log).Count.ShouldBe(2, "the first step, and one handoff line");
        Replies(log)[^1].Text()!.ShouldContain("Noted: dispute, ");
        Replies(log)[^1].Text()!.ShouldContain("Noted: complaint, ");
    }

    [Fact]
    public async Task Run_MessagesAnsweredTogether_TheFirstThatInvokesCounts()
    {
        var log = await desk.SaysAsync("hm", "dispute", "dispute and fraud");

        var first = log.Single(entry => entry.Text() == "dispute");
        ((long)Records(log).ShouldHaveSingleItem().Activity()["value"]!["seq"]!).ShouldBe(first.Seq);
    }

    [Fact]
    public async Task Run_LateMessage_KeepsTheTimeOfTheMessage()
    {
        await desk.BeginAsync();
        await desk.Log.AppendedAsync(Entries.Says("c-1", "dispute"));
        desk.Clock.Advance(TimeSpan.FromHours(5));

        await desk.Runner.RunAsync("c-1", resumed: true, default);

        ((string?)Records(await desk.EntriesAsync()).ShouldHaveSingleItem().Activity()["value"]!["at"])!.ShouldStartWith("2026-06-01T09:00:00");
    }

    [Fact]
    public async Task Run_NoRight_RecordsNothing()
    {
        var log = await desk.SaysAsync("fraud");

        Records(log).ShouldBeEmpty();
        Replies(log).ShouldAllBe(reply => !reply.Text()!.Contains("Noted"));
    }

    [Fact]
    public async Task Run_AfterTheRightWasSettled_ANewNoticeIsANewRight()
    {
        var before = await desk.SaysAsync("dispute");
        var head = await desk.Log.FindAsync("c-1", default);
        head = await desk.Log.AppendedAsync(Entries.Staff("c-1", head!.Epoch, new Holder(HolderKind.Agent, "ann")));
        await desk.Log.AppendedAsync(Entries.Staff("c-1", head.Epoch, new Holder(HolderKind.Closed)) with { Entries = [RightEntries.Settled("dispute")] });

        var log = await desk.SaysAsync("dispute");

        Records(log).Count().ShouldBe(2);
        Reference([Records(log).Last()]).ShouldNotBe(Reference(before));
    }

    [Theory]
    [InlineData("en", 8, 0, "1 June 2026, 17:00 (UTC+8)")]
    [InlineData("zh-Hans", 8, 0, "2026年6月1日17:00（UTC+8）")]
    [InlineData("en", -3, -30, "1 June 2026, 05:30 (UTC-3:30)")]
    public void Time_OfTheBank_IsWrittenAsTheLanguageDoes(string lang, int hours, int minutes, string written)
    {
        var moment = new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

        BankTime.Of(moment.ToOffset(new TimeSpan(hours, minutes, 0)), lang).ShouldBe(written);
    }

    [Fact]
    public void Reference_OfAConversationMessageAndRight_IsShortSpeakableAndTheSameForEver()
    {
        RightReference.Of("c-1", 7, "dispute").ShouldBe(RightReference.Of("c-1", 7, "dispute"));
        RightReference.Of("c-1", 7, "dispute").ShouldMatch("^[34679CDFGHJKMNPQRTVWXY]{3}-[34679CDFGHJKMNPQRTVWXY]{3}-[34679CDFGHJKMNPQRTVWXY]{4}$");
        var others = Enumerable.Range(1, 2000).SelectMany(seq => HandoffReasons.Rights.Select(right => RightReference.Of("c-1", seq, right))).ToList();
        others.Distinct().Count().ShouldBe(others.Count);
        RightReference.Of("c-2", 7, "dispute").ShouldNotBe(RightReference.Of("c-1", 7, "dispute"));
    }

    private static List<HandoffDecision> Decisions(IReadOnlyList<SaidTurn> said) => [.. HandoffReasons.AtOnce
        .Where(reason => said[^1].Text.Contains(reason, StringComparison.Ordinal))
        .Select(reason => new HandoffDecision(HandoffStep.Handoff, reason, said[^1].Text, reason + ".1"))];

    private static IEnumerable<LogEntry> Records(IEnumerable<LogEntry> log) => log.Where(entry => entry.Name() == LogEvents.RightInvoked);

    private static string? Right(LogEntry record) => (string?)record.Activity()["value"]!["right"];

    private static string? Reference(IEnumerable<LogEntry> log) => (string?)Records(log).First().Activity()["value"]!["reference"];

    private static List<LogEntry> Replies(IEnumerable<LogEntry> log) => [.. log.Where(entry => entry is { Sender: SenderKind.Bot, VisibleSeq: not null })];

    private static List<string?> Outcomes(IEnumerable<LogEntry> log) => [.. log.Where(entry => entry.Name() == LogEvents.Outcome).Select(entry => (string?)entry.Activity()["value"]!["outcome"])];
}
