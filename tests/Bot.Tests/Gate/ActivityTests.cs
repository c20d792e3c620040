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
}
