using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.DirectLine;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Bot.Tests.Gate;

public sealed class StreamTests
{
    [Fact]
    public async Task Stream_ReplaysThenFollowsInOrder_OneActivityAFrame()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var one = await host.SayAsync(session, "one");
        using var two = await host.SayAsync(session, "two");

        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);
        JsonObject[] replay = [(await socket.NextAsync())!, (await socket.NextAsync())!];
        using var three = await host.SayAsync(session, "three");
        var live = (await socket.NextAsync())!;

        replay.Select(set => (string?)set["activities"]!.AsArray().ShouldHaveSingleItem()!["text"]).ShouldBe(["one", "two"]);
        replay.Select(set => (string?)set["watermark"]).ShouldBe(["1", "2"]);
        ((string?)live["activities"]!.AsArray().ShouldHaveSingleItem()!["id"]).ShouldBe((string?)(await three.JsonAsync())["id"]);
        ((string?)live["watermark"]).ShouldBe("3");
    }

    [Fact]
    public async Task Stream_StaffEntriesAndInitiate_AreNeverSent()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        await AppendAsync(host, session, """{"type":"event","name":"handoff.initiate","value":{"skill":"x"}}""", visible: false);
        await AppendAsync(host, session, """{"type":"event","name":"handoff.initiate","value":{"skill":"x"}}""", visible: true);
        await AppendAsync(host, session, """{"type":"event","name":"handoff.status","value":{"state":"accepted","agentId":"agent-one"},"from":{"id":"agent-one"},"attachments":[{}]}""", visible: true);
        await AppendAsync(host, session, """{"type":"message","text":"hello","serviceUrl":"https://x.example.test","from":{"id":"card-bot","role":"bot"}}""", visible: true);

        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);
        JsonObject[] sets = [(await socket.NextAsync())!, (await socket.NextAsync())!, (await socket.NextAsync())!];

        var activities = sets.SelectMany(set => set["activities"]!.AsArray()).ToList();
        activities.Select(activity => (string?)activity!["type"]).ShouldBe(["event", "message"]);
        activities[0]!["value"]!.ToJsonString().ShouldBe("""{"state":"accepted"}""");
        activities[0]!.ToJsonString().ShouldNotContain("agent-one");
        activities[1]!.AsObject().ContainsKey("serviceUrl").ShouldBeFalse();
        sets.Select(set => (string?)set["watermark"]).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task Stream_Redacted_ComesAgainUnderItsOldIdAndTheWatermarkStays()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var one = await host.SayAsync(session, "one");
        using var two = await host.SayAsync(session, "two");
        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);
        await socket.ActivitiesAsync(2);

        (await host.Log.RedactAsync(session.ConversationId, 2, "test", default)).ShouldBeTrue();
        var again = (await socket.NextAsync())!;

        var activity = again["activities"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)activity["id"]).ShouldBe((string?)(await one.JsonAsync())["id"]);
        ((string?)activity["text"]).ShouldNotBe("one");
        ((string?)again["watermark"]).ShouldBe("2");
    }

    [Fact]
    public async Task Stream_OverHttp2_IsOpenedToo()
    {
        await using var host = await GateHost.StartAsync(("Kestrel:EndpointDefaults:Protocols", "Http2"));
        var token = await host.ConversationAsync();

        using var socket = await SocketClient.OpenOverHttp2Async(token.StreamUrl!);
        await host.Log.AppendAsync(
            new AppendRequest(token.ConversationId, SenderKind.System, null, [new NewEntry(GateHost.Message("one"), Visible: true)]), default);

        ((string?)(await socket.ActivitiesAsync(1))[0]["text"]).ShouldBe("one");
    }

    [Fact]
    public async Task Stream_AddressUsedTwiceOrTooLate_IsRefused()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var first = await SocketClient.OpenAsync(session.StreamUrl!);
        var late = (await host.ConversationAsync()).StreamUrl!;
        var foreign = (await host.ConversationAsync()).StreamUrl!.Replace("/conversations/", "/conversations/x", StringComparison.Ordinal);

        await Should.ThrowAsync<WebSocketException>(() => SocketClient.OpenAsync(session.StreamUrl!));
        await Should.ThrowAsync<WebSocketException>(() => SocketClient.OpenAsync(foreign));
        host.Clock.Advance(TimeSpan.FromSeconds(60));
        await Should.ThrowAsync<WebSocketException>(() => SocketClient.OpenAsync(late));
        using var plain = await host.GetAsync(new Uri(late).PathAndQuery, bearer: null);
        await plain.ShouldBeRefusedAsync(400, "BOT025");
    }

    [Fact]
    public async Task Stream_FifthSocketOfAToken_ClosesTheOldestOnly()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        var sockets = new List<SocketClient>();
        for (var i = 0; i < 5; i++)
        {
            sockets.Add(await SocketClient.OpenAsync((await StreamAsync(host, session)).StreamUrl!));
        }

        (await sockets[0].NextAsync()).ShouldBeNull();
        using var said = await host.SayAsync(session, "one");

        sockets[0].CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        foreach (var socket in sockets.Skip(1))
        {
            (await socket.ActivitiesAsync(1)).Count.ShouldBe(1);
            socket.Dispose();
        }
    }

    [Fact]
    public async Task Stream_Silence_ClosesAndEmptyFramesKeepItOpen()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);
        using var said = await host.SayAsync(session, "one");
        await socket.ActivitiesAsync(1);

        host.Clock.Advance(TimeSpan.FromSeconds(50));
        await socket.SendAsync("");
        await HeardAsync(host);
        host.Clock.Advance(TimeSpan.FromSeconds(50));
        host.Services.GetRequiredService<ILiveClients>().SendPassing(session.ConversationId, new JsonObject { ["type"] = "typing" });
        ((string?)(await socket.ActivitiesAsync(1))[0]["type"]).ShouldBe("typing");
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        (await socket.NextAsync()).ShouldBeNull();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
    }

    [Fact]
    public async Task Stream_ClientTalks_IsClosedByPolicyAndNothingIsLogged()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);

        await socket.SendAsync("""{"type":"message","text":"hello"}""");

        (await socket.NextAsync()).ShouldBeNull();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        (await host.LogOfAsync(session)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stream_ServerStops_Closes1001()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);

        var stopping = host.StopAsync();

        (await socket.NextAsync()).ShouldBeNull();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await stopping.WaitAsync(GateHost.Ceiling);
    }

    [Fact]
    public async Task Stream_OriginNotInTheToken_IsRefused()
    {
        await using var host = await GateHost.StartAsync();
        var token = await host.GenerateAsync(JsonNode.Parse("""{"trustedOrigins":["https://card.example.test"]}"""));
        var session = await StartAsync(host, token);

        await Should.ThrowAsync<WebSocketException>(() => SocketClient.OpenAsync(session.StreamUrl!, "https://evil.example.test"));
        using var trusted = await SocketClient.OpenAsync((await StartAsync(host, token)).StreamUrl!, "https://card.example.test");
        using var own = await SocketClient.OpenAsync((await StartAsync(host, token)).StreamUrl!, host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public async Task SendPassing_ReachesOnlyThatConversation_WithoutWatermark()
    {
        await using var host = await GateHost.StartAsync();
        var mine = await host.ConversationAsync();
        var other = await host.ConversationAsync();
        using var socket = await SocketClient.OpenAsync(mine.StreamUrl!);
        using var bystander = await SocketClient.OpenAsync(other.StreamUrl!);
        await OpenAsync(host, 2);

        host.Services.GetRequiredService<ILiveClients>().SendPassing(
            mine.ConversationId, new JsonObject { ["type"] = "event", ["name"] = "cardline.queue", ["value"] = new JsonObject { ["place"] = 1 } });
        var set = (await socket.NextAsync())!;
        using var said = await host.SayAsync(other, "one");
        var first = (await bystander.NextAsync())!;

        set.ContainsKey("watermark").ShouldBeFalse();
        var activity = set["activities"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)activity["name"]).ShouldBe("cardline.queue");
        ((string?)activity["timestamp"]).ShouldNotBeNullOrEmpty();
        ((string?)first["activities"]![0]!["type"]).ShouldBe("message");
        (await host.LogOfAsync(mine)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stream_PostsWhileClientsReconnect_NothingIsMissedOrRepeated()
    {
        await using var host = await GateHost.StartAsync(("Gate:ActivitiesPerTokenPerMinute", "1000"));
        var session = await host.ConversationAsync();
        const int Posts = 60;
        var posting = Task.Run(async () =>
        {
            for (var i = 0; i < Posts; i++)
            {
                using var said = await host.SayAsync(session, $"{i}");
            }
        });

        var seen = new List<string>();
        var watermark = "";
        while (seen.Count < Posts)
        {
            using var answer = await host.GetAsync($"/v3/directline/conversations/{session.ConversationId}?watermark={watermark}", session.Token);
            using var socket = await SocketClient.OpenAsync(Session.Of(await answer.JsonAsync()).StreamUrl!);
            for (var sets = 0; sets < 3 && seen.Count < Posts; sets++)
            {
                var set = (await socket.NextAsync())!;
                seen.AddRange(set["activities"]!.AsArray().Select(activity => (string)activity!["text"]!));
                watermark = (string)set["watermark"]!;
            }
        }

        await posting;
        seen.ShouldBe(Enumerable.Range(0, Posts).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Stream_ClientTakesNothing_IsCutOffAndHoldsNobodyUp()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();

        // Far more than the system buffers for a connection, so that the one send cannot end while nobody reads.
        var big = new NewEntry(GateHost.Message(new string('a', 30_000_000)), Visible: true);
        await host.Log.AppendAsync(new AppendRequest(session.ConversationId, SenderKind.System, null, [big]), default);
        using var stuck = await SocketClient.OpenAsync(session.StreamUrl!);
        await UntilAsync(() => host.Clock.IsDueIn(ClientSocket.SendWithin));

        host.Clock.Advance(TimeSpan.FromSeconds(31));

        await UntilAsync(() => host.Services.GetRequiredService<ClientSockets>().Count == 0);
    }

    /// <summary>Waits until the server has heard the frame: it winds its watch up again.</summary>
    private static Task HeardAsync(GateHost host) =>
        UntilAsync(() => host.Clock.IsDueIn(TimeSpan.FromSeconds(60)));

    private static Task OpenAsync(GateHost host, int count) =>
        UntilAsync(() => host.Services.GetRequiredService<ClientSockets>().Count >= count);

    private static async Task UntilAsync(Func<bool> happened)
    {
        using var limit = new CancellationTokenSource(GateHost.Ceiling);
        while (!happened())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<Session> StreamAsync(GateHost host, Session session)
    {
        using var answer = await host.GetAsync($"/v3/directline/conversations/{session.ConversationId}?watermark=", session.Token);
        return Session.Of(await answer.JsonAsync());
    }

    private static async Task<Session> StartAsync(GateHost host, Session token)
    {
        using var answer = await host.PostAsync("/v3/directline/conversations", token.Token);
        return Session.Of(await answer.JsonAsync());
    }

    private static async Task AppendAsync(GateHost host, Session session, string activity, bool visible)
    {
        var entry = new NewEntry(JsonNode.Parse(activity)!.AsObject(), visible);
        (await host.Log.AppendAsync(new AppendRequest(session.ConversationId, SenderKind.System, null, [entry]), default))
            .ShouldBeOfType<AppendResult.Appended>();
    }
}
