using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff;
using Cardline.Handoff.Agents;
using Cardline.Handoff.Desk;
using Cardline.Handoff.Queue;
using Cardline.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>One node's desk over a real store. Its sweeps go by a clock that a test moves; what a store does goes by the store's own.</summary>
internal sealed class DeskNode : IAsyncDisposable, ILiveClients, ILocalClients
{
    private WebApplication app = null!;

    public Gate.TimerClock Clock { get; } = new();

    public DoubtfulPort Port { get; private set; } = null!;

    public IAgentPlaces Places => app.Services.GetRequiredService<IAgentPlaces>();

    public IWaitingLine Line => app.Services.GetRequiredService<IWaitingLine>();

    public AgentAccounts Accounts => app.Services.GetRequiredService<AgentAccounts>();

    /// <summary>Starts a node.</summary>
    /// <param name="log">The store's log, as this node sees it.</param>
    /// <param name="state">The store's accounts.</param>
    /// <param name="places">The store's places; null for those of a single node.</param>
    /// <param name="casesMax">The limit.</param>
    public static async Task<DeskNode> StartAsync(IConversationLog log, IStateStore state, IAgentPlaces? places, int casesMax)
    {
        var node = new DeskNode();
        node.Port = new DoubtfulPort(new DeskConversations(log, node, node));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(node.Clock).AddSingleton<IConversations>(node.Port).AddSingleton<IAgentStore>(new AgentStore(state));
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        if (places is not null)
        {
            builder.Services.AddSingleton(places);
        }

        builder.Services.AddHandoff(options =>
            (options.Path, options.Fact, options.CasesPerAgentMax) = (Path.Combine(Repository.Root, "knowledge-base"), (name, _) => $"<{name}>", casesMax));
        node.app = builder.Build();
        node.app.UseAuthentication();
        node.app.UseAuthorization();
        node.app.MapHandoff();
        await node.app.StartAsync();
        await node.Line.ReadyAsync(default).WaitAsync(Waiting.Ceiling);
        return node;
    }

    /// <summary>Signs in here with an account that there is on any node.</summary>
    public async Task<HttpClient> SignInAsync(NewAgentPassword account)
    {
        var client = app.GetTestClient();
        client.DefaultRequestHeaders.Add("X-Cardline-Desk", "1");
        using var answer = await client.PostAsJsonAsync("/api/desk/sign-in", new { name = account.Name, password = account.Password });
        answer.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return client;
    }

    /// <summary>Waits until this node's board shows who holds a case; null for nobody.</summary>
    public Task ShowsAsync(string conversationId, string? agentId) =>
        Waiting.UntilAsync("the board to follow", () => Task.FromResult(Line.Find(conversationId)?.AgentId == agentId));

    void ILiveClients.SendPassing(string conversationId, JsonObject activity)
    {
    }

    bool ILiveClients.IsWatched(string conversationId) => false;

    void ILocalClients.SendPassing(string conversationId, JsonObject activity)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
