using System.Text.Json.Nodes;

namespace Cardline.Bot.Tests.Channels;

/// <summary>Handoff events on the wire: who gets them, and how much of them.</summary>
public sealed class HandoffEventTests : IAsyncLifetime
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
    public async Task Deliver_HandoffInitiate_GoesOutAsHubsReadIt()
    {
        var id = await HearAsync("in-7");
        await bot.SayAsync(id, "one");
        var initiate = new JsonObject { ["type"] = "event", ["name"] = "handoff.initiate", ["value"] = new JsonObject { ["handoffId"] = "h1", ["reason"] = "dispute" } };
        await bot.SayAsync(id, initiate, visible: false);
        var body = (await server.CallsAsync(2))[1].Body!;
        ((string?)body["name"]).ShouldBe("handoff.initiate");
        ((string?)body["from"]!["id"]).ShouldBe("29:user");
        ((string?)body["value"]!["reason"]).ShouldBe("dispute");
        ((string?)body["replyToId"]).ShouldBe("in-7");
        ((string?)body["relatesTo"]!["bot"]!["id"]).ShouldBe("28:bot");
        ((string?)body["relatesTo"]!["activityId"]).ShouldBe("in-7");
        var transcript = body["attachments"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)transcript["name"]).ShouldBe("Transcript");
        transcript["content"]!["activities"]!.AsArray().Select(said => (string?)said!["text"]).ShouldBe(["hello", "one"]);
        body["entities"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Deliver_HandoffInitiate_NeverGoesToAChannelThatShowsItToTheClient()
    {
        var activity = BotUnderTest.Message(server);
        activity["channelId"] = "directline";
        await HearAsync(activity);
        var id = BotUnderTest.IdOf(activity);
        await bot.SayAsync(id, new JsonObject { ["type"] = "event", ["name"] = "handoff.initiate", ["value"] = new JsonObject() }, visible: false);
        await bot.SayAsync(id, "after");
        ((string?)(await server.CallsAsync(1)).Single().Body!["text"]).ShouldBe("after");
    }

    [Fact]
    public async Task Deliver_HandoffStatus_IsReducedToItsState()
    {
        var id = await HearAsync();
        await bot.SayAsync(id, new JsonObject
        {
            ["type"] = "event", ["name"] = "handoff.status", ["value"] = new JsonObject { ["state"] = "accepted", ["agentId"] = "wei", ["handoffId"] = "h1" },
        });
        var body = (await server.CallsAsync(1)).Single().Body!;
        body["value"]!.ToJsonString().ShouldBe("""{"state":"accepted"}""");
        ((string?)body["from"]!["role"]).ShouldBe("bot");
        ((string?)body["channelId"]).ShouldBe("msteams");
    }

    private async Task<string> HearAsync(string activityId = "in-1", string conversation = "19:meeting@thread|x/y")
    {
        var activity = BotUnderTest.Message(server, id: activityId, conversation: conversation);
        await HearAsync(activity);
        return BotUnderTest.IdOf(activity);
    }

    private async Task HearAsync(JsonObject activity)
    {
        using var response = await bot.PostAsync(activity, server.ChannelToken(("serviceurl", (string)activity["serviceUrl"]!)));
        response.EnsureSuccessStatusCode();
    }
}
