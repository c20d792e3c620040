using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Model;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns;
using Cardline.Handoff.Agents;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>The product as it is hosted, with the real articles, rules and desk, and a model that a test speaks for.</summary>
public sealed class WholeProductTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cardline-uses-").FullName;
    private readonly TurnModel model = new();
    private WebApplication app = null!;

    private IConversationLog Log => app.Services.GetRequiredService<IConversationLog>();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", "--Storage:Sqlite:Path", Path.Combine(folder, "cardline.db"), "--Logging:LogLevel:Default", "Warning"]);
        builder.Services.AddSingleton<IModel>(model);
        builder.Logging.ClearProviders();
        CardlineServer.AddCardline(builder);
        app = builder.Build();
        CardlineServer.MapCardline(app);
        await app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Run_HandedOver_TheAgentReadsTheSummaryBesideTheEvidence()
    {
        model.Says(ModelUse.Summary, "- The cardholder says that a payment was not theirs.");
        var log = await SaysAsync("h-1", "Somebody used my card, there is a payment that is not mine");
        ((string?)log.Outcome()["outcome"]).ShouldBe("HandedOff");
        using var agent = await AgentAsync();

        JsonNode? item = null;
        await TestKit.Waiting.UntilAsync("the board has the summary", async () =>
        {
            item = (await agent.GetFromJsonAsync<JsonNode>("/api/desk/board"))!["items"]!.AsArray().FirstOrDefault(one => (string?)one!["conversationId"] == "h-1");
            return (string?)item?["summary"] is not null;
        });

        ((string?)item!["summary"]).ShouldBe("The cardholder says that a payment was not theirs.");
        ((string?)item["evidence"]).ShouldNotBeNullOrEmpty();
        (await Log.ReadAsync("h-1", Audience.Cardholder, 0, 1000, default)).ShouldNotContain(entry => entry.Json.Contains("handoff.summary"));
    }

    [Fact]
    public async Task Run_FragmentThatNoRuleKnows_IsSpelledOutWithWhatWasSaidAndNothingElse()
    {
        const string Said = "what is the annual fee of the gold card";
        foreach (var whole in (string[])[Said, "what is the annual fee of the platinum card", "what is the annual fee of the gold and the platinum card"])
        {
            var id = "f-" + whole.Length;
            await SaysAsync(id, "my dog is called Gold and likes trains");
            model.Says(ModelUse.Rewrite, whole);

            var outcome = (await SaysAsync(id, "so what would that set me back")).Outcome();

            var use = outcome["model"]!.AsArray().Single(each => (string?)each!["use"] == "rewrite")!;
            ((bool)use["used"]!).ShouldBe(whole == Said, outcome.ToJsonString());
            ((string?)use["fault"]).ShouldBe(whole == Said ? null : "unsaid");
            ((string?)outcome["follow"]?["asked"] == whole).ShouldBe(whole == Said);
        }
    }

    private async Task<IReadOnlyList<LogEntry>> SaysAsync(string id, string text)
    {
        if (await Log.FindAsync(id, default) is null)
        {
            await Log.AppendedAsync(Entries.Begin(id));
        }

        await Log.AppendedAsync(Entries.Says(id, text));
        app.Services.GetRequiredService<ITurnScheduler>().Schedule(id);
        await TestKit.Waiting.UntilAsync("the turn has its outcome", async () => (await Log.FindAsync(id, default))!.TurnSeq is null);
        return await Log.ReadAsync(id, Audience.Staff, 0, 1000, default);
    }

    private async Task<HttpClient> AgentAsync()
    {
        var account = await app.Services.GetRequiredService<AgentAccounts>().AddAsync("Ann", default);
        var client = new HttpClient(new HttpClientHandler { UseCookies = true }) { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Add("X-Cardline-Desk", "1");
        (await client.PostAsJsonAsync("/api/desk/sign-in", new { name = account.Name, password = account.Password })).EnsureSuccessStatusCode();
        return client;
    }
}
