using System.Text.Json.Nodes;

namespace Cardline.Bot.Tests.Gate;

public sealed class CorsTests
{
    private const string Start = "/v3/directline/conversations";
    private const string Bank = "https://card.example.test";
    private const string Evil = "https://evil.example.test";

    [Theory]
    [InlineData("/v3/directline/conversations")]
    [InlineData("/v3/directline/conversations/c1/activities?watermark=7")]
    [InlineData("/v3/directline/conversations/c1?watermark=")]
    [InlineData("/v3/directline/conversations/c1/upload?userId=u1")]
    [InlineData("/v3/directline/tokens/refresh")]
    public async Task Preflight_AnyAddress_IsAnsweredWithoutAToken(string path)
    {
        await using var host = await GateHost.StartAsync();

        using var answer = await host.SendAsync(HttpMethod.Options, path, bearer: null, body: null, Bank);

        ((int)answer.StatusCode).ShouldBe(204);
        AllowedOrigin(answer).ShouldBe(Bank);
        var headers = answer.Headers.GetValues("Access-Control-Allow-Headers").Single();
        foreach (var needed in new[] { "authorization", "content-type", "x-ms-bot-agent", "x-requested-with" })
        {
            headers.ShouldContain(needed);
        }

        answer.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldBe("GET, POST, OPTIONS");
        int.Parse(answer.Headers.GetValues("Access-Control-Max-Age").Single()).ShouldBeGreaterThanOrEqualTo(600);
        answer.Headers.Vary.ShouldContain("Origin");
        answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Fact]
    public async Task Errors_CarryTheOriginToo()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();

        using var unauthorized = await host.PostAsync(Start, "x", origin: Bank);
        using var notFound = await host.GetAsync($"{Start}/other", session.Token, Bank);
        using var noRoute = await host.GetAsync("/v3/directline/session/getsessionid", session.Token, Bank);
        using var wrongMethod = await host.SendAsync(HttpMethod.Delete, Start, session.Token, body: null, Bank);
        using var bad = await host.PostAsync($"{Start}/{session.ConversationId}/activities", session.Token, new JsonObject(), Bank);

        await unauthorized.ShouldBeRefusedAsync(401, "BOT001");
        await notFound.ShouldBeRefusedAsync(404, "BOT003");
        await noRoute.ShouldBeRefusedAsync(404, "BOT003");
        await wrongMethod.ShouldBeRefusedAsync(404, "BOT003");
        await bad.ShouldBeRefusedAsync(400, "BOT011");
        new[] { unauthorized, notFound, noRoute, wrongMethod, bad }.ShouldAllBe(answer => AllowedOrigin(answer) == Bank);
    }

    [Fact]
    public async Task AllowList_AdmitsItsOriginsAndOurOwnOnly()
    {
        await using var host = await GateHost.StartAsync(("DirectLine:AllowedOrigins:0", Bank));
        var own = host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var token = (await host.TokenAsync()).Token;

        using var bank = await host.PostAsync(Start, token, origin: Bank);
        using var ours = await host.PostAsync(Start, token, origin: own);
        using var none = await host.PostAsync(Start, token);
        using var evil = await host.PostAsync(Start, token, origin: Evil);
        using var preflight = await host.SendAsync(HttpMethod.Options, Start, bearer: null, body: null, Evil);

        ((int)bank.StatusCode).ShouldBe(201);
        AllowedOrigin(bank).ShouldBe(Bank);
        ((int)ours.StatusCode).ShouldBe(200);
        ((int)none.StatusCode).ShouldBe(200);
        await evil.ShouldBeRefusedAsync(401, "BOT022");
        AllowedOrigin(evil).ShouldBeNull();
        AllowedOrigin(preflight).ShouldBeNull();
    }

    [Fact]
    public async Task TokensOrigins_AreEnforcedOnEveryCall()
    {
        await using var host = await GateHost.StartAsync();
        var token = await host.GenerateAsync(JsonNode.Parse($$"""{"trustedOrigins":["{{Bank}}"]}"""));

        using var evil = await host.PostAsync(Start, token.Token, origin: Evil);
        using var bank = await host.PostAsync(Start, token.Token, origin: Bank);
        using var refreshed = await host.PostAsync("/v3/directline/tokens/refresh", token.Token, origin: Bank);
        using var again = await host.PostAsync(Start, Session.Of(await refreshed.JsonAsync()).Token, origin: Evil);

        await evil.ShouldBeRefusedAsync(401, "BOT022");
        ((int)bank.StatusCode).ShouldBe(201);
        await again.ShouldBeRefusedAsync(401, "BOT022");
    }

    private static string? AllowedOrigin(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
}
