using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Channels;
using Cardline.Bot.Gate.Masking;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardline.Bot.Tests.Channels;

/// <summary>The room on a real socket over a real log; turns end as the test says.</summary>
internal sealed class BotUnderTest : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly SqliteStore store;
    private readonly HttpClient client = new();

    private BotUnderTest(WebApplication app, SqliteStore store, ScheduledTurns turns)
    {
        this.app = app;
        this.store = store;
        Turns = turns;
    }

    public ScheduledTurns Turns { get; }

    public InstantClock Clock { get; private init; } = new();

    public IConversationLog Log => app.Services.GetRequiredService<IConversationLog>();

    public IStateStore State => store.State;

    public string Address => app.Urls.Single();

    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public static Task<BotUnderTest> StartAsync(ScriptedServer server, bool configured = true, params (string Name, string Value)[] settings) =>
        StartAsync(server, log => log, configured, settings);

    public static async Task<BotUnderTest> StartAsync(
        ScriptedServer server, Func<IConversationLog, IConversationLog> decorate, bool configured = true, params (string Name, string Value)[] settings)
    {
        var clock = new InstantClock();
        var file = new SqliteStore(clock: clock);
        var turns = new ScheduledTurns();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var values = new Dictionary<string, string?>
        {
            ["Channel:ChannelMetadata"] = server.Address + "/channel/metadata", ["Channel:ChannelIssuer"] = "https://issuer.test/channel",
            ["Channel:EmulatorMetadata"] = server.Address + "/emulator/metadata", ["Channel:TokenAddress"] = server.Address + "/{tenant}/token",
            ["Channel:AllowedServiceHosts:0"] = server.Host, ["Channel:AppPassword"] = "s3cret", ["Channel:AppId"] = configured ? ScriptedServer.AppId : "",
        };
        foreach (var (name, value) in settings)
        {
            values[name] = value;
        }

        builder.Configuration.AddInMemoryCollection(values);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(decorate(file.Log));
        builder.Services.AddSingleton(file.State);

        // On the clock of the test a lease would be over at once.
        builder.Services.AddSingleton<ILeaseStore>(new LocalLeases(TimeProvider.System)).AddSingleton(NodeName.Make());
        builder.Services.AddSingleton(provider => new ChannelDuty(
            provider.GetRequiredService<ILeaseStore>(), provider.GetRequiredService<NodeName>(), TimeProvider.System, provider.GetRequiredService<ILogger<ChannelDuty>>()));
        builder.Services.AddSingleton<ITurnScheduler>(turns);
        builder.Services.AddMasking(builder.Configuration);
        builder.Services.AddChannel(builder.Configuration);
        var built = builder.Build();
        built.MapChannel();
        var bot = new BotUnderTest(built, file, turns) { Clock = clock };
        await built.StartAsync();
        return bot;
    }

    public static JsonObject Message(ScriptedServer server, string text = "hello", string id = "in-1", string conversation = "19:meeting@thread|x/y") => new()
    {
        ["type"] = "message", ["id"] = id, ["channelId"] = "msteams", ["serviceUrl"] = server.Address + "/connector/", ["text"] = text,
        ["conversation"] = new JsonObject { ["id"] = conversation, ["tenantId"] = "t-1" },
        ["from"] = new JsonObject { ["id"] = "29:user", ["name"] = "Li" }, ["recipient"] = new JsonObject { ["id"] = "28:bot", ["name"] = "Card desk" },
    };

    public static string IdOf(JsonObject activity) =>
        ChannelReference.ConversationIdOf((string)activity["channelId"]!, (string)activity["conversation"]!["id"]!);

    public Task<HttpResponseMessage> PostAsync(JsonNode activity, string? token = null, Action<HttpRequestMessage>? change = null) =>
        PostAsync(Encoding.UTF8.GetBytes(activity.ToJsonString()), token is null ? null : "Bearer " + token, change);

    public async Task<HttpResponseMessage> PostAsync(byte[] body, string? authorization, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address + "/api/messages") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        change?.Invoke(request);
        return await client.SendAsync(request);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => client.SendAsync(request);

    public async Task<ConversationHead> HeadAsync(string conversationId) => (await Log.FindAsync(conversationId, CancellationToken.None))!;

    public async Task<IReadOnlyList<LogEntry>> EntriesAsync(string conversationId) => await Log.ReadAsync(conversationId, Audience.Staff, 0, 1000, CancellationToken.None);

    /// <summary>Says something as the bot, without a turn.</summary>
    public Task SayAsync(string conversationId, JsonObject activity, bool visible = true) =>
        Log.AppendAsync(new AppendRequest(conversationId, SenderKind.Bot, null, [new NewEntry(activity, visible)]), CancellationToken.None);

    public Task SayAsync(string conversationId, string text) => SayAsync(conversationId, Entries.Message(text, "bot"));

    /// <summary>Reads until something stands in the log; the ceiling only ends a broken test.</summary>
    public async Task<LogEntry> WaitForAsync(string conversationId, Func<LogEntry, bool> condition)
    {
        using var ceiling = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (var page in Log.FollowAsync(conversationId, Audience.Staff, 0, ceiling.Token))
        {
            if (page.FirstOrDefault(condition) is { } found)
            {
                return found;
            }
        }

        throw new InvalidOperationException("The log ended.");
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        store.Dispose();
    }
}

/// <summary>Remembers what was asked for, and may answer at once.</summary>
internal sealed class ScheduledTurns : ITurnScheduler
{
    public ConcurrentQueue<string> Scheduled { get; } = new();

    public Action<string>? OnSchedule { get; set; }

    public void Schedule(string conversationId)
    {
        Scheduled.Enqueue(conversationId);
        OnSchedule?.Invoke(conversationId);
    }

    public void Schedule(AppendResult.Appended appended) => Schedule(appended.Head.ConversationId);
}
