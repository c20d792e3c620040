using System.Net;
using System.Text.Json.Nodes;
using Cardline.Bot.Gate.Channels;
using Microsoft.IdentityModel.Tokens;

namespace Cardline.Bot.Tests.Channels;

/// <summary>Who may post to the bot, with real signatures over a real socket.</summary>
public sealed class InboundTokenTests : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 6, 1, 9, 0, 0, DateTimeKind.Utc);
    private ScriptedServer server = null!;
    private BotUnderTest bot = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        bot = await BotUnderTest.StartAsync(server, configured: true, ("Channel:EmulatorIssuers:0", "https://issuer.test/emulator/"));
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Post_ValidChannelToken_IsTaken()
    {
        await ShouldBeAsync(HttpStatusCode.OK, server.ChannelToken());
        bot.Turns.Scheduled.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("aud", "99992222-3333-4444-5555-666677778888")]
    [InlineData("aud", null)]
    [InlineData("iss", "https://issuer.test/other")]
    [InlineData("iss", "https://issuer.test/channel/")]
    [InlineData("iss", null)]
    [InlineData("serviceurl", "https://evil.test/")]
    [InlineData("serviceurl", null)]
    public Task Post_ClaimOfChannelTokenWrong_IsRefused(string claim, string? value) => RefusedAsync(server.ChannelToken((claim, value)));

    [Fact]
    public Task Post_TwoAudiences_IsRefused() => RefusedAsync(server.ChannelToken(("aud", new[] { ScriptedServer.AppId, "other" })));

    [Fact]
    public async Task Post_ServiceUrlDiffersInCaseOnly_IsTaken() =>
        await ShouldBeAsync(HttpStatusCode.OK, server.ChannelToken(("serviceurl", (server.Address + "/connector/").ToUpperInvariant())));

    [Theory]
    [InlineData(-4, HttpStatusCode.OK)]
    [InlineData(-6, HttpStatusCode.Unauthorized)]
    public Task Post_TokenExpiredMinutesAgo_FiveAreForgiven(int minutes, HttpStatusCode expected) =>
        ShouldBeAsync(expected, server.Sign(server.ChannelClaims(), notBefore: Now.AddHours(-2), expires: Now.AddMinutes(minutes)));

    [Theory]
    [InlineData(4, HttpStatusCode.OK)]
    [InlineData(6, HttpStatusCode.Unauthorized)]
    public Task Post_TokenNotYetInForce_FiveMinutesAreForgiven(int minutes, HttpStatusCode expected) =>
        ShouldBeAsync(expected, server.Sign(server.ChannelClaims(), notBefore: Now.AddMinutes(minutes), expires: Now.AddHours(2)));

    [Fact]
    public Task Post_AlgorithmNone_IsRefused()
    {
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT","kid":"k1"}""");
        var claims = server.ChannelToken().Split('.')[1];
        return RefusedAsync($"{header}.{claims}.");
    }

    [Fact]
    public Task Post_SymmetricAlgorithmWithPublicKey_IsRefused() => RefusedAsync(server.Sign(server.ChannelClaims(), algorithm: SecurityAlgorithms.HmacSha256));

    [Fact]
    public async Task Post_SignatureOfAnotherKey_IsRefused()
    {
        server.AddKey("k2", "msteams");
        await RefusedAsync(server.Sign(server.ChannelClaims(), keyId: "k2", asKeyId: "k1"));
    }

    [Fact]
    public async Task Post_ClaimsChangedAfterSigning_IsRefused()
    {
        var parts = server.ChannelToken().Split('.');
        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!;
        claims["exp"] = 1999999999;
        await RefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(claims.ToJsonString())}.{parts[2]}");
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("MSTEAMS")]
    public async Task Post_KeyNotEndorsedForChannel_IsRefused(string channelId)
    {
        var activity = BotUnderTest.Message(server);
        activity["channelId"] = channelId;
        await ShouldBeAsync(HttpStatusCode.Unauthorized, server.ChannelToken(), activity);
    }

    [Fact]
    public async Task Post_KeyWithoutEndorsements_IsRefused()
    {
        server.AddKey("plain", endorsements: null);
        await RefusedAsync(server.Sign(server.ChannelClaims(), keyId: "plain"));
    }

    [Fact]
    public async Task Post_NoChannelId_IsRefused()
    {
        var activity = BotUnderTest.Message(server);
        activity.Remove("channelId");
        await ShouldBeAsync(HttpStatusCode.Unauthorized, server.ChannelToken(), activity);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer  two")]
    [InlineData("bearer x.y.z")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer not.a.token")]
    [InlineData("Bearer x")]
    public async Task Post_HeaderNotABearerToken_IsRefused(string? header)
    {
        using var response = await bot.PostAsync(System.Text.Encoding.UTF8.GetBytes(BotUnderTest.Message(server).ToJsonString()), header);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        server.KeyRequests.ShouldBe(0, "a forged token must not make the server look for keys");
    }

    [Theory]
    [InlineData("1.0", "appid", true)]
    [InlineData("", "appid", true)]
    [InlineData("2.0", "azp", true)]
    [InlineData("2.0", "appid", false)]
    [InlineData("1.0", "azp", false)]
    [InlineData("3.0", "appid", false)]
    [InlineData(null, "appid", false)]
    public async Task Post_EmulatorToken_IsJudgedByItsVersion(string? version, string appClaim, bool isTaken)
    {
        var claims = new Dictionary<string, object> { ["iss"] = "https://issuer.test/emulator/", ["aud"] = ScriptedServer.AppId, [appClaim] = ScriptedServer.AppId };
        if (version is not null)
        {
            claims["ver"] = version;
        }

        await ShouldBeAsync(isTaken ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, server.Sign(claims));
    }

    [Fact]
    public Task Post_TokenOfAnotherBot_IsRefused() => RefusedAsync(server.Sign(new Dictionary<string, object>
    {
        ["iss"] = "https://issuer.test/emulator/", ["aud"] = ScriptedServer.AppId, ["ver"] = "1.0", ["appid"] = "99992222-3333-4444-5555-666677778888",
    }));

    [Fact]
    public async Task Post_UnknownKey_MakesItLookAgainButNotWithinFiveMinutes()
    {
        await ShouldBeAsync(HttpStatusCode.OK, server.ChannelToken());
        server.KeyRequests.ShouldBe(1);
        server.AddKey("k9", "msteams");
        await RefusedAsync(server.Sign(server.ChannelClaims(), keyId: "k9"));
        server.KeyRequests.ShouldBe(1);
        bot.Clock.Advance(TimeSpan.FromMinutes(5.1));
        await ShouldBeAsync(HttpStatusCode.OK, server.Sign(server.ChannelClaims(), keyId: "k9", expires: Now.AddDays(9)));
        server.KeyRequests.ShouldBe(2);
    }

    [Fact]
    public async Task Post_KeysCannotBeReadAfterADay_OldOnesStayInUse()
    {
        await ShouldBeAsync(HttpStatusCode.OK, server.ChannelToken());
        server.KeysBroken = true;
        bot.Clock.Advance(TimeSpan.FromHours(25));
        await ShouldBeAsync(HttpStatusCode.OK, server.Sign(server.ChannelClaims(), expires: Now.AddDays(9)));
        server.KeysBroken = false;
        bot.Clock.Advance(TimeSpan.FromMinutes(6));
        await ShouldBeAsync(HttpStatusCode.OK, server.Sign(server.ChannelClaims(), expires: Now.AddDays(9)));
        server.KeyRequests.ShouldBe(2);
    }

    [Fact]
    public async Task Post_ManyAtOnceBeforeAnyKeys_LooksOnce()
    {
        var token = server.ChannelToken();
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => bot.PostAsync(BotUnderTest.Message(server, id: $"in-{number}"), token)));
        all.ShouldAllBe(response => response.StatusCode == HttpStatusCode.OK);
        server.KeyRequests.ShouldBe(1);
    }

    [Fact]
    public async Task Post_ForgedServiceHost_IsRefusedAndGetsNoToken()
    {
        await using var evil = await ScriptedServer.StartAsync();
        var activity = BotUnderTest.Message(server);
        activity["serviceUrl"] = evil.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/";

        // An emulator token carries no serviceurl claim, so only the list of hosts stands between the token and the address.
        var token = server.Sign(new Dictionary<string, object> { ["iss"] = "https://issuer.test/emulator/", ["aud"] = ScriptedServer.AppId, ["ver"] = "1.0", ["appid"] = ScriptedServer.AppId });
        using var response = await bot.PostAsync(activity, token);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bot.Log.FindAsync(BotUnderTest.IdOf(activity), CancellationToken.None)).ShouldBeNull();
        evil.Connector.ShouldBeEmpty();
        server.TokenRequests.ShouldBe(0);
    }

    private Task RefusedAsync(string token) => ShouldBeAsync(HttpStatusCode.Unauthorized, token);

    private async Task ShouldBeAsync(HttpStatusCode expected, string token, JsonObject? activity = null)
    {
        activity ??= BotUnderTest.Message(server, id: Guid.NewGuid().ToString());
        var id = ChannelReference.ConversationIdOf("msteams", (string)activity["conversation"]!["id"]!);
        var before = await bot.Log.FindAsync(id, CancellationToken.None);
        using var response = await bot.PostAsync(activity, token);
        response.StatusCode.ShouldBe(expected, await response.Content.ReadAsStringAsync());
        if (expected != HttpStatusCode.OK)
        {
            (await bot.Log.FindAsync(id, CancellationToken.None)).ShouldBe(before, "nothing of a refused call is stored");
        }
    }
}
