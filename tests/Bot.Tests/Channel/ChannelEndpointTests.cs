using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cardline.Bot.Gate.Channels;
using Cardline.Bot.Tests.Conversations;

namespace Cardline.Bot.Tests.Channels;

/// <summary>What is taken, stored and answered at <c>/api/messages</c>.</summary>
public sealed class ChannelEndpointTests : IAsyncLifetime
{
    private ScriptedServer server = null!;
    private BotUnderTest bot = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        bot = await BotUnderTest.StartAsync(server);
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Post_Message_IsStoredMaskedAndOpensATurn()
    {
        var activity = BotUnderTest.Message(server, "my card 4111 1111 1111 1111");
        activity["channelData"] = new JsonObject { ["tenant"] = "t-1", ["cardline"] = new JsonObject { ["speaker"] = "agent" } };
        activity["callerId"] = "urn:botframework:aadappid:forged";
        await TakenAsync(activity);
        var id = BotUnderTest.IdOf(activity);
        bot.Turns.Scheduled.ShouldBe([id]);
        var message = (await bot.EntriesAsync(id)).Single(entry => entry.OpensTurn).Activity();
        ((string?)message["text"]).ShouldBe("my card ************1111");
        ((string?)message["from"]!["role"]).ShouldBe("user");
        ((string?)message["channelData"]!["tenant"]).ShouldBe("t-1");
        message["channelData"]!["cardline"]!.ToJsonString().ShouldBe("""{"masked":["card_number"]}""");
        message["serviceUrl"].ShouldBeNull();
        message["callerId"].ShouldBeNull();
        var began = (await bot.EntriesAsync(id))[0].Activity();
        ((string?)began["type"]).ShouldBe("conversationUpdate");
        ((bool)began["value"]!["signedIn"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task Post_SameActivityTwice_IsOneMessage()
    {
        var activity = BotUnderTest.Message(server);
        await TakenAsync(activity);
        await TakenAsync(activity);
        (await bot.EntriesAsync(BotUnderTest.IdOf(activity))).Count(entry => entry.OpensTurn).ShouldBe(1);
        activity["text"] = "something else";
        await ShouldBeAsync(HttpStatusCode.Conflict, "BOT050", activity);
    }

    [Theory]
    [InlineData("", "BOT040", 400)]
    [InlineData("[]", "BOT040", 400)]
    [InlineData("\"text\"", "BOT040", 400)]
    [InlineData("{", "BOT040", 400)]
    [InlineData("{}", "BOT040", 400)]
    [InlineData("""{"type":""}""", "BOT040", 400)]
    [InlineData("""{"type":7}""", "BOT040", 400)]
    [InlineData("""{"type":"message","type":"event"}""", "BOT040", 400)]
    public async Task Post_NotAnActivity_IsRefused(string body, string code, int status)
    {
        using var response = await bot.PostAsync(Encoding.UTF8.GetBytes(body), "Bearer " + server.ChannelToken());
        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain(code);
    }

    [Fact]
    public async Task Post_TooLargeTooDeepOrTooLong_IsRefused()
    {
        await ShouldBeAsync(HttpStatusCode.RequestEntityTooLarge, "BOT041", BotUnderTest.Message(server, new string('x', 300_000)));
        await ShouldBeAsync(HttpStatusCode.BadRequest, "BOT042", BotUnderTest.Message(server, new string('x', 4001)));
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 40)) + "1" + new string('}', 40);
        using var response = await bot.PostAsync(Encoding.UTF8.GetBytes($$"""{"type":"message","value":{{deep}}}"""), "Bearer " + server.ChannelToken());
        (await response.Content.ReadAsStringAsync()).ShouldContain("BOT040");
    }

    [Theory]
    [InlineData("conversation")]
    [InlineData("from")]
    [InlineData("serviceUrl")]
    public async Task Post_SomethingMissing_IsRefused(string name)
    {
        var activity = BotUnderTest.Message(server);
        activity.Remove(name);
        await ShouldBeAsync(HttpStatusCode.BadRequest, "BOT044", activity);
    }

    [Theory]
    [InlineData("handoff.status")]
    [InlineData("Handoff.Initiate")]
    [InlineData("cardline.outcome")]
    [InlineData("cardline.survey")]
    public async Task Post_ReservedEvent_IsRefused(string name)
    {
        var activity = BotUnderTest.Message(server);
        activity["type"] = "event";
        activity["name"] = name;
        await ShouldBeAsync(HttpStatusCode.BadRequest, "BOT049", activity);
    }

    [Fact]
    public async Task Post_Survey_IsRecordedForTheStaff()
    {
        var activity = BotUnderTest.Message(server);
        activity["type"] = "event";
        activity["name"] = "cardline.survey";
        activity["value"] = new JsonObject { ["handoffId"] = "h1", ["score"] = 5, ["comment"] = "thanks, 13812345678" };
        await TakenAsync(activity);
        var entry = (await bot.EntriesAsync(BotUnderTest.IdOf(activity)))[^1];
        entry.VisibleSeq.ShouldBeNull();
        entry.Json.ShouldContain("thanks, ***********");
    }

    [Theory]
    [InlineData("conversationUpdate")]
    [InlineData("typing")]
    [InlineData("messageReaction")]
    [InlineData("installationUpdate")]
    [InlineData("somethingNew")]
    public async Task Post_OtherKinds_AreAcceptedAndOpenNoTurn(string type)
    {
        var activity = BotUnderTest.Message(server);
        activity["type"] = type;
        await TakenAsync(activity);
        bot.Turns.Scheduled.ShouldBeEmpty();
    }

    [Fact]
    public async Task Post_Invoke_IsNotImplemented()
    {
        var activity = BotUnderTest.Message(server);
        activity["type"] = "invoke";
        await ShouldBeAsync(HttpStatusCode.NotImplemented, "BOT048", activity);
    }

    [Fact]
    public async Task Post_EndOfConversation_ClosesIt()
    {
        var activity = BotUnderTest.Message(server);
        activity["type"] = "conversationUpdate";
        await TakenAsync(activity);
        activity["type"] = "endOfConversation";
        activity["id"] = "in-2";
        await TakenAsync(activity);
        (await bot.HeadAsync(BotUnderTest.IdOf(activity))).Holder.Kind.ShouldBe(Cardline.Handoff.HolderKind.Closed);
    }

    [Fact]
    public async Task Post_EndOfConversationBehindWordsThatNobodyJudged_LeavesTheTurnOwed()
    {
        var activity = BotUnderTest.Message(server);
        await TakenAsync(activity);
        activity["type"] = "endOfConversation";
        activity["id"] = "in-2";
        await TakenAsync(activity);
        var head = await bot.HeadAsync(BotUnderTest.IdOf(activity));
        head.TurnSeq.ShouldNotBeNull();
        head.Holder.Kind.ShouldNotBe(Cardline.Handoff.HolderKind.Closed);
    }

    [Fact]
    public async Task Get_Messages_IsNotAllowed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, bot.Address + "/api/messages");
        using var response = await bot.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Post_ExpectReplies_AnswersWithTheTurnAndSendsNothing()
    {
        bot.Clock.EndsPauses = false;
        bot.Turns.OnSchedule = id => _ = AnswerAsync(id);
        var activity = BotUnderTest.Message(server);
        activity["deliveryMode"] = "expectReplies";
        activity.Remove("serviceUrl");
        var reply = (await RepliesAsync(activity)).ShouldHaveSingleItem()!;
        ((string?)reply["text"]).ShouldBe("the answer");
        ((string?)reply["from"]!["id"]).ShouldBe("28:bot");
        ((string?)reply["recipient"]!["id"]).ShouldBe("29:user");
        ((string?)reply["conversation"]!["id"]).ShouldBe("19:meeting@thread|x/y");

        // The answer may have been lost on its way, so a retry gets the same replies again.
        ((string?)(await RepliesAsync(activity)).ShouldHaveSingleItem()!["text"]).ShouldBe("the answer");

        // What an agent said in between comes with the next answer.
        await bot.SayAsync(BotUnderTest.IdOf(activity), "and this");
        activity["id"] = "in-2";
        (await RepliesAsync(activity)).Select(said => (string?)said!["text"]).ShouldBe(["and this", "the answer"]);
        await bot.Service<ConversationDelivery>().DeliverAsync(BotUnderTest.IdOf(activity), CancellationToken.None);
        server.Connector.ShouldBeEmpty();
    }

    [Fact]
    public async Task Post_ExpectRepliesAndTurnTooSlow_AnswersWithNothing()
    {
        var activity = BotUnderTest.Message(server);
        activity["deliveryMode"] = "expectReplies";
        (await RepliesAsync(activity)).ShouldBeEmpty();
        bot.Clock.Pauses.ShouldContain(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Post_ExpectRepliesWhileAnAgentAnswers_DoesNotWait()
    {
        bot.Clock.EndsPauses = false;
        var activity = BotUnderTest.Message(server);
        await TakenAsync(activity);
        var id = BotUnderTest.IdOf(activity);
        var head = await bot.HeadAsync(id);
        await bot.Log.AppendedAsync(Entries.Staff(id, head.Epoch, new Cardline.Handoff.Holder(Cardline.Handoff.HolderKind.Agent, "wei")));
        activity["deliveryMode"] = "expectReplies";
        activity["id"] = "in-2";
        (await RepliesAsync(activity)).ShouldBeEmpty();
    }

    [Fact]
    public void ConversationIdOf_OtherSplitOfTheSameCharacters_IsAnotherId()
    {
        ChannelReference.ConversationIdOf("ab", "c").ShouldNotBe(ChannelReference.ConversationIdOf("a", "bc"));
        ChannelReference.ConversationIdOf("a", "bc").ShouldBe(ChannelReference.ConversationIdOf("a", "bc"));
        ChannelReference.ConversationIdOf("a", "bc").ShouldMatch("^ch-[A-Za-z0-9_-]{32}$");
    }

    private async Task AnswerAsync(string id)
    {
        var head = await bot.HeadAsync(id);
        if (head.TurnSeq is not null)
        {
            await bot.Log.AppendAsync(Entries.BotAnswers(head, "the answer"), CancellationToken.None);
        }
    }

    private async Task<JsonArray> RepliesAsync(JsonObject activity)
    {
        using var response = await bot.PostAsync(activity, server.ChannelToken());
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["activities"]!.AsArray();
    }

    private async Task TakenAsync(JsonObject activity)
    {
        using var response = await bot.PostAsync(activity, server.ChannelToken());
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    private async Task ShouldBeAsync(HttpStatusCode status, string code, JsonObject activity)
    {
        using var response = await bot.PostAsync(activity, server.ChannelToken());
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync()).ShouldContain(code);
    }
}
