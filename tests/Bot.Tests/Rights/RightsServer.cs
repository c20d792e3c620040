using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff.Agents;
using Cardline.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardline.Bot.Tests.Rights;

/// <summary>The whole product over a real file, spoken to by HTTP alone; it can be stopped and started again on the same file. One for all tests of a class, because a start costs seconds.</summary>
public sealed class RightsServer : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cardline-rights-").FullName;
    private WebApplication app = null!;

    internal ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    /// <summary>Gets the agent Ann, signed in anew after every start.</summary>
    internal HttpClient Ann { get; private set; } = null!;

    private HttpClient Http { get; set; } = null!;

    internal IConversationLog Log => app.Services.GetRequiredService<IConversationLog>();

    public Task InitializeAsync() => OpenAsync();

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stops and starts again.</summary>
    internal async Task RestartAsync()
    {
        await StopAsync();
        await OpenAsync();
    }

    /// <summary>A cardholder begins a conversation from the widget.</summary>
    internal async Task<(string Id, string Token)> BeginAsync(string lang = "en")
    {
        using var given = await Http.PostAsJsonAsync("/api/chat/token", new { lang });
        var token = (string)(await JsonAsync(given))["token"]!;
        using var begun = await PostAsync("/v3/directline/conversations", token, []);
        return ((string)(await JsonAsync(begun))["conversationId"]!, token);
    }

    /// <summary>The cardholder writes, and the bot's turn comes to its end.</summary>
    internal async Task SaysAsync((string Id, string Token) cardholder, string text)
    {
        await SendAsync(cardholder, new JsonObject { ["type"] = "message", ["from"] = new JsonObject { ["id"] = "me" }, ["text"] = text });
        await Waiting.UntilAsync("the turn to end", async () => (await Log.FindAsync(cardholder.Id, default))!.TurnSeq is null);
    }

    internal Task LeavesAsync((string Id, string Token) cardholder) =>
        SendAsync(cardholder, new JsonObject { ["type"] = "endOfConversation", ["from"] = new JsonObject { ["id"] = "me" } });

    /// <summary>What the widget gets when it is loaded again.</summary>
    internal async Task<IReadOnlyList<string?>> ShownAsync((string Id, string Token) cardholder)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{cardholder.Id}/activities");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", cardholder.Token);
        using var answer = await Http.SendAsync(request);
        return [.. (await JsonAsync(answer))["activities"]!.AsArray().Where(activity => (string?)activity!["type"] == "message").Select(activity => (string?)activity!["text"])];
    }

    /// <summary>Ann acts on a case, under the epoch that stands.</summary>
    internal async Task<(int Status, JsonObject Body)> ActAsync(string id, string verb, params (string? Reference, string Outcome, string Note)[] rights)
    {
        var head = (await Log.FindAsync(id, default))!;
        using var answer = await Ann.PostAsJsonAsync($"/api/desk/conversations/{id}/{verb}", new
        {
            clientId = Guid.NewGuid().ToString("n"), epoch = head.Epoch, rights = rights.Select(right => new { reference = right.Reference, outcome = right.Outcome, note = right.Note }),
        });
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    /// <summary>The open rights of a conversation as the desk lists them.</summary>
    internal async Task<List<JsonNode>> OpenAsync(string id)
    {
        var seq = (await Log.FindAsync(id, default))!.Seq;
        await Waiting.UntilAsync("the board to follow", async () => (await Ann.GetFromJsonAsync<JsonObject>("/api/desk/board"))!["items"]!.AsArray()
            .All(item => (string?)item!["conversationId"] != id || (long)item["lastSeq"]! >= seq));
        return [.. (await Ann.GetFromJsonAsync<JsonObject>("/api/desk/rights"))!["rights"]!.AsArray().Where(right => (string?)right!["conversationId"] == id).Select(right => right!)];
    }

    internal async Task<IReadOnlyList<LogEntry>> EntriesAsync(string id) => await Log.ReadAsync(id, Audience.Staff, 0, 1000, default);

    private async Task OpenAsync()
    {
        var builder = WebApplication.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0", "--Storage:Sqlite:Path", Path.Combine(folder, "cardline.db"), "--Logging:LogLevel:Default", "Warning",
        ]);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Logging.ClearProviders();
        CardlineServer.AddCardline(builder);
        app = builder.Build();
        CardlineServer.MapCardline(app);
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var accounts = app.Services.GetRequiredService<AgentAccounts>();
        var account = (await accounts.ListAsync(default)).Contains("Ann") ? await accounts.ResetAsync("Ann", default) : await accounts.AddAsync("Ann", default);
        Ann = new HttpClient(new HttpClientHandler { UseCookies = true }) { BaseAddress = Http.BaseAddress };
        Ann.DefaultRequestHeaders.Add("X-Cardline-Desk", "1");
        (await Ann.PostAsJsonAsync("/api/desk/sign-in", new { name = account.Name, password = account.Password })).EnsureSuccessStatusCode();
    }

    private async Task StopAsync()
    {
        Http.Dispose();
        Ann.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task SendAsync((string Id, string Token) cardholder, JsonObject activity)
    {
        using var answer = await PostAsync($"/v3/directline/conversations/{cardholder.Id}/activities", cardholder.Token, activity);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string token, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request);
    }

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
