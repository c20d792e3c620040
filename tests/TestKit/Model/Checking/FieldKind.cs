using System.Text.Json;

namespace Cardline.TestKit.Model.Checking;

/// <summary>What a field of a request may be.</summary>
[Flags]
internal enum FieldKind
{
    None = 0,
    Text = 1,
    Whole = 2,
    Number = 4,
    Truth = 8,
    List = 16,
    Object = 32,
}

/// <summary>Compares fields with what they may be.</summary>
internal static class FieldKinds
{
    /// <summary>Finds the first field that is unknown or of a wrong type. A null is as good as a missing field.</summary>
    public static ModelProblem? Check(JsonElement body, IReadOnlyDictionary<string, FieldKind> known, string prefix = "")
    {
        foreach (var field in body.EnumerateObject())
        {
            if (!known.TryGetValue(field.Name, out var kind))
            {
                return ModelProblem.Field(prefix + field.Name, $"Unknown parameter: '{prefix}{field.Name}'.", "unknown_parameter");
            }

            if (field.Value.ValueKind != JsonValueKind.Null && !Fits(field.Value, kind))
            {
                return WrongType(prefix + field.Name, kind, field.Value);
            }
        }

        return null;
    }

    /// <summary>Makes the refusal of a wrong type.</summary>
    public static ModelProblem WrongType(string param, FieldKind kind, JsonElement value) =>
        ModelProblem.Field(param, $"Invalid type for '{param}': expected {NameOf(kind)}, but got {NameOf(value)} instead.", "invalid_type");

    private static bool Fits(JsonElement value, FieldKind kind) => value.ValueKind switch
    {
        JsonValueKind.String => kind.HasFlag(FieldKind.Text),
        JsonValueKind.Number => kind.HasFlag(FieldKind.Number) || kind.HasFlag(FieldKind.Whole) && value.TryGetInt64(out _),
        JsonValueKind.True or JsonValueKind.False => kind.HasFlag(FieldKind.Truth),
        JsonValueKind.Array => kind.HasFlag(FieldKind.List),
        JsonValueKind.Object => kind.HasFlag(FieldKind.Object),
        _ => false,
    };

    private static string NameOf(FieldKind kind) => string.Join(" or ", Enum.GetValues<FieldKind>().Where(one => one != FieldKind.None && kind.HasFlag(one)).Select(one => one switch
    {
        FieldKind.Text => "a string",
        FieldKind.Whole => "an integer",
        FieldKind.Number => "a decimal",
        FieldKind.Truth => "a boolean",
        FieldKind.List => "an array",
        _ => "an object",
    }));

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "an integer" : "a decimal",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };
}
