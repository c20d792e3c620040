using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Gate;

public sealed class OutboundDoorTests
{
    [Theory]
    [InlineData("""{"type":"event","name":"cardline.outcome"}""")]
    [InlineData("""{"type":"event","name":"Cardline.holder"}""")]
    [InlineData("""{"type":"event","name":"handoff.initiate"}""")]
    [InlineData("""{"type":"endOfConversation"}""")]
    [InlineData("""{"type":"conversationUpdate"}""")]
    [InlineData("""{"type":"trace"}""")]
    [InlineData("""{"type":"handoff"}""")]
    [InlineData("""{"type":"messageUpdate"}""")]
    [InlineData("""{"text":"no type"}""")]
    public void ForCardholder_KindNoClientShows_IsNothing(string json) => OutboundDoor.ForCardholder(Entry(1, json), "").ShouldBeNull();

    [Fact]
    public void ForCardholder_FileAddress_GetsOurHostAndForeignOnesStay()
    {
        var sent = OutboundDoor.ForCardholder(
            Entry(1, """{"type":"message","attachments":[{"contentUrl":"/v3/directline/x"},{"contentUrl":"https://a.example.test/y"},7]}"""), "https://bank.example.test");

        sent!["attachments"]!.ToJsonString().ShouldBe(
            """[{"contentUrl":"https://bank.example.test/v3/directline/x"},{"contentUrl":"https://a.example.test/y"},7]""");
    }

    [Fact]
    public void SetOf_NothingToShow_StillMovesTheWatermark()
    {
        var set = OutboundDoor.SetOf([Entry(1, """{"type":"trace"}"""), Entry(visibleSeq: null, """{"type":"message"}""")], 0, "");

        set.Activities.ShouldBeEmpty();
        set.Watermark.ShouldBe(1);
    }

    [Fact]
    public void Split_ManyLargeEntries_KeepsOrderAndBounds()
    {
        var entries = Enumerable.Range(1, 10).Select(i => Entry(i, new string('a', i == 5 ? 1_000_000 : 100_000))).ToList();

        var parts = OutboundDoor.Split(entries).ToList();

        parts.SelectMany(part => part).ShouldBe(entries);
        parts.Where(part => part.Count > 1).ShouldAllBe(part => part.Sum(entry => entry.Json.Length) <= OutboundDoor.FrameCharsMax);
        parts.Single(part => part.Contains(entries[4])).ShouldHaveSingleItem();
    }

    private static LogEntry Entry(long? visibleSeq, string json) =>
        new("c1", 1, visibleSeq ?? 1, visibleSeq, 1, new Holder(HolderKind.Bot), DateTimeOffset.UnixEpoch, SenderKind.Bot, OpensTurn: false, json);
}
