using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cardline.Bot.Gate.Limits;

namespace Cardline.Bot.Tools;

/// <summary>The tools in a program of their own that asks a running server, with the server's Direct Line secret.</summary>
internal sealed class RemoteActions(HttpClient server, string secret, ILogger<RemoteActions> logger) : IToolActions
{
    /// <summary>Longest answer, in bytes.</summary>
    public const int AnswerBytesMax = 1_048_576;

    /// <inheritdoc/>
    public async Task<ToolResult> RunAsync(ToolShape shape, ToolInput input, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/tools/" + shape.Name) { Content = JsonContent.Create(input.ToJson()) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            using var answer = await server.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => await ReadAsync(answer, cancel) ?? Unreachable(shape, "an answer that is none"),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ToolErrors.NotAllowed,
                HttpStatusCode.TooManyRequests => ToolErrors.TooManyCalls,
                var status => Unreachable(shape, $"status {(int)status}"),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Unreachable(shape, e.GetType().Name);
        }
    }

    private ToolError Unreachable(ToolShape shape, string kind)
    {
        ToolLog.ServerUnreachable(logger, shape.Name, kind);
        return ToolErrors.ServerUnreachable;
    }

    private static async Task<ToolResult?> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        if (await BoundedBody.ReadBytesAsync(body, AnswerBytesMax, cancel) is not { } bytes)
        {
            return null;
        }

        try
        {
            using var parsed = JsonDocument.Parse(bytes);
            return parsed.RootElement.ValueKind == JsonValueKind.Object ? new ForwardedResult(parsed.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a server answered, passed on as it is.</summary>
/// <param name="Json">One JSON object.</param>
internal sealed record ForwardedResult(JsonElement Json) : ToolResult
{
    /// <summary>Gets a value indicating whether it is an error.</summary>
    public bool IsError => Json.TryGetProperty("error", out _);

    /// <inheritdoc/>
    internal override string End => IsError ? "error" : "forwarded";
}
