using System.Text;
using System.Text.Json.Nodes;
using Cardline.Bot.Protocol;

namespace Cardline.Bot.Tests.Protocol;

public sealed class ActivityTests
{
    [Fact]
    public void Set_KnownField_LeavesUnknownOnesAsTheyWere()
    {
        var json = JsonNode.Parse("""{"type":"message","later":{"a":[1,2.50]},"text":"x"}""")!.AsObject();

        var activity = new Activity(json);
        activity.Said = "y";
        activity.Name = null;

        json.ToJsonString().ShouldBe("""{"type":"message","later":{"a":[1,2.50]},"text":"y"}""");
    }

    [Theory]
    [InlineData("""{"text":5}""")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":{}}""")]
    [InlineData("""{}""")]
    public void Said_NoText_IsAbsent(string json) => new Activity(JsonNode.Parse(json)!.AsObject()).Said.ShouldBeNull();

    [Theory]
    [InlineData("""{"from":"me","channelData":[],"attachments":{},"suggestedActions":7}""")]
    [InlineData("""{"from":{"id":5},"channelData":{"clientActivityID":5},"suggestedActions":{"actions":{}}}""")]
    public void Views_FieldsOfTheWrongKind_AreAbsent(string json)
    {
        var activity = new Activity(JsonNode.Parse(json)!.AsObject());

        activity.FromId.ShouldBeNull();
        activity.ClientActivityId.ShouldBeNull();
        activity.Attachments.ShouldBeNull();
        activity.SuggestedActions.ShouldBeNull();
    }

    [Fact]
    public void SetFrom_DropsWhateverElseWasClaimed()
    {
        var activity = new Activity(JsonNode.Parse("""{"from":{"id":"x","role":"bot","aadObjectId":"y"}}""")!.AsObject());

        activity.SetFrom("dl_7", name: null, "user");

        activity.Json.ToJsonString().ShouldBe("""{"from":{"id":"dl_7","role":"user"}}""");
    }

    [Theory]
    [InlineData("", 9, 0)]
    [InlineData(null, 9, 0)]
    [InlineData("-", 9, 0)]
    [InlineData("-1", 9, 0)]
    [InlineData("0", 9, 0)]
    [InlineData("7", 9, 7)]
    [InlineData("9", 9, 9)]
    [InlineData("10", 9, 0)]
    [InlineData(" 7", 9, 0)]
    [InlineData("99999999999999999999", 9, 0)]
    public void Parse_Watermark_IsTheStartUnlessItIsOurs(string? text, long last, long expected) =>
        Watermark.Parse(text, last).ShouldBe(expected);

    [Fact]
    public void ToUtf8_Set_CarriesItsWatermarkAsText()
    {
        var set = new ActivitySet([ActivitySet.Utf8Of(new JsonObject { ["text"] = "卡片" })], 0);

        Encoding.UTF8.GetString(set.ToUtf8().Span).ShouldBe("""{"activities":[{"text":"卡片"}],"watermark":"0"}""");
        Encoding.UTF8.GetString(new ActivitySet([], Watermark: null).ToUtf8().Span).ShouldBe("""{"activities":[]}""");
    }
}
