using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cardline.TestKit;
using Cardline.TestKit.Server;
using ModelContextProtocol.Client;

namespace Cardline.Bot.Tests.Tools;

/// <summary>The built server as a process, and the built program as a tool server that a real client starts. One for all tests, because a start costs seconds.</summary>
public sealed class ToolServer : IAsyncLifetime
{
    internal const string Secret = "a-secret-of-the-bank";

    private static readonly string[] Topics = ["handoff", "articles/fees", "articles/safety"];

    private readonly string folder = Directory.CreateTempSubdirectory("cardline-tools-").FullName;
    private readonly LastLines errors = new();

    /// <summary>Gets a folder of few articles and no examples, so that little is learnt at each start; all the rest is what editors own.</summary>
    private string Articles => Path.Combine(folder, "knowledge-base");

    /// <summary>The client asks in the newest way first and after 5 s in the old one; a server that starts while the machine has other work has heard the first by then, and refuses the second.</summary>
    private static McpClientOptions SlowStart => new() { DiscoverProbeTimeout = Timeout.InfiniteTimeSpan };

    internal ServerProcess Server { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    /// <summary>Gets what tool servers wrote to standard error.</summary>
    internal string Errors => errors.ToString();

    internal ServerSetup Setup => new(folder)
    {
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["DirectLine:Secret"] = Secret, ["Knowledge:Path"] = Articles, ["Tools:CallsPerMinuteMax"] = "1000", ["Tools:HandoffsPerMinuteMax"] = "100", ["Tools:CallMilliseconds"] = "60000" },
    };

    public async Task InitializeAsync()
    {
        var whole = Path.Combine(Repository.Root, "knowledge-base");
        foreach (var file in Directory.EnumerateFiles(whole).Concat(Topics.SelectMany(topic => Directory.EnumerateFiles(Path.Combine(whole, topic)))))
        {
            var copy = Path.Combine(Articles, Path.GetRelativePath(whole, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Server = await ServerProcess.StartAsync(Setup);
        Http = new HttpClient { BaseAddress = Server.Address };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Starts the built program as a tool server and connects to it.</summary>
    internal Task<McpClient> ConnectAsync(bool beside = false) => McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions
    {
        Command = "dotnet",
        Arguments = [Repository.ServerAssembly, "mcp", .. beside ? Array.Empty<string>() : ["--server", Server.Address.ToString()]],
        WorkingDirectory = Repository.Root,
        EnvironmentVariables = Environment(),
        StandardErrorLines = errors.Add,
    }), SlowStart);

    internal Dictionary<string, string?> Environment()
    {
        var variables = Setup.Settings.ToDictionary(pair => pair.Key.Replace(":", "__"), pair => (string?)pair.Value, StringComparer.Ordinal);
        variables["Storage__Sqlite__Path"] = Setup.LogFile;
        return variables;
    }

    /// <summary>A cardholder begins a conversation, says something and has an outcome.</summary>
    internal async Task<string> ConversationAsync(string? says = null)
    {
        using var given = await Http.PostAsJsonAsync("api/chat/token", new { lang = "en" });
        var token = (string)(await given.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
        var id = (string)(await CallAsync("v3/directline/conversations", token, [])).Body["conversationId"]!;
        if (says is not null)
        {
            var before = (await ActivitiesAsync(id)).Count;
            await CallAsync($"v3/directline/conversations/{id}/activities", token, new JsonObject { ["type"] = "message", ["from"] = new JsonObject { ["id"] = "me" }, ["text"] = says });
            await Waiting.UntilAsync("the bot to answer", async () => (await ActivitiesAsync(id)).Count > before + 1);
        }

        return id;
    }

    /// <summary>What the cardholder sees.</summary>
    internal async Task<JsonArray> ActivitiesAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v3/directline/conversations/{id}/activities");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        using var answer = await Http.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["activities"]!.AsArray();
    }

    internal async Task<(HttpStatusCode Status, JsonObject Body)> CallAsync(string path, string? bearer, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        using var answer = await Http.SendAsync(request);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }
}

/// <summary>The tests that share the server; they run one after another, because each starts a program.</summary>
[CollectionDefinition(Name)]
public sealed class ToolServerCollection : ICollectionFixture<ToolServer>
{
    public const string Name = "tool server";
}
