using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Turns.Context;

/// <summary>A chip that leads to an article.</summary>
/// <param name="Title">What stands on it.</param>
/// <param name="ValueJson">What it sends back.</param>
internal sealed record ShownChip(string Title, string ValueJson)
{
    /// <summary>Gets a copy of what it sends back.</summary>
    public JsonObject Value => JsonNode.Parse(ValueJson)!.AsObject();

    /// <summary>Picks the chips out of the actions of a message; the one that asks for a person leads to no article.</summary>
    public static IReadOnlyList<ShownChip> Of(JsonElement actions)
    {
        List<ShownChip>? chips = null;
        foreach (var action in actions.EnumerateArray())
        {
            if (action.ValueKind == JsonValueKind.Object && action.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Object
                && value.TryGetProperty("article", out var article) && article.ValueKind != JsonValueKind.Null)
            {
                var title = action.TryGetProperty("title", out var shown) && shown.ValueKind == JsonValueKind.String ? shown.GetString()! : string.Empty;
                (chips ??= []).Add(new ShownChip(title, value.GetRawText()));
            }
        }

        return chips is null ? [] : chips;
    }
}
