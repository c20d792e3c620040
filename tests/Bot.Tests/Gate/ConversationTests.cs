using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Tests.Gate;

public sealed class ConversationTests
{
    private const string Start = "/v3/directline/conversations";

    [Fact]
    public async Task Start_NewThenAgain_Is201Then200WithTheSameConversation()
    {
        await using var host = await GateHost.StartAsync();
        var token = await host.TokenAsync();

        using var first = await host.PostAsync(Start, token.Token, JsonNode.Parse("""{"user":{},"locale":"zh-HK"}"""));
        using var again = await host.PostAsync(Start, token.Token, JsonNode.Parse("""{"user":{},"locale":"en"}"""));

        ((int)first.StatusCode).ShouldBe(201);
        ((int)again.StatusCode).ShouldBe(200);
        var session = Session.Of(await first.JsonAsync());
        Session.Of(await again.JsonAsync()).ConversationId.ShouldBe(session.ConversationId);
        session.ConversationId.ShouldBe(token.ConversationId);
        session.StreamUrl!.ShouldStartWith($"ws://127.0.0.1:{host.Http.BaseAddress!.Port}/v3/directline/conversations/{session.ConversationId}/stream?watermark=-&t=");
        var update = (await host.LogOfAsync(session)).ShouldHaveSingleItem();
        ((string?)update["type"]).ShouldBe("conversationUpdate");
        ((string?)update["locale"]).ShouldBe("zh-HK");
        ((bool?)update["value"]!["signedIn"]).ShouldBe(false);
        update["membersAdded"]!.AsArray().Count.ShouldBe(2);
        host.Seams.Scheduled.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_AgainAndAgain_GreetsOnceAsTheBot()
    {
        await using var host = await GateHost.StartAsync();
        host.Seams.Greeting = "Welcome";
        var token = await host.TokenAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.PostAsync(Start, token.Token, JsonNode.Parse("""{"locale":"zh-Hans"}"""))));
        using var again = await host.PostAsync(Start, token.Token);

        var first = (await host.PollAsync(token)).ShouldHaveSingleItem()!;
        ((string?)first["text"]).ShouldBe("Welcome (zh-Hans)");
        ((string?)first["channelData"]!["cardline"]!["kind"]).ShouldBe("greeting");
        (await host.Log.ReadAsync(token.ConversationId, Audience.Cardholder, 0, 10, default))[0].Sender.ShouldBe(SenderKind.Bot);
    }

    [Fact]
    public async Task Start_BrokeOffBeforeTheGreeting_IsMendedByTheNextTry()
    {
        await using var host = await GateHost.StartAsync();
        var token = await host.TokenAsync();
        using var broken = await host.PostAsync(Start, token.Token);

        host.Seams.Greeting = "Welcome";
        using var next = await host.PostAsync(Start, token.Token);

        ((int)next.StatusCode).ShouldBe(200);
        (await host.PollAsync(token)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("en-41111111")]
    [InlineData("en\n")]
    [InlineData("")]
    public async Task Start_LocaleThatIsNone_IsNotKept(string locale)
    {
        await using var host = await GateHost.StartAsync();
        var token = await host.TokenAsync();

        using var answer = await host.PostAsync(Start, token.Token, new JsonObject { ["locale"] = locale });

        ((int)answer.StatusCode).ShouldBe(201);
        ((string?)(await host.LogOfAsync(token))[0]["locale"]).ShouldBe("en");
    }

    [Fact]
    public async Task Start_EmptyBody_Works()
    {
        await using var host = await GateHost.StartAsync();
        var token = await host.TokenAsync();

        using var answer = await host.SendAsync(HttpMethod.Post, Start, token.Token);

        ((int)answer.StatusCode).ShouldBe(201);
    }

    [Fact]
    public async Task Start_ManyAtOnce_BeginOnce()
    {
        await using var host = await GateHost.StartAsync();
        var token = await host.TokenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.PostAsync(Start, token.Token)));

        answers.Count(answer => (int)answer.StatusCode == 201).ShouldBe(1);
        answers.Count(answer => (int)answer.StatusCode == 200).ShouldBe(7);
        (await host.LogOfAsync(token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_SignedIn_StaffSeeWhoItIs()
    {
        await using var host = await GateHost.StartAsync();
        var token = await host.GenerateAsync(JsonNode.Parse("""{"user":{"id":"dl_7","name":"Ms Chan"}}"""));

        using var answer = await host.PostAsync(Start, token.Token, JsonNode.Parse("""{"user":{"id":"dl_somebody_else"}}"""));

        var update = (await host.LogOfAsync(token)).ShouldHaveSingleItem();
        ((bool?)update["value"]!["signedIn"]).ShouldBe(true);
        ((string?)update["from"]!["id"]).ShouldBe("dl_7");
        ((string?)update["from"]!["name"]).ShouldBe("Ms Chan");
    }

    [Fact]
    public async Task Start_WithSecret_EachIsNew()
    {
        await using var host = await GateHost.StartAsync();

        using var first = await host.PostAsync(Start, GateHost.Secret);
        using var second = await host.PostAsync(Start, GateHost.Secret);
        var session = Session.Of(await first.JsonAsync());
        using var said = await host.PostAsync($"{Start}/{session.ConversationId}/activities", GateHost.Secret, GateHost.Message("hello"));

        ((int)first.StatusCode).ShouldBe(201);
        ((int)second.StatusCode).ShouldBe(201);
        Session.Of(await second.JsonAsync()).ConversationId.ShouldNotBe(session.ConversationId);
        ((int)said.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task Start_NotReadyOrTooOften_Is429BecauseClientsRetryThat()
    {
        await using var host = await GateHost.StartAsync(("Gate:StartsPerAddressPerMinute", "2"));
        var token = await host.TokenAsync();
        host.Seams.Ready = false;
        using var notReady = await host.PostAsync(Start, token.Token);
        host.Seams.Ready = true;

        using var first = await host.PostAsync(Start, token.Token);
        using var second = await host.PostAsync(Start, token.Token);
        using var third = await host.PostAsync(Start, token.Token);

        await notReady.ShouldBeRefusedAsync(429, "BOT006", "TooManyRequests");
        ((int)second.StatusCode).ShouldBe(200);
        await third.ShouldBeRefusedAsync(429, "BOT005", "TooManyRequests");
        (await host.LogOfAsync(token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reconnect_GivesTokenAndStreamFromTheWatermark()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var said = await host.SayAsync(session, "one");

        using var answer = await host.GetAsync($"{Start}/{session.ConversationId}?watermark=1", session.Token);
        using var empty = await host.GetAsync($"{Start}/{session.ConversationId}?watermark=", session.Token);
        using var beyond = await host.GetAsync($"{Start}/{session.ConversationId}?watermark=999", session.Token);
        var back = Session.Of(await answer.JsonAsync());
        using var refreshed = await host.PostAsync("/v3/directline/tokens/refresh", back.Token);

        ((int)answer.StatusCode).ShouldBe(200);
        back.StreamUrl!.ShouldContain("?watermark=1&t=");
        Session.Of(await empty.JsonAsync()).StreamUrl!.ShouldContain("?watermark=0&t=");
        Session.Of(await beyond.JsonAsync()).StreamUrl!.ShouldContain("?watermark=0&t=");
        ((int)refreshed.StatusCode).ShouldBe(200);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/activities")]
    [InlineData("POST", "/activities")]
    public async Task AnyCall_ForeignOrUnknownConversation_Is404(string method, string suffix)
    {
        await using var host = await GateHost.StartAsync();
        var mine = await host.ConversationAsync();
        var foreign = await host.ConversationAsync();
        var notStarted = await host.TokenAsync();

        async Task<HttpResponseMessage> CallAsync(string id, string bearer) => method == "GET"
            ? await host.GetAsync($"{Start}/{id}{suffix}", bearer)
            : await host.PostAsync($"{Start}/{id}{suffix}", bearer, GateHost.Message("hello"));

        using var onForeign = await CallAsync(foreign.ConversationId, mine.Token);
        using var onNothing = await CallAsync("nothing", mine.Token);
        using var onNotStarted = await CallAsync(notStarted.ConversationId, notStarted.Token);
        using var withSecret = await CallAsync("nothing", GateHost.Secret);

        foreach (var answer in new[] { onForeign, onNothing, onNotStarted, withSecret })
        {
            await answer.ShouldBeRefusedAsync(404, "BOT003", "BadArgument");
        }

        (await host.Log.ReadAsync(foreign.ConversationId, Audience.Cardholder, 0, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_PublicUrlSet_StreamUrlUsesIt()
    {
        await using var host = await GateHost.StartAsync(("PublicUrl", "https://chat.example.test/bank/"));

        var session = await host.ConversationAsync();

        session.StreamUrl!.ShouldStartWith("wss://chat.example.test/bank/v3/directline/conversations/");
    }

    [Fact]
    public async Task Poll_GivesPagesAndTextWatermarks()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var before = await host.GetAsync($"{Start}/{session.ConversationId}/activities?watermark=", session.Token);
        using var one = await host.SayAsync(session, "one");
        using var two = await host.SayAsync(session, "two");

        using var answer = await host.GetAsync($"{Start}/{session.ConversationId}/activities?watermark=1", session.Token);
        var set = await answer.JsonAsync();

        (await before.Content.ReadAsStringAsync()).ShouldBe("""{"activities":[],"watermark":"0"}""");
        ((string?)set["watermark"]).ShouldBe("2");
        ((string?)set["activities"]!.AsArray().ShouldHaveSingleItem()!["id"]).ShouldBe($"{session.ConversationId}|0000002");
    }

    [Fact]
    public async Task Poll_TooOften_IsNoNewsAndNeverAnError()
    {
        await using var host = await GateHost.StartAsync(("Gate:ReadsPerTokenPerMinute", "10"));
        var session = await host.ConversationAsync();
        using var said = await host.SayAsync(session, "one");
        for (var i = 0; i < 10; i++)
        {
            (await host.PollAsync(session)).Count.ShouldBe(1);
        }

        using var answer = await host.GetAsync($"{Start}/{session.ConversationId}/activities?watermark=7", session.Token);

        ((int)answer.StatusCode).ShouldBe(200);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"activities":[],"watermark":"7"}""");
    }
}
