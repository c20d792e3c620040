using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>Takes C0 control characters out of strings, save newline and tab: they can hide digits from the mask and upset terminals and pages.</summary>
internal static class ControlCharacters
{
    /// <summary>Cleans every string below an object, in place; names of fields are left alone.</summary>
    /// <param name="json">What to clean.</param>
    /// <param name="except">A field of the object that is left as it is.</param>
    public static void Remove(JsonObject json, string? except = null)
    {
        foreach (var name in json.Select(field => field.Key).Where(name => name != except).ToList())
        {
            if (Cleaned(json[name]) is { } replacement)
            {
                json[name] = replacement;
            }
        }
    }

    private static JsonValue? Cleaned(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject inner:
                Remove(inner);
                return null;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (Cleaned(list[i]) is { } replacement)
                    {
                        list[i] = replacement;
                    }
                }

                return null;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                var text = value.GetValue<string>();
                return text.Any(IsUnwanted) ? JsonValue.Create(string.Concat(text.Where(c => !IsUnwanted(c)))) : null;
            default:
                return null;
        }
    }

    private static bool IsUnwanted(char c) => c < ' ' && c is not ('\n' or '\t');
}
