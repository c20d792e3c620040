using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Turns;
using Cardline.Handoff.Agents;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardline.Bot.Tests.Dialogues;

/// <summary>The whole product in this process, over a real file, with agents who use the public desk API. One for all dialogues.</summary>
public sealed class DialogueDesk : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string folder = Directory.CreateTempSubdirectory("cardline-dialogues-").FullName;
    private readonly Dictionary<string, HttpClient> agents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HttpResponseMessage> streams = new(StringComparer.Ordinal);
    private WebApplication app = null!;

    internal ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    internal IConversationLog Log => app.Services.GetRequiredService<IConversationLog>();

    internal string StorePath => Path.Combine(folder, "cardline.db");

    internal ILogArchive Archive => app.Services.GetRequiredService<ILogArchive>();

    /// <summary>A client that is signed in at the desk.</summary>
    internal HttpClient Agent(string name) => agents[name];

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0", "--Storage:Sqlite:Path", Path.Combine(folder, "cardline.db"), "--Logging:LogLevel:Default", "Warning",
            "--Handoff:PresenceGraceSeconds", "0",
        ]);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Logging.ClearProviders();
        CardlineServer.AddCardline(builder);
        app = builder.Build();
        CardlineServer.MapCardline(app);
        await app.StartAsync();
        foreach (var name in (string[])["Ann", "Ben"])
        {
            var account = await app.Services.GetRequiredService<AgentAccounts>().AddAsync(name, default);
            agents[name] = await SignInAsync(account);
        }
    }

    public async Task DisposeAsync()
    {
        streams.Values.ToList().ForEach(stream => stream.Dispose());
        agents.Values.ToList().ForEach(agent => agent.Dispose());
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Somebody is at the desk: a connected stream is an agent on duty.</summary>
    internal async Task OpenAsync()
    {
        if (streams.Count == 0)
        {
            streams["Ann"] = await agents["Ann"].GetAsync("/api/desk/stream?after=0", HttpCompletionOption.ResponseHeadersRead);
            streams["Ann"].EnsureSuccessStatusCode();
        }

        await UntilAsync("somebody is on duty", async () => (int)(await BoardAsync())["agentsOnDuty"]! > 0);
    }

    internal async Task EmptyAsync()
    {
        streams.Values.ToList().ForEach(stream => stream.Dispose());
        streams.Clear();
        await UntilAsync("nobody is on duty", async () => (int)(await BoardAsync())["agentsOnDuty"]! == 0);
    }

    /// <summary>Runs the bot's turn, if one is owed, and waits until nothing is owed.</summary>
    internal async Task TurnAsync(string conversationId)
    {
        app.Services.GetRequiredService<ITurnScheduler>().Schedule(conversationId);
        await UntilAsync("the turn has its outcome", async () => (await Log.FindAsync(conversationId, default))!.TurnSeq is null);
    }

    internal async Task<JsonNode> BoardAsync() => (await agents["Ben"].GetFromJsonAsync<JsonNode>("/api/desk/board"))!;

    /// <summary>The case of a conversation as the board shows it, once the board has seen all of its log.</summary>
    internal async Task<JsonNode> CaseAsync(string conversationId)
    {
        JsonNode? item = null;
        var seq = (await Log.FindAsync(conversationId, default))!.Seq;
        await UntilAsync("the board has the case", async () =>
        {
            item = (await BoardAsync())["items"]!.AsArray().FirstOrDefault(one => (string?)one!["conversationId"] == conversationId);
            return item is not null && (long)item["lastSeq"]! >= seq;
        });
        return item!;
    }

    /// <summary>An agent acts on a conversation through the public API.</summary>
    internal async Task ActAsync(string agent, string conversationId, string verb, string? text = null)
    {
        var head = (await Log.FindAsync(conversationId, default))!;
        await CaseAsync(conversationId);
        var body = new JsonObject { ["clientId"] = Guid.NewGuid().ToString("n"), ["epoch"] = head.Epoch };
        if (text is not null)
        {
            body["text"] = text;
        }

        using var answer = await agents[agent].PostAsJsonAsync($"/api/desk/conversations/{conversationId}/{verb}", body);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{verb}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> isTrue)
    {
        using var stop = new CancellationTokenSource(Patience);
        using var glance = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await isTrue())
        {
            stop.IsCancellationRequested.ShouldBeFalse($"Waited in vain until {what}.");
            await glance.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task<HttpClient> SignInAsync(NewAgentPassword account)
    {
        var client = new HttpClient(new HttpClientHandler { UseCookies = true }) { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Add("X-Cardline-Desk", "1");
        (await client.PostAsJsonAsync("/api/desk/sign-in", new { name = account.Name, password = account.Password })).EnsureSuccessStatusCode();
        return client;
    }
}
