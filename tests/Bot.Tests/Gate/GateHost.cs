using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Sqlite;
using Cardline.Bot.Gate;
using Cardline.Bot.Gate.Masking;
using Cardline.Bot.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardline.Bot.Tests.Gate;

/// <summary>The gate on a real Kestrel, with a real SQLite file in a folder of its own.</summary>
internal sealed class GateHost : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-bank";

    /// <summary>The one ceiling for all waits.</summary>
    public static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private GateHost(WebApplication app, string folder, bool ownsFolder)
    {
        _app = app;
        _ownsFolder = ownsFolder;
        Folder = folder;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = Ceiling };
    }

    public string Folder { get; }

    public HttpClient Http { get; }

    private Version Version =>
        Services.GetRequiredService<IConfiguration>()["Kestrel:EndpointDefaults:Protocols"] == "Http2" ? HttpVersion.Version20 : HttpVersion.Version11;

    public IServiceProvider Services => _app.Services;

    public TimerClock Clock => (TimerClock)Services.GetRequiredService<TimeProvider>();

    public IConversationLog Log => Services.GetRequiredService<IConversationLog>();

    public BreakableLeases Leases => (BreakableLeases)Services.GetRequiredService<ILeaseStore>();

    public RecordingSeams Seams => Services.GetRequiredService<RecordingSeams>();

    public static Task<GateHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(folder: null, settings);

    public static async Task<GateHost> StartAsync(string? folder, params (string Key, string Value)[] settings)
    {
        var ownsFolder = folder is null;
        folder ??= Directory.CreateTempSubdirectory("cardline-gate-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
        [
            new("Storage:Sqlite:Path", Path.Combine(folder, "cardline.db")),
            new("DirectLine:Secret", Secret),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)));
        builder.Services.AddSingleton<TimeProvider>(new TimerClock());
        var seams = new RecordingSeams();
        builder.Services.AddSingleton(seams).AddSingleton<ITurnScheduler>(seams).AddSingleton<ITypingRelay>(seams)
            .AddSingleton<IGreeting>(seams).AddSingleton<IReadiness>(seams).AddSingleton<IDeskStatus>(seams);
        builder.Services.AddConversations(builder.Configuration).AddGate(builder.Configuration);
        builder.Services.AddSingleton<SqliteConversationLog>();
        builder.Services.AddSingleton<IConversationLog>(provider => new BreakableLog(provider.GetRequiredService<SqliteConversationLog>(), seams));
        builder.Services.AddSingleton<ILeaseStore>(provider => new BreakableLeases(new LocalLeases(provider.GetRequiredService<TimeProvider>())));
        builder.Services.AddMasking(builder.Configuration);
        var app = builder.Build();
        app.Use((http, next) =>
        {
            seams.SocketRequest = http.WebSockets.IsWebSocketRequest ? http : seams.SocketRequest;
            return next(http);
        });
        app.MapGate();
        app.MapGet("/chat", () => "a page");
        app.MapGet("/desk/board", () => "a page");
        app.MapGet("/", () => "a page");
        await app.StartAsync();
        return new GateHost(app, folder, ownsFolder);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? bearer, HttpContent? body = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body, Version = Version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string? bearer, JsonNode? body = null, string? origin = null) =>
        SendAsync(HttpMethod.Post, path, bearer, JsonContent.Create(body ?? new JsonObject()), origin);

    public Task<HttpResponseMessage> GetAsync(string path, string? bearer, string? origin = null) =>
        SendAsync(HttpMethod.Get, path, bearer, body: null, origin);

    /// <summary>An anonymous token whose conversation has not started.</summary>
    public async Task<Session> TokenAsync()
    {
        using var answer = await PostAsync("/api/chat/token", bearer: null, new JsonObject { ["lang"] = "en" });
        return Session.Of(await answer.JsonAsync());
    }

    /// <summary>A token of a signed-in cardholder.</summary>
    public async Task<Session> GenerateAsync(JsonNode? body = null)
    {
        using var answer = await PostAsync("/v3/directline/tokens/generate", Secret, body);
        return Session.Of(await answer.JsonAsync());
    }

    /// <summary>A started conversation.</summary>
    public async Task<Session> ConversationAsync()
    {
        var session = await TokenAsync();
        using var answer = await PostAsync("/v3/directline/conversations", session.Token);
        return Session.Of(await answer.JsonAsync());
    }

    public Task<HttpResponseMessage> SayAsync(Session session, JsonObject activity) =>
        PostAsync($"/v3/directline/conversations/{session.ConversationId}/activities", session.Token, activity);

    public Task<HttpResponseMessage> SayAsync(Session session, string text) => SayAsync(session, Message(text));

    public static JsonObject Message(string text) => new() { ["type"] = "message", ["text"] = text, ["from"] = new JsonObject { ["id"] = "u1" } };

    /// <summary>What polling gives from the start.</summary>
    public async Task<JsonArray> PollAsync(Session session, string watermark = "")
    {
        using var answer = await GetAsync($"/v3/directline/conversations/{session.ConversationId}/activities?watermark={watermark}", session.Token);
        return (await answer.JsonAsync())["activities"]!.AsArray();
    }

    /// <summary>Everything in the log.</summary>
    public async Task<IReadOnlyList<JsonObject>> LogOfAsync(Session session) =>
        [.. (await Log.ReadAsync(session.ConversationId, Audience.Staff, 0, 1000, default)).Select(entry => JsonNode.Parse(entry.Json)!.AsObject())];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using var limit = new CancellationTokenSource(Ceiling);
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    public Task StopAsync() => _app.StopAsync();
}
