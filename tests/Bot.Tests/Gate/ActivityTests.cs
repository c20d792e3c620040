using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Tests.Gate;

public sealed class ActivityTests
{
    [Fact]
    public async Task Post_Message_IsEchoedWithWhatTheChannelGives()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        host.Seams.Scheduled.Clear();

        using var answer = await host.SayAsync(session, JsonNode.Parse("""
            {"type":"message","text":"freeze my card","textFormat":"plain","attachments":[],"id":"mine","timestamp":"1999-01-01T00:00:00Z",
             "serviceUrl":"https://evil.example.test","conversation":{"id":"other"},"recipient":{"id":"x"},"channelId":"webchat","unknown":{"kept":1},
             "channelData":{"attachmentSizes":[],"clientActivityID":"ogzo022w52n","odd":"a\u0001b","cardline":{"speaker":"agent"}},
             "from":{"id":"dl_u7","name":"Branch manager","role":"bot","aadObjectId":"y"},"locale":"zh-HK"}
            """)!.AsObject());
        var id = (string?)(await answer.JsonAsync())["id"];
        var echo = (await host.PollAsync(session)).ShouldHaveSingleItem()!.AsObject();

        id.ShouldBe($"{session.ConversationId}|0000001");
        ((string?)echo["id"]).ShouldBe(id);
        ((string?)echo["timestamp"])!.ShouldStartWith("2026-06-01T09:00:00");
        ((string?)echo["conversation"]!["id"]).ShouldBe(session.ConversationId);
        ((string?)echo["channelId"]).ShouldBe("directline");
        ((string?)echo["locale"]).ShouldBe("zh-HK");
        echo["unknown"]!.ToJsonString().ShouldBe("""{"kept":1}""");
        echo["channelData"]!.ToJsonString().ShouldBe("""{"attachmentSizes":[],"clientActivityID":"ogzo022w52n","odd":"a\u0001b"}""");
        ((string?)echo["from"]!["role"]).ShouldBe("user");
        ((string?)echo["from"]!["id"])!.ShouldStartWith("dl_");
        ((string?)echo["from"]!["id"]).ShouldNotBe("dl_u7");
        echo["from"]!.AsObject().Count.ShouldBe(2);
        echo.ContainsKey("serviceUrl").ShouldBeFalse();
        echo.ContainsKey("recipient").ShouldBeFalse();
        host.Seams.Scheduled.ShouldBe([session.ConversationId]);
        (await host.Log.FindAsync(session.ConversationId, default))!.TurnSeq.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"type":"conversationUpdate"}""")]
    [InlineData("""{"type":"invoke","name":"x"}""")]
    [InlineData("""{"type":"handoff"}""")]
    [InlineData("""{"type":"trace"}""")]
    [InlineData("""{"type":"command"}""")]
    [InlineData("""{"type":"messageUpdate","text":"x"}""")]
    [InlineData("""{"type":"Message","text":"x"}""")]
    [InlineData("""{"text":"x"}""")]
    [InlineData("""{"type":5,"text":"x"}""")]
    [InlineData("""{"type":"event"}""")]
    [InlineData("""{"type":"event","name":"handoff.status","value":{"state":"accepted"}}""")]
    [InlineData("""{"type":"event","name":"Handoff.Initiate"}""")]
    [InlineData("""{"type":"event","name":" handoff.initiate"}""")]
    [InlineData("""{"type":"event","name":"hand\u0001off.initiate"}""")]
    [InlineData("""{"type":"event","name":"cardline.outcome"}""")]
    [InlineData("""{"type":"event","name":"CARDLINE.survey"}""")]
    public async Task Post_KindThatIsNotAClients_IsRefusedAndNotLogged(string activity)
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();

        using var answer = await host.SayAsync(session, JsonNode.Parse(activity)!.AsObject());

        await answer.ShouldBeRefusedAsync(400, "BOT011", "BadArgument");
        (await host.LogOfAsync(session)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Post_Typing_IsRelayedAndNotLogged()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();

        using var answer = await host.SayAsync(session, new JsonObject { ["type"] = "typing" });

        ((string?)(await answer.JsonAsync())["id"]).ShouldNotBeNullOrEmpty();
        host.Seams.Typed.ShouldBe([session.ConversationId]);
        (await host.LogOfAsync(session)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Post_Event_IsForStaffUnlessItsNameIsAllowed()
    {
        await using var host = await GateHost.StartAsync(("Gate:VisibleEvents:0", "bank.page"));
        var session = await host.ConversationAsync();
        host.Seams.Scheduled.Clear();

        using var hidden = await host.SayAsync(session, new JsonObject { ["type"] = "event", ["name"] = "webchat:activity-status/feedback" });
        using var shown = await host.SayAsync(session, new JsonObject { ["type"] = "event", ["name"] = "bank.page", ["serviceUrl"] = "https://x.example.test" });

        ((string?)(await hidden.JsonAsync())["id"]).ShouldNotBeNullOrEmpty();
        ((int)shown.StatusCode).ShouldBe(200);
        var seen = (await host.PollAsync(session)).ShouldHaveSingleItem()!;
        ((string?)seen["name"]).ShouldBe("bank.page");
        (await host.LogOfAsync(session)).Count.ShouldBe(3);
        host.Seams.Scheduled.ShouldBeEmpty();
    }

    [Fact]
    public async Task Post_SurveyBothWays_IsRecordedForStaffAndOpensNoTurn()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        host.Seams.Scheduled.Clear();

        using var chip = await host.SayAsync(session, JsonNode.Parse(
            """{"type":"message","text":"Good","value":{"survey":{"handoffId":"h1","score":4}}}""")!.AsObject());
        using var event_ = await host.SayAsync(session, JsonNode.Parse(
            """{"type":"event","name":"cardline.survey","value":{"handoffId":"h1","score":5,"comment":"kind"}}""")!.AsObject());

        ((int)chip.StatusCode).ShouldBe(200);
        ((int)event_.StatusCode).ShouldBe(200);
        var surveys = (await host.LogOfAsync(session)).Where(activity => (string?)activity["name"] == "cardline.survey").ToList();
        surveys.Select(activity => (int)activity["value"]!["score"]!).ShouldBe([4, 5]);
        (await host.PollAsync(session)).ShouldHaveSingleItem();
        host.Seams.Scheduled.ShouldBeEmpty();
        (await host.Log.FindAsync(session.ConversationId, default))!.TurnSeq.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"type":"event","name":"cardline.survey","value":{"handoffId":"h1","score":6}}""")]
    [InlineData("""{"type":"event","name":"cardline.survey","value":{"handoffId":"h1","score":"5"}}""")]
    [InlineData("""{"type":"event","name":"cardline.survey","value":{"score":3}}""")]
    [InlineData("""{"type":"event","name":"cardline.survey"}""")]
    [InlineData("""{"type":"message","text":"x","value":{"survey":{"handoffId":"h1","score":2.5}}}""")]
    [InlineData("""{"type":"message","text":"x","value":{"survey":true}}""")]
    public async Task Post_BadSurvey_IsRefused(string activity)
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();

        using var answer = await host.SayAsync(session, JsonNode.Parse(activity)!.AsObject());

        await answer.ShouldBeRefusedAsync(400, "BOT013");
    }

    [Fact]
    public async Task Post_EndOfConversation_ClosesForStaffAndALaterMessageIsTaken()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();

        using var left = await host.SayAsync(session, new JsonObject { ["type"] = "endOfConversation" });
        var closed = await host.Log.FindAsync(session.ConversationId, default);
        using var later = await host.SayAsync(session, "one more thing");

        ((int)left.StatusCode).ShouldBe(200);
        closed!.Holder.Kind.ShouldBe(Handoff.HolderKind.Closed);
        var echo = (await host.PollAsync(session)).ShouldHaveSingleItem()!;
        ((string?)(await later.JsonAsync())["id"]).ShouldBe((string?)echo["id"]);
    }

    [Theory]
    [InlineData("clientActivityID")]
    [InlineData("clientActivityId")]
    public async Task Post_SameClientId_IsDoneOnceAndAnotherTextIsAConflict(string spelling)
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        JsonObject Message(string text)
        {
            var message = GateHost.Message(text);
            message["channelData"] = new JsonObject { [spelling] = "c1" };
            message["localTimestamp"] = Guid.NewGuid().ToString();
            return message;
        }

        using var first = await host.SayAsync(session, Message("one"));
        using var again = await host.SayAsync(session, Message("one"));
        using var other = await host.SayAsync(session, Message("two"));

        var id = (string?)(await first.JsonAsync())["id"];
        ((string?)(await again.JsonAsync())["id"]).ShouldBe(id);
        await other.ShouldBeRefusedAsync(409, "BOT015", "Conflict");
        (await host.PollAsync(session)).Count.ShouldBe(1);
    }

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
