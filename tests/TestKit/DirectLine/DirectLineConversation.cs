using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.TestKit.DirectLine;

/// <summary>One conversation over Direct Line 3.0, as much of it as load and checks need.</summary>
/// <remarks>It retries nothing: what fails is the caller's to see and to send again under the same client id.</remarks>
public sealed class DirectLineConversation
{
    private const string Base = "v3/directline/";
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpClient _http;
    private string _token;

    private DirectLineConversation(HttpClient http, string conversationId, string token) => (_http, ConversationId, _token) = (http, conversationId, token);

    /// <summary>Gets the conversation's id.</summary>
    public string ConversationId { get; }

    /// <summary>Takes an anonymous token as the widget does, and starts the conversation.</summary>
    public static async Task<DirectLineConversation> StartAnonymousAsync(HttpClient http, string lang, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync("api/chat/token", new { lang }, cancel);
        return await StartAsync(http, await ObjectAsync(answer, cancel), cancel);
    }

    /// <summary>Takes a token with the bank's Direct Line secret, and starts the conversation.</summary>
    public static async Task<DirectLineConversation> StartWithSecretAsync(HttpClient http, string secret, string userId, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Base + "tokens/generate") { Content = JsonContent.Create(new { user = new { id = userId } }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var answer = await http.SendAsync(request, cancel);
        return await StartAsync(http, await ObjectAsync(answer, cancel), cancel);
    }

    /// <summary>Posts one message under a client id.</summary>
    /// <returns>The status, and the activity's id when it was accepted.</returns>
    public Task<(HttpStatusCode Status, string? Id)> PostTextAsync(string clientId, string text, CancellationToken cancel) => PostAsync(
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "message",
            text,
            textFormat = "plain",
            from = new { id = "cardholder", role = "user" },
            locale = "en",
            channelData = new { clientActivityID = clientId },
        }),
        cancel);

    /// <summary>Posts one activity.</summary>
    public Task<(HttpStatusCode Status, string? Id)> PostAsync(JsonObject activity, CancellationToken cancel) => PostAsync(JsonSerializer.SerializeToUtf8Bytes(activity), cancel);

    private async Task<(HttpStatusCode Status, string? Id)> PostAsync(byte[] activity, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Post, $"conversations/{ConversationId}/activities");
        request.Content = new ByteArrayContent(activity) { Headers = { ContentType = Json } };
        using var answer = await _http.SendAsync(request, cancel);
        return answer.IsSuccessStatusCode ? (answer.StatusCode, IdIn(await answer.Content.ReadAsByteArrayAsync(cancel))) : (answer.StatusCode, null);
    }

    private static string? IdIn(byte[] answer)
    {
        using var parsed = JsonDocument.Parse(answer);
        return parsed.RootElement.GetProperty("id").GetString();
    }

    /// <summary>Reads what came after a watermark; null reads from the start.</summary>
    public async Task<ActivitySet> ReadAsync(string? watermark, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Get, $"conversations/{ConversationId}/activities?watermark={watermark}");
        using var answer = await _http.SendAsync(request, cancel);
        return ActivitySet.Of(await ObjectAsync(answer, cancel));
    }

    /// <summary>Opens a socket that replays after a watermark and then follows.</summary>
    public async Task<DirectLineSocket> ConnectAsync(string? watermark, CancellationToken cancel)
    {
        var stream = await StreamUrlAsync(watermark, cancel);
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(stream, cancel);
            return new DirectLineSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Asks for the address of a socket that replays after a watermark; its ticket is good once.</summary>
    public async Task<Uri> StreamUrlAsync(string? watermark, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Get, $"conversations/{ConversationId}?watermark={watermark}");
        using var answer = await _http.SendAsync(request, cancel);
        var conversation = await ObjectAsync(answer, cancel);
        _token = (string?)conversation["token"] ?? _token;
        return new Uri((string)conversation["streamUrl"]!);
    }

    private static async Task<DirectLineConversation> StartAsync(HttpClient http, JsonObject token, CancellationToken cancel)
    {
        var conversation = new DirectLineConversation(http, (string)token["conversationId"]!, (string)token["token"]!);
        using var request = conversation.Request(HttpMethod.Post, "conversations");
        request.Content = JsonContent.Create(new { user = new { } });
        using var answer = await http.SendAsync(request, cancel);
        var started = await ObjectAsync(answer, cancel);
        conversation._token = (string?)started["token"] ?? conversation._token;
        return conversation;
    }

    private static async Task<JsonObject> ObjectAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(cancel))!;
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, Base + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        return request;
    }
}
