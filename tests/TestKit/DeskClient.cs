using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Cardline.TestKit;

/// <summary>One agent at the desk API.</summary>
public sealed class DeskClient : IDisposable
{
    private readonly HttpClient _http;

    private DeskClient(HttpClient http) => _http = http;

    /// <summary>Signs an agent in.</summary>
    public static async Task<DeskClient> SignInAsync(Uri server, string name, string password, CancellationToken cancel)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(15) };
        http.DefaultRequestHeaders.Add("X-Cardline-Desk", "1");
        try
        {
            using var answer = await http.PostAsJsonAsync("api/desk/sign-in", new { name, password }, cancel);
            answer.EnsureSuccessStatusCode();
            return new DeskClient(http);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

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
