using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cardline.Bot.Tests.Channels;

/// <summary>A call that reached the scripted server.</summary>
internal sealed record Call(string Path, string? Authorization, JsonObject? Body);

/// <summary>An identity server and a Connector on a loopback socket: hands out keys and tokens, takes activities, answers as told.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    public const string AppId = "11112222-3333-4444-5555-666677778888";
    public const string BotToken = "bot-token-1";

    // Making a key takes long; every server signs with the same ones.
    private static readonly ConcurrentDictionary<string, RSA> Made = new();

    private readonly WebApplication app;
    private readonly Dictionary<string, (RSA Key, string[]? Endorsements)> keys = [];
    private readonly ConcurrentQueue<Func<HttpContext, Task>> script = new();
    private readonly SemaphoreSlim arrived = new(0);

    private ScriptedServer(WebApplication app) => this.app = app;

    public string Address { get; private set; } = "";

    public string Host => new Uri(Address).Host;

    public ConcurrentQueue<Call> Connector { get; } = new();

    public int TokenRequests { get; private set; }

    public int KeyRequests { get; private set; }

    public int TokenLifetimeSeconds { get; set; } = 3600;

    public bool KeysBroken { get; set; }

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        var server = new ScriptedServer(built);
        built.MapGet("/{who}/metadata", (string who) => server.KeysBroken
            ? Results.StatusCode(500)
            : Results.Json(new { issuer = who, jwks_uri = $"{server.Address}/{who}/keys", id_token_signing_alg_values_supported = new[] { "RS256" } }));
        built.MapGet("/{who}/keys", (string who) => server.KeyDocument(who));
        built.MapPost("/{tenant}/token", async (HttpRequest request) => Results.Json(await server.TokenAsync(request)));
        built.MapPost("/{**path}", server.TakeAsync);
        await built.StartAsync();
        server.Address = built.Urls.Single();
        server.AddKey("k1", "msteams", "directline");
        return server;
    }

    public void AddKey(string id, params string[]? endorsements) => keys[id] = (Made.GetOrAdd(id, _ => RSA.Create(2048)), endorsements);

    /// <summary>Answers the next calls to the Connector so, one each; afterwards all are taken.</summary>
    public void Then(int status, string? retryAfter = null, string? body = null) => script.Enqueue(async http =>
    {
        http.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            http.Response.Headers.RetryAfter = retryAfter;
        }

        await http.Response.WriteAsync(body ?? "");
    });

    public void ThenDrop() => script.Enqueue(http =>
    {
        http.Abort();
        return Task.CompletedTask;
    });

    public void ThenWaitFor(Task gate) => script.Enqueue(async http =>
    {
        await gate;
        await http.Response.WriteAsync("{\"id\":\"slow\"}");
    });

    /// <summary>Waits for so many calls to the Connector since the last wait; the ceiling only ends a broken test.</summary>
    public async Task<Call[]> CallsAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            (await arrived.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue($"call {number + 1} of {count} to the Connector");
        }

        return [.. Connector];
    }

    /// <summary>Signs a token with one of the keys.</summary>
    public string Sign(Dictionary<string, object> claims, string keyId = "k1", string algorithm = SecurityAlgorithms.RsaSha256, DateTime? expires = null, DateTime? notBefore = null, string? asKeyId = null)
    {
        var now = new DateTime(2026, 6, 1, 9, 0, 0, DateTimeKind.Utc);
        SecurityKey key = algorithm.StartsWith("HS", StringComparison.Ordinal)
            ? new SymmetricSecurityKey(keys[keyId].Key.ExportSubjectPublicKeyInfo()) { KeyId = asKeyId ?? keyId }
            : new RsaSecurityKey(keys[keyId].Key) { KeyId = asKeyId ?? keyId };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims, NotBefore = notBefore ?? now.AddMinutes(-1), Expires = expires ?? now.AddHours(1),
            SigningCredentials = new SigningCredentials(key, algorithm) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } },
        });
    }

    /// <summary>A good token of a channel, with claims changed or (null) taken away.</summary>
    public string ChannelToken(params (string Name, object? Value)[] changes) => Sign(ChannelClaims(changes));

    public Dictionary<string, object> ChannelClaims(params (string Name, object? Value)[] changes)
    {
        var claims = new Dictionary<string, object> { ["iss"] = "https://issuer.test/channel", ["aud"] = AppId, ["serviceurl"] = Address + "/connector/" };
        foreach (var (name, value) in changes)
        {
            claims.Remove(name);
            if (value is not null)
            {
                claims[name] = value;
            }
        }

        return claims;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        arrived.Dispose();
    }

    private IResult KeyDocument(string who)
    {
        KeyRequests++;
        var all = new JsonArray();
        foreach (var (id, (key, endorsements)) in keys)
        {
            var parameters = key.ExportParameters(includePrivateParameters: false);
            var json = new JsonObject
            {
                ["kty"] = "RSA", ["use"] = "sig", ["kid"] = id, ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            };
            if (who == "channel" && endorsements is not null)
            {
                json["endorsements"] = new JsonArray([.. endorsements.Select(name => (JsonNode)name)]);
            }

            all.Add(json);
        }

        return Results.Json(new JsonObject { ["keys"] = all });
    }

    private async Task<object> TokenAsync(HttpRequest request)
    {
        TokenRequests++;
        var form = await request.ReadFormAsync();
        form["grant_type"].ToString().ShouldBe("client_credentials");
        form["client_id"].ToString().ShouldBe(AppId);
        form["client_secret"].ToString().ShouldBe("s3cret");
        form["scope"].ToString().ShouldBe("https://api.botframework.com/.default");
        return new { token_type = "Bearer", expires_in = TokenLifetimeSeconds, access_token = BotToken };
    }

    private async Task TakeAsync(HttpContext http)
    {
        var body = await JsonNode.ParseAsync(http.Request.Body) as JsonObject;
        var target = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        Connector.Enqueue(new Call(target, http.Request.Headers.Authorization.ToString() is { Length: > 0 } header ? header : null, body));
        arrived.Release();
        if (script.TryDequeue(out var answer))
        {
            await answer(http);
            return;
        }

        await http.Response.WriteAsJsonAsync(new { id = "activity-" + Connector.Count });
    }
}
