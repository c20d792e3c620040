using System.Text.Json;

namespace Cardline.TestKit.Model;

/// <summary>Reads fields that may be missing, null or of another kind.</summary>
internal static class Fields
{
    /// <summary>Gets a field; null when this is no object, or the field is missing or null.</summary>
    public static JsonElement? Field(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;

    /// <summary>Gets a text field; null when it is none.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Gets a whole number; null when it is none.</summary>
    public static int? Whole(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole) ? whole : null;

    /// <summary>Says whether a field is true.</summary>
    public static bool Is(this JsonElement json, string name) => json.Field(name)?.ValueKind == JsonValueKind.True;

    /// <summary>Gets the items of a list; nothing when it is none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
