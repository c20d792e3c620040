using System.Net;
using System.Text.Json.Nodes;
using Cardline.Bot.Tests.Conversations;

namespace Cardline.Bot.Tests.Channels;

/// <summary>With no app id: this machine only, replies in the answer only, nothing is ever sent.</summary>
public sealed class UnconfiguredChannelTests : IAsyncLifetime
{
    private ScriptedServer server = null!;
    private BotUnderTest bot = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        bot = await BotUnderTest.StartAsync(server, configured: false);
        bot.Clock.EndsPauses = false;
        bot.Turns.OnSchedule = id => _ = AnswerAsync(id);
    }

    public async Task DisposeAsync()
    {
        server.Connector.ShouldBeEmpty();
        server.TokenRequests.ShouldBe(0);
        await bot.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Post_ExpectRepliesFromThisMachine_IsAnswered()
    {
        using var response = await bot.PostAsync(Expecting());
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await response.Content.ReadAsStringAsync();
        answer.ShouldContain("the answer");
        answer.ShouldNotContain("serviceUrl", customMessage: "nothing was proved, so no address is kept or repeated");
    }

    [Fact]
    public async Task Post_OrdinaryMessage_SaysWhatToConfigure()
    {
        using var response = await bot.PostAsync(BotUnderTest.Message(server));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Channel:AppId");
        bot.Turns.Scheduled.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Origin", "https://evil.test")]
    [InlineData("Host", "evil.test")]
    public async Task Post_SignOfAnotherMachine_IsRefused(string header, string value)
    {
        using var response = await bot.PostAsync(Expecting(), token: null, request => request.Headers.TryAddWithoutValidation(header, value));
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync()).ShouldContain("BOT046");
        bot.Turns.Scheduled.ShouldBeEmpty();
    }

    [Fact]
    public async Task Post_AnyToken_IsRefusedBecauseNobodyCanCheckIt()
    {
        using var response = await bot.PostAsync(Expecting(), server.ChannelToken());
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        server.KeyRequests.ShouldBe(0);
    }

    [Fact]
    public async Task Post_ConversationUpdate_IsAccepted()
    {
        var activity = BotUnderTest.Message(server);
        activity["type"] = "conversationUpdate";
        using var response = await bot.PostAsync(activity);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private JsonObject Expecting()
    {
        var activity = BotUnderTest.Message(server);
        activity["deliveryMode"] = "expectReplies";
        return activity;
    }

    private async Task AnswerAsync(string id) => await bot.Log.AppendAsync(Entries.BotAnswers(await bot.HeadAsync(id), "the answer"), CancellationToken.None);
}
