using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Cardline.Bot.Gate.Limits;

/// <summary>Reads a body as one JSON object, within bounds.</summary>
internal static class BoundedBody
{
    /// <summary>Room for the first read: most bodies are one message. It doubles as need be.</summary>
    private const int LeastBytes = 1024;

    /// <summary>Reads the whole body.</summary>
    /// <returns>The object, or why not. An empty body is an empty object when <paramref name="mayBeEmpty"/>.</returns>
    public static async Task<(JsonObject? Json, Refusal? Refusal)> ReadAsync(HttpRequest request, GateOptions limits, bool mayBeEmpty, CancellationToken cancel)
    {
        if (request.ContentLength > limits.BodyBytesMax)
        {
            return (null, Refusals.TooLarge(limits.BodyBytesMax));
        }

        var bytes = await ReadBytesAsync(request.Body, limits.BodyBytesMax, cancel);
        if (bytes is not { } body)
        {
            return (null, Refusals.TooLarge(limits.BodyBytesMax));
        }

        return body.Length == 0 && mayBeEmpty ? (new JsonObject(), null) : Parse(body.Span, limits.JsonDepthMax);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <returns>Null when it is longer than allowed; then it was not read further.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(Stream stream, int bytesMax, CancellationToken cancel)
    {
        var buffer = new ArrayBufferWriter<byte>(LeastBytes);
        while (await stream.ReadAsync(buffer.GetMemory(LeastBytes), cancel) is var read and > 0)
        {
            if (buffer.WrittenCount + read > bytesMax)
            {
                return null;
            }

            buffer.Advance(read);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Parses one JSON object and makes sure that every string in it can be read later.</summary>
    public static (JsonObject? Json, Refusal? Refusal) Parse(ReadOnlySpan<byte> body, int depthMax)
    {
        if (!Utf8.IsValid(body))
        {
            return (null, Refusals.Malformed);
        }

        try
        {
            var strict = new JsonDocumentOptions { MaxDepth = depthMax, AllowDuplicateProperties = false };
            return JsonNode.Parse(body, nodeOptions: null, strict) is JsonObject json && CanReadStrings(json)
                ? (json, null)
                : (null, Refusals.Malformed);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return (null, Refusals.Malformed);
        }
    }

    // The parser leaves strings as they are until somebody asks: half a surrogate pair would only be found, as an exception, far from here.
    private static bool CanReadStrings(JsonNode? node) => node switch
    {
        JsonObject holder => holder.All(field => CanReadStrings(field.Value)),
        JsonArray list => list.All(CanReadStrings),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>() is not null,
        _ => true,
    };
}
