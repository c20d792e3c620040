using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Tests.Gate;

public sealed class ActivityLimitsTests
{
    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("""{"type":"message","text":"a","text":"b"}""")]
    [InlineData("""{"type":"message","text":"\ud800"}""")]
    [InlineData("""{"type":"message","text":"x","channelData":{"clientActivityID":"\udc00x"}}""")]
    [InlineData("""{"type":"message","\ud800":"x"}""")]
    [InlineData("""{"type":"message","text":"x"} trailing""")]
    [InlineData("""{"type":"message",/* comment */"text":"x"}""")]
    public async Task Post_MalformedJson_IsRefused(string body)
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();

        using var answer = await PostRawAsync(host, session, Encoding.UTF8.GetBytes(body));

        await answer.ShouldBeRefusedAsync(400, "BOT007", "MalformedData");
        (await host.LogOfAsync(session)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Post_InvalidUtf8OrTooDeep_IsRefused()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        byte[] invalid = [.. """{"type":"message","text":"a"""u8, 0xC3, 0x28, .. "\"}"u8];
        var deep = $$"""{"type":"message","text":"x","value":{{new string('[', 1000)}}{{new string(']', 1000)}}}""";

        using var onInvalid = await PostRawAsync(host, session, invalid);
        using var onDeep = await PostRawAsync(host, session, Encoding.UTF8.GetBytes(deep));

        await onInvalid.ShouldBeRefusedAsync(400, "BOT007");
        await onDeep.ShouldBeRefusedAsync(400, "BOT007");
    }

    [Fact]
    public async Task Post_TooLargeTooLongOrTooMany_IsRefusedAndNotLogged()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        var chips = new JsonArray([.. Enumerable.Range(0, 21).Select(i => (JsonNode)new JsonObject { ["type"] = "imBack", ["title"] = $"{i}" })]);
        var million = "{\"type\":\"message\",\"text\":\"x\",\"suggestedActions\":{\"actions\":[" + string.Join(',', Enumerable.Repeat("{}", 1_000_000)) + "]}}";
        var withChips = GateHost.Message("x");
        withChips["suggestedActions"] = new JsonObject { ["actions"] = chips };
        var withEntities = GateHost.Message("x");
        withEntities["entities"] = new JsonArray([.. Enumerable.Range(0, 21).Select(_ => (JsonNode)new JsonObject())]);
        var withLongId = GateHost.Message("x");
        withLongId["channelData"] = new JsonObject { ["clientActivityID"] = new string('a', 129) };
        var withLink = GateHost.Message("x");
        withLink["attachments"] = JsonNode.Parse("""[{"contentType":"image/png","contentUrl":"https://evil.example.test/a.png"}]""");

        using var megabyte = await host.SayAsync(session, new string('a', 1 << 20));
        using var millionChips = await PostRawAsync(host, session, Encoding.UTF8.GetBytes(million));
        using var chunked = await PostRawAsync(host, session, Encoding.UTF8.GetBytes(million), chunked: true);
        using var longText = await host.SayAsync(session, new string('a', 4001));
        using var fits = await host.SayAsync(session, new string('a', 4000));
        using var manyChips = await host.SayAsync(session, withChips);
        using var manyEntities = await host.SayAsync(session, withEntities);
        using var longId = await host.SayAsync(session, withLongId);
        using var link = await host.SayAsync(session, withLink);
        using var empty = await host.SayAsync(session, " \u0001 ");

        await megabyte.ShouldBeRefusedAsync(413, "BOT008", "MessageSizeTooBig");
        await millionChips.ShouldBeRefusedAsync(413, "BOT008");
        await chunked.ShouldBeRefusedAsync(413, "BOT008");
        await longText.ShouldBeRefusedAsync(400, "BOT009");
        ((int)fits.StatusCode).ShouldBe(200);
        await manyChips.ShouldBeRefusedAsync(400, "BOT012");
        await manyEntities.ShouldBeRefusedAsync(400, "BOT012");
        await longId.ShouldBeRefusedAsync(400, "BOT014");
        await link.ShouldBeRefusedAsync(400, "BOT027");
        await empty.ShouldBeRefusedAsync(400, "BOT010");
        (await host.PollAsync(session)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Post_ControlCharacters_AreTakenOutSaveNewlineAndTab()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        var message = GateHost.Message("a\u0000b\u001b[31mc\r\nd\te\u007f");
        message["value"] = new JsonObject { ["list"] = new JsonArray("x\u0002y", new JsonObject { ["deep"] = "p\u0003q" }) };

        using var answer = await host.SayAsync(session, message);

        var echo = (await host.PollAsync(session)).ShouldHaveSingleItem()!;
        ((string?)echo["text"]).ShouldBe("ab[31mc\nd\te\u007f");
        ((string?)echo["value"]!["list"]![0]).ShouldBe("xy");
        ((string?)echo["value"]!["list"]![1]!["deep"]).ShouldBe("pq");
    }

    [Fact]
    public async Task Post_TooOften_Is429ForThatConversationOnly()
    {
        await using var host = await GateHost.StartAsync(("Gate:ActivitiesPerTokenPerMinute", "3"));
        var session = await host.ConversationAsync();
        var other = await host.ConversationAsync();
        for (var i = 0; i < 3; i++)
        {
            using var said = await host.SayAsync(session, "one");
            ((int)said.StatusCode).ShouldBe(200);
        }

        using var refused = await host.SayAsync(session, "one");
        using var taken = await host.SayAsync(other, "one");

        await refused.ShouldBeRefusedAsync(429, "BOT005", "TooManyRequests");
        ((int)taken.StatusCode).ShouldBe(200);
        (await host.PollAsync(session)).Count.ShouldBe(3);
    }

    private static async Task<HttpResponseMessage> PostRawAsync(GateHost host, Session session, byte[] body, bool chunked = false)
    {
        HttpContent content = chunked ? new StreamContent(new UnknownLength(body)) : new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await host.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{session.ConversationId}/activities", session.Token, content);
    }

    /// <summary>A stream that cannot say how long it is, so that the body is sent in chunks.</summary>
    private sealed class UnknownLength(byte[] body) : MemoryStream(body)
    {
        public override bool CanSeek => false;
    }
}
