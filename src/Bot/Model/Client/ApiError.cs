using System.ClientModel;
using System.Text.Json;

namespace Cardline.Bot.Model.Client;

/// <summary>What stands in the body of an error; a stranger's text, so it is compared with words of ours and never shown.</summary>
/// <param name="SpeaksTheApi">Whether it has the shape of the API's errors.</param>
/// <param name="Code"><c>error.code</c>, or else <c>error.type</c>.</param>
/// <param name="Parameter"><c>error.param</c>: the field of the request that was refused.</param>
internal sealed record ApiError(bool SpeaksTheApi, string? Code, string? Parameter)
{
    /// <summary>Most bytes of an error's body that are read.</summary>
    public const int BytesMax = 64 * 1024;

    private static readonly ApiError None = new(SpeaksTheApi: false, null, null);

    /// <summary>Reads the body; any at all.</summary>
    public static ApiError Of(ClientResultException refused)
    {
        try
        {
            if (refused.GetRawResponse()?.Content is not { } content || content.ToMemory() is not { Length: > 0 and <= BytesMax } bytes)
            {
                return None;
            }

            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root)
            {
                return None;
            }

            // Some servers write the error's fields without the envelope.
            var speaks = root.TryGetProperty("error", out var error) || root.TryGetProperty("message", out _);
            return error.ValueKind is JsonValueKind.Object ? new ApiError(speaks, TextOf(error, "code") ?? TextOf(error, "type"), TextOf(error, "param")) : None with { SpeaksTheApi = speaks };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return None;
        }
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
