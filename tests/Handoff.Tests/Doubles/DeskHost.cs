using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.Handoff.Agents;
using Cardline.Handoff.Desk;
using Cardline.Handoff.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cardline.Handoff.Tests.Doubles;

/// <summary>The room on a test server, as the host registers and maps it.</summary>
internal sealed class DeskHost : IAsyncDisposable
{
    /// <summary>The one ceiling for all waits; only a broken test ever waits that long.</summary>
    public static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;

    private DeskHost(WebApplication app, MemoryConversations log, ManualTime time) => (_app, Log, Time) = (app, log, time);

    public MemoryConversations Log { get; }

    public ManualTime Time { get; }

    public IServiceProvider Services => _app.Services;

    public QueueBoard Board => Services.GetRequiredService<QueueBoard>();

    public DeskSweep Sweep => Services.GetServices<IHostedService>().OfType<DeskSweep>().Single();

    public PlaceKeeper Keeper => Services.GetServices<IHostedService>().OfType<PlaceKeeper>().Single();

    public IAgentPlaces Places => Services.GetRequiredService<IAgentPlaces>();

    public static async Task<DeskHost> StartAsync(Action<HandoffOptions>? configure = null, MemoryConversations? log = null, ManualTime? time = null, MemoryAgents? agents = null, IAgentPlaces? places = null)
    {
        time ??= new ManualTime();
        log ??= new MemoryConversations(time);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IConversations>(log);
        builder.Services.AddSingleton<IAgentStore>(agents ?? new MemoryAgents());
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        if (places is not null)
        {
            builder.Services.AddSingleton(places);
        }

        builder.Services.AddHandoff(options =>
        {
            options.Path = Repository.KnowledgeBase;
            options.Fact = (name, lang) => $"<{name}>";
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHandoff();
        await app.StartAsync();
        await app.Services.GetRequiredService<IWaitingLine>().ReadyAsync(CancellationToken.None).WaitAsync(Ceiling);
        return new DeskHost(app, log, time);
    }

    /// <summary>Makes an account and signs in with it.</summary>
    public async Task<HttpClient> AgentAsync(string name) =>
        await SignInAsync(name, (await Services.GetRequiredService<AgentAccounts>().AddAsync(name, CancellationToken.None)).Password);

    /// <summary>Signs in with an account that there is.</summary>
    public async Task<HttpClient> SignInAsync(string name, string password)
    {
        var client = Client();
        using var answer = await client.PostAsJsonAsync("/api/desk/sign-in", new { name, password });
        answer.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return client;
    }

    public HttpClient Client()
    {
        var client = _app.GetTestClient();
        client.DefaultRequestHeaders.Add("X-Cardline-Desk", "1");
        return client;
    }

    /// <summary>Waits until the board has taken in everything that was written.</summary>
    public async Task CaughtUpAsync()
    {
        var stop = Environment.TickCount64 + (long)Ceiling.TotalMilliseconds;
        while (Board.Position < Log.Length)
        {
            Environment.TickCount64.ShouldBeLessThan(stop, "the board did not follow the log");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

internal static class DeskCalls
{
    public static Task<HttpResponseMessage> ClaimAsync(this HttpClient agent, string id, long epoch, string clientId = "c1") =>
        agent.PostAsJsonAsync($"/api/desk/conversations/{id}/claim", new { clientId, epoch });

    public static Task<HttpResponseMessage> EndAsync(this HttpClient agent, string id, string how, long epoch, string clientId = "e1") =>
        agent.PostAsJsonAsync($"/api/desk/conversations/{id}/{how}", new { clientId, epoch });

    public static Task<HttpResponseMessage> SayAsync(this HttpClient agent, string id, long epoch, string text, string clientId) =>
        agent.PostAsJsonAsync($"/api/desk/conversations/{id}/messages", new { clientId, epoch, text });

    public static async Task<JsonObject> BodyAsync(this HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

    public static async Task<string> CodeAsync(this HttpResponseMessage answer) => (await answer.BodyAsync())["code"]!.GetValue<string>();
}
