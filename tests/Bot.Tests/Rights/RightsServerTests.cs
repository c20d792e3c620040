using System.Globalization;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Rights;

/// <summary>A right from first notice to its settlement, through the real server over a real file.</summary>
public sealed class RightsServerTests(RightsServer server) : IClassFixture<RightsServer>
{
    private const string Disputes = "I want to dispute this charge";

    [Fact]
    public async Task FirstNotice_IsInTheLogWithTheMessagesTime_AndOnBothPages()
    {
        var cardholder = await server.BeginAsync();

        await server.SaysAsync(cardholder, Disputes);

        var log = await server.EntriesAsync(cardholder.Id);
        var message = log.Single(entry => entry.Text() == Disputes);
        var value = log.Single(entry => entry.Name() == LogEvents.RightInvoked).Activity()["value"]!;
        ((string?)value["right"], (long)value["seq"]!, (string?)value["at"]).ShouldBe(("dispute", message.Seq, (string?)message.Activity()["timestamp"]));
        var reference = (string)value["reference"]!;
        var shown = await server.ShownAsync(cardholder);
        shown.Count(text => text!.Contains(reference)).ShouldBe(1);
        shown[^1]!.ShouldContain(message.At.ToOffset(TimeSpan.FromHours(8)).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " (UTC+8)");
        var open = (await server.OpenAsync(cardholder.Id)).ShouldHaveSingleItem();
        ((string?)open["reference"], (string?)open["right"], (string?)open["evidence"]).ShouldBe((reference, "dispute", (string?)value["evidence"]));
    }

    [Fact]
    public async Task SecondNotice_WhileWaiting_AddsNone()
    {
        var cardholder = await server.BeginAsync();
        await server.SaysAsync(cardholder, Disputes);

        await server.SaysAsync(cardholder, "I dispute this charge, do you hear me?");

        (await server.EntriesAsync(cardholder.Id)).Count(entry => entry.Name() == LogEvents.RightInvoked).ShouldBe(1);
        (await server.OpenAsync(cardholder.Id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task LostCardAndDisputeInOneMessage_InChinese_KeepTheUrgentReasonAndNoteTheRight()
    {
        var cardholder = await server.BeginAsync("zh-Hans");

        await server.SaysAsync(cardholder, "我的卡丢了。还有，我要投诉你们银行");

        var asked = (await server.EntriesAsync(cardholder.Id)).Single(entry => entry.Name() == LogEvents.HandoffInitiate);
        ((string?)asked.Activity()["value"]!["reason"]).ShouldBe("lost_stolen");
        var open = (await server.OpenAsync(cardholder.Id)).ShouldHaveSingleItem();
        ((string?)open["right"], (string?)open["lang"]).ShouldBe(("complaint", "zh-Hans"));
        (await server.ShownAsync(cardholder))[^1]!.ShouldContain($"（UTC+8）记录，编号 {(string?)open["reference"]}");
    }

    [Fact]
    public async Task Close_WithoutAWordOfIt_WritesNothing_AndWithOneSettlesItMasked()
    {
        var cardholder = await server.BeginAsync();
        await server.SaysAsync(cardholder, Disputes);
        var reference = (string?)(await server.OpenAsync(cardholder.Id))[0]["reference"];
        (await server.ActAsync(cardholder.Id, "claim")).Status.ShouldBe(200);
        var before = await server.EntriesAsync(cardholder.Id);

        foreach (var verb in (string[])["close", "return"])
        {
            var (status, problem) = await server.ActAsync(cardholder.Id, verb);
            (status, (string?)problem["code"]).ShouldBe((409, "HND013"));
        }

        (await server.EntriesAsync(cardholder.Id)).ShouldBe(before);
        (await server.OpenAsync(cardholder.Id)).Count.ShouldBe(1);

        (await server.ActAsync(cardholder.Id, "close", (reference, "handled", "paid back to card 4111 1111 1111 1111"))).Status.ShouldBe(200);

        var settled = (await server.EntriesAsync(cardholder.Id)).Single(entry => entry.Name() == LogEvents.RightSettled);
        ((string?)settled.Activity()["value"]!["reference"], (string?)settled.Activity()["value"]!["outcome"]).ShouldBe((reference, "handled"));
        settled.Json.ShouldNotContain("4111 1111");
        settled.VisibleSeq.ShouldBeNull();
        (await server.Log.FindAsync(cardholder.Id, default))!.Holder.Kind.ShouldBe(HolderKind.Closed);
        (await server.OpenAsync(cardholder.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CardholderLeaves_StaysOnTheBoard_OverARestart_UntilAnAgentSettlesIt()
    {
        var cardholder = await server.BeginAsync();
        await server.SaysAsync(cardholder, Disputes);
        var (before, known) = ((await server.OpenAsync(cardholder.Id))[0], await server.BeginAsync());
        await server.SaysAsync(known, "I want to talk to a person");
        await server.LeavesAsync(known);

        await server.LeavesAsync(cardholder);
        server.Clock.Advance(TimeSpan.FromDays(400));
        await server.RestartAsync();

        var after = (await server.OpenAsync(cardholder.Id)).ShouldHaveSingleItem();
        ((string?)after["reference"], (string?)after["at"], (string?)after["state"]).ShouldBe(((string?)before["reference"], (string?)before["at"], "waiting"));
        ((long)after["ageSeconds"]!).ShouldBeGreaterThan(400 * 86_400L - 60);
        (await server.Log.FindAsync(known.Id, default))!.Holder.Kind.ShouldBe(HolderKind.Closed, "nothing is open there");
        (await server.ActAsync(cardholder.Id, "claim")).Status.ShouldBe(200);
        (await server.ActAsync(cardholder.Id, "close", ((string?)after["reference"], "withdrawn", "the cardholder left"))).Status.ShouldBe(200);
        (await server.OpenAsync(cardholder.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Return_Settled_AndInvokedAgain_IsANewRightAndTheOldOneIsStillShown()
    {
        var cardholder = await server.BeginAsync();
        await server.SaysAsync(cardholder, Disputes);
        var first = (string?)(await server.OpenAsync(cardholder.Id))[0]["reference"];
        await server.ActAsync(cardholder.Id, "claim");
        (await server.ActAsync(cardholder.Id, "return", (first, "passed_on", "with disputes"))).Status.ShouldBe(200);

        await server.SaysAsync(cardholder, Disputes);

        var open = (await server.OpenAsync(cardholder.Id)).ShouldHaveSingleItem();
        ((string?)open["reference"]).ShouldNotBe(first);
        var (_, item) = await server.ActAsync(cardholder.Id, "claim");
        item["rights"]!.AsArray().Select(right => ((string?)right!["outcome"], (string?)right["note"])).ShouldBe([("passed_on", "with disputes"), (null, null)]);
    }
}
