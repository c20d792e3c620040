using System.Net.WebSockets;
using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Bot.Tests.Gate;

public sealed class StoreFailureTests
{
    private const string Start = "/v3/directline/conversations";

    [Fact]
    public async Task Calls_StoreDown_AnswerWhatKeepsAClientTrying()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        var fresh = await host.TokenAsync();
        host.Seams.Scheduled.Clear();
        host.Seams.LogFailure = new LogUnavailableException("down");

        using var start = await host.PostAsync(Start, fresh.Token);
        using var post = await host.SayAsync(session, "one");
        using var poll = await host.GetAsync($"{Start}/{session.ConversationId}/activities?watermark=3", session.Token);
        using var reconnect = await host.GetAsync($"{Start}/{session.ConversationId}?watermark=", session.Token);
        host.Seams.LogFailure = null;
        using var startedThen = await host.PostAsync(Start, fresh.Token);

        await start.ShouldBeRefusedAsync(429, "BOT006", "TooManyRequests");
        await post.ShouldBeRefusedAsync(503, "BOT030", "ServiceError");
        ((int)poll.StatusCode).ShouldBe(200);
        (await poll.Content.ReadAsStringAsync()).ShouldBe("""{"activities":[],"watermark":"3"}""");
        await reconnect.ShouldBeRefusedAsync(503, "BOT030");
        ((int)startedThen.StatusCode).ShouldBe(201);
        (await host.PollAsync(session)).ShouldBeEmpty();
        host.Seams.Scheduled.ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_OurMistake_IsAnsweredWithoutTheExceptionsWords()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        host.Seams.LogFailure = new InvalidOperationException("a path and a password");

        using var answer = await host.SendAsync(HttpMethod.Get, $"{Start}/{session.ConversationId}?watermark=", session.Token, body: null, "https://card.example.test");

        await answer.ShouldBeRefusedAsync(500, "BOT029", "ServiceError");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("password");
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://card.example.test"]);
    }

    /// <summary>A client library may end what it gave up as cancelled, though nobody cancelled it: a socket that went on silently would show nothing for ever.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_LogFails_Closes1011AndTheNextSocketMissesNothing(bool asIfCancelled)
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();
        using var socket = await SocketClient.OpenAsync(session.StreamUrl!);
        using var one = await host.SayAsync(session, "one");
        await socket.ActivitiesAsync(1);
        var entry = new NewEntry(GateHost.Message("two"), Visible: true);
        host.Seams.LogFailure = asIfCancelled ? new TaskCanceledException() : new LogUnavailableException("down");
        await host.Services.GetRequiredService<SqliteConversationLog>()
            .AppendAsync(new AppendRequest(session.ConversationId, SenderKind.System, null, [entry]), default);

        (await socket.NextAsync()).ShouldBeNull();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.InternalServerError);
        host.Seams.LogFailure = null;
        using var back = await host.GetAsync($"{Start}/{session.ConversationId}?watermark=1", session.Token);
        using var again = await SocketClient.OpenAsync(Session.Of(await back.JsonAsync()).StreamUrl!);
        ((string?)(await again.ActivitiesAsync(1))[0]["text"]).ShouldBe("two");
    }
}
