using System.Text;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.DirectLine;
using Cardline.Bot.Protocol;
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

    [Theory]
    [InlineData("""{"type":"message","text":"白金卡"}""", true)]
    [InlineData("""{"text":"the field serviceUrl","channelData":{"serviceUrl":"kept, as always","type":"event"},"type":"message"}""", true)]
    [InlineData("""{"type":"message","serviceUrl":"https://hub.example.test"}""", false)]
    [InlineData("""{"type":"message","callerId":"x"}""", false)]
    [InlineData("""{"relatesTo":{"a":[1,{"b":2}]},"type":"message"}""", false)]
    [InlineData("""{"type":"message","attachments":[{"contentUrl":"/v3/directline/x"}]}""", false)]
    [InlineData("""{"type":"event","name":"cardline.outcome","value":{"type":"message"}}""", false)]
    [InlineData("""{"type":"event","name":"bank.banner"}""", false)]
    [InlineData("""{"text":"no type"}""", false)]
    [InlineData("""{"type":7}""", false)]
    public void SetOf_AnyEntry_IsWhatTheDoorMakesOfIt(string json, bool asItStands)
    {
        var set = OutboundDoor.SetOf([Entry(1, json)], 0, "https://bank.example.test");

        set.Activities.Select(activity => Encoding.UTF8.GetString(activity.Span)).ShouldBe(
            OutboundDoor.ForCardholder(Entry(1, json), "https://bank.example.test") is { } made ? [Encoding.UTF8.GetString(ActivitySet.Utf8Of(made).Span)] : []);
        OutboundDoor.GoesAsItStands(Encoding.UTF8.GetBytes(json)).ShouldBe(asItStands);
    }

    [Fact]
    public void SetOf_NothingToShow_StillMovesTheWatermark()
    {
        var set = OutboundDoor.SetOf([Entry(1, """{"type":"trace"}"""), Entry(visibleSeq: null, """{"type":"message"}""")], 0, "");

        set.Activities.ShouldBeEmpty();
        set.Watermark.ShouldBe(1);
    }

    private static LogEntry Entry(long? visibleSeq, string json) =>
        new("c1", 1, visibleSeq ?? 1, visibleSeq, 1, new Holder(HolderKind.Bot), DateTimeOffset.UnixEpoch, SenderKind.Bot, OpensTurn: false, json);
}
