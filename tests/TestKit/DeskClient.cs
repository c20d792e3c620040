using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Cardline.TestKit;

/// <summary>One agent at the desk API.</summary>
public sealed class DeskClient : IDisposable
{
    private readonly HttpClient _http;

    private DeskClient(HttpClient http, string agentId) => (_http, AgentId) = (http, agentId);

    /// <summary>Gets the agent's id, as the log names the holder.</summary>
    public string AgentId { get; }

    /// <summary>Signs an agent in to one server.</summary>
    public static Task<DeskClient> SignInAsync(Uri server, string name, string password, CancellationToken cancel) =>
        SignInAsync(new HttpClient(Handler()) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(15) }, name, password, cancel);

    /// <summary>Signs an agent in through a client of the caller's, which the desk client then owns; it must keep cookies (<see cref="Handler"/>).</summary>
    public static async Task<DeskClient> SignInAsync(HttpClient http, string name, string password, CancellationToken cancel)
    {
        http.DefaultRequestHeaders.Add("X-Cardline-Desk", "1");
        try
        {
            using var answer = await http.PostAsJsonAsync("api/desk/sign-in", new { name, password }, cancel);
            answer.EnsureSuccessStatusCode();
            var agent = await answer.Content.ReadFromJsonAsync<JsonObject>(cancel);
            return new DeskClient(http, (string)agent!["id"]!);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>Makes a handler with cookies of its own.</summary>
    public static SocketsHttpHandler Handler() => new() { CookieContainer = new CookieContainer(), ConnectTimeout = TimeSpan.FromSeconds(2) };

    /// <summary>Reads the board's items.</summary>
    public async Task<IReadOnlyList<JsonObject>> BoardAsync(CancellationToken cancel)
    {
        var board = await _http.GetFromJsonAsync<JsonObject>("api/desk/board", cancel);
        return [.. ((JsonArray)board!["items"]!).OfType<JsonObject>()];
    }

    /// <summary>Holds the live stream open, which is being on duty, until cancelled or broken.</summary>
    public async Task StayOnDutyAsync(CancellationToken cancel)
    {
        await using var stream = await _http.GetStreamAsync("api/desk/stream", cancel);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancel) is not null)
        {
        }
    }

    /// <summary>Does one of <c>claim, messages, close, return</c>.</summary>
    /// <returns>The status and the body, problem details included.</returns>
    public async Task<(HttpStatusCode Status, JsonObject? Body)> DoAsync(string conversationId, string verb, JsonObject body, CancellationToken cancel)
    {
        using var answer = await _http.PostAsJsonAsync($"api/desk/conversations/{conversationId}/{verb}", body, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return (answer.StatusCode, text.StartsWith('{') ? (JsonObject)JsonNode.Parse(text)! : null);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
