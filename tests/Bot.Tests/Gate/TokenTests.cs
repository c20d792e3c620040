using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Cardline.Bot.Tests.Gate;

public sealed class TokenTests
{
    private const string Generate = "/v3/directline/tokens/generate";
    private const string Refresh = "/v3/directline/tokens/refresh";
    private const string Start = "/v3/directline/conversations";

    [Fact]
    public async Task Generate_NoSecretConfigured_SaysWhatToSet()
    {
        await using var host = await GateHost.StartAsync(("DirectLine:Secret", ""));

        using var answer = await host.PostAsync(Generate, "anything");

        await answer.ShouldBeRefusedAsync(403, "BOT004", "Forbidden");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("DirectLine:Secret");
    }

    [Fact]
    public async Task Generate_WithTokenOrWrongSecret_IsRefused()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.TokenAsync();

        using var withToken = await host.PostAsync(Generate, session.Token);
        using var withWrong = await host.PostAsync(Generate, GateHost.Secret + "x");
        using var withNothing = await host.PostAsync(Generate, bearer: null);

        await withToken.ShouldBeRefusedAsync(401, "BOT001");
        await withWrong.ShouldBeRefusedAsync(401, "BOT001");
        await withNothing.ShouldBeRefusedAsync(401, "BOT001");
    }

    [Fact]
    public async Task Generate_PascalCaseBody_PutsUserAndOriginsIntoToken()
    {
        await using var host = await GateHost.StartAsync();

        using var answer = await host.PostAsync(Generate, GateHost.Secret, JsonNode.Parse(
            """{"User":{"Id":"dl_12345","Name":"Ms Chan"},"TrustedOrigins":["https://card.example.test"]}"""));
        var json = await answer.JsonAsync();

        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        json["expires_in"]!.GetValue<int>().ShouldBe(3600);
        json.ContainsKey("streamUrl").ShouldBeFalse();
        var token = new JsonWebToken((string)json["token"]!);
        token.Alg.ShouldBe("HS256");
        token.GetPayloadValue<string>("user").ShouldBe("dl_12345");
        token.GetPayloadValue<string>("conv").ShouldBe((string?)json["conversationId"]);
        token.Claims.Where(claim => claim.Type == "origins").Select(claim => claim.Value).ShouldBe(["https://card.example.test"]);
    }

    [Theory]
    [InlineData("""{"user":{"id":"u1"}}""")]
    [InlineData("""{"trustedOrigins":["https://card.example.test/path"]}""")]
    [InlineData("""{"trustedOrigins":["*"]}""")]
    public async Task Generate_UnacceptableUserOrOrigin_IsRefused(string body)
    {
        await using var host = await GateHost.StartAsync();

        using var answer = await host.PostAsync(Generate, GateHost.Secret, JsonNode.Parse(body));

        await answer.ShouldBeRefusedAsync(400, "BOT026");
    }

    [Fact]
    public async Task Generate_WrongKindOfField_IsMalformed()
    {
        await using var host = await GateHost.StartAsync();

        using var answer = await host.PostAsync(Generate, GateHost.Secret, JsonNode.Parse("""{"user":7}"""));

        await answer.ShouldBeRefusedAsync(400, "BOT007");
    }

    [Fact]
    public async Task Refresh_GoodToken_GivesAnotherForTheSameConversation()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.TokenAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(59));

        using var answer = await host.PostAsync(Refresh, session.Token);
        var fresh = Session.Of(await answer.JsonAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(59));
        using var started = await host.PostAsync(Start, fresh.Token);

        fresh.ConversationId.ShouldBe(session.ConversationId);
        fresh.Token.ShouldNotBe(session.Token);
        ((int)started.StatusCode).ShouldBe(201);
    }

    [Fact]
    public async Task Refresh_WithSecret_IsRefused()
    {
        await using var host = await GateHost.StartAsync();

        using var answer = await host.PostAsync(Refresh, GateHost.Secret);

        await answer.ShouldBeRefusedAsync(401, "BOT001");
    }

    [Theory]
    [InlineData("POST", Refresh)]
    [InlineData("POST", Start)]
    [InlineData("GET", Start + "/ID?watermark=")]
    [InlineData("GET", Start + "/ID/activities")]
    [InlineData("POST", Start + "/ID/activities")]
    [InlineData("POST", Start + "/ID/upload")]
    public async Task AnyCall_ExpiredToken_Is403AndNothingElseIs(string method, string path)
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.TokenAsync();
        path = path.Replace("ID", session.ConversationId, StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromMinutes(60));

        using var expired = await host.SendAsync(new HttpMethod(method), path, session.Token);
        using var forged = await host.SendAsync(new HttpMethod(method), path, session.Token[..^4] + "AAAA");

        await expired.ShouldBeRefusedAsync(403, "BOT002", "TokenExpired");
        await forged.ShouldBeRefusedAsync(401, "BOT001", "Unauthorized");
    }

    [Fact]
    public async Task AnyCall_TokenOfAnotherPurposeOrUnsigned_Is401()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.TokenAsync();
        var unsigned = $"{Encode("""{"alg":"none","typ":"JWT","kid":"token-00000001"}""")}.{session.Token.Split('.')[1]}.";
        var other = (await host.ConversationAsync()).StreamUrl!.Split("&t=")[1];

        foreach (var token in new[] { session.Resume!, unsigned, other, "x", "a.b.c", new string('a', 9000), "" })
        {
            using var answer = await host.PostAsync(Start, token);
            await answer.ShouldBeRefusedAsync(401, "BOT001");
        }
    }

    [Fact]
    public async Task AnyCall_AfterRestart_TokenIsStillGood()
    {
        var folder = Directory.CreateTempSubdirectory("cardline-gate-").FullName;
        try
        {
            Session session;
            await using (var before = await GateHost.StartAsync(folder))
            {
                session = await before.ConversationAsync();
            }

            await using var after = await GateHost.StartAsync(folder);
            using var answer = await after.GetAsync($"{Start}/{session.ConversationId}?watermark=", session.Token);
            ((int)answer.StatusCode).ShouldBe(200);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
