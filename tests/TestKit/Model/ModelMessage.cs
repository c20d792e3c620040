using System.Text.Json;

namespace Cardline.TestKit.Model;

/// <summary>One message of a chat request.</summary>
/// <param name="Role">Such as <c>system</c>, <c>user</c>, <c>assistant</c>, <c>tool</c>.</param>
/// <param name="Text">Its words; the text parts put together when there are several.</param>
/// <param name="Name">The name given with it, if any.</param>
/// <param name="ToolCallId">Which call a tool's message answers, if any.</param>
/// <param name="Json">All of it as it came.</param>
public sealed record ModelMessage(string Role, string Text, string? Name, string? ToolCallId, JsonElement Json)
{
    /// <summary>Reads one out of a request.</summary>
    public static ModelMessage Of(JsonElement json) => new(
        json.Text("role") ?? "",
        TextOf(json.Field("content")),
        json.Text("name"),
        json.Text("tool_call_id"),
        json);

    private static string TextOf(JsonElement? content) => content switch
    {
        { ValueKind: JsonValueKind.String } words => words.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(part => part.Text("text"))),
        _ => "",
    };
}
