using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.Server;

namespace Cardline.EndToEnd.Tests;

/// <summary>A server of a test: its own data, uploads on, one agent's account.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    /// <summary>The name of the agent.</summary>
    public const string AgentName = "Lin";

    private readonly TemporaryFolder _folder;
    private readonly HttpClient _http;

    private DemoServer(TemporaryFolder folder, ServerProcess process, string password) =>
        (_folder, Process, AgentPassword, _http) = (folder, process, password, new HttpClient { BaseAddress = process.Address });

    /// <summary>Gets the process, to kill and to start again.</summary>
    public ServerProcess Process { get; }

    /// <summary>Gets the agent's password.</summary>
    public string AgentPassword { get; }

    /// <summary>Gets the address with a slash at the end.</summary>
    public Uri Address => Process.Address;

    /// <summary>Gets the address that Direct Line clients take.</summary>
    public string Domain => new Uri(Address, "v3/directline").ToString();

    /// <summary>Starts a server with an agent's account.</summary>
    public static async Task<DemoServer> StartAsync()
    {
        var folder = new TemporaryFolder();
        var setup = new ServerSetup(folder.FullPath)
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Storage:Uploads"] = "on",
                ["Storage:Uploads:Path"] = Path.Combine(folder.FullPath, "uploads"),
            },
        };
        try
        {
            var password = await AgentAccount.AddAsync(setup, AgentName);
            return new DemoServer(folder, await ServerProcess.StartAsync(setup), password);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Takes an anonymous token as the widget does.</summary>
    public async Task<(string ConversationId, string Token)> TokenAsync(string lang)
    {
        using var answer = await _http.PostAsJsonAsync("api/chat/token", new { lang });
        answer.EnsureSuccessStatusCode();
        var token = await answer.Content.ReadFromJsonAsync<JsonObject>();
        return ((string)token!["conversationId"]!, (string)token["token"]!);
    }

    /// <summary>Kills the process with signal 9 and starts it again on the same port and data.</summary>
    public async Task KillAndStartAgainAsync()
    {
        await Process.KillAsync();
        await Process.StartAgainAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
        _folder.Dispose();
    }
}
