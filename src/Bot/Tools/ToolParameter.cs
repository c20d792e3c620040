using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Tools;

/// <summary>One parameter of a tool: what its schema says and what a call is held to, from one place, so that the two cannot differ.</summary>
/// <param name="Name">Its name in the schema.</param>
/// <param name="Description">For a model to read.</param>
/// <param name="Required">Whether a call must give it.</param>
internal abstract record ToolParameter(string Name, string Description, bool Required)
{
    /// <summary>Its part of the schema.</summary>
    public abstract JsonObject Schema();

    /// <summary>Takes one value, or says what it must be.</summary>
    /// <param name="value">A string or a number of JSON.</param>
    /// <returns>The value, or null and the sentence.</returns>
    public abstract (object? Value, string? Problem) Take(JsonElement value);

    /// <summary>The text of a string that can be written again; half a surrogate pair is none.</summary>
    private protected static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // The parser leaves half a surrogate pair in a string until it is asked for.
            return null;
        }
    }
}

/// <summary>A text of a bounded length.</summary>
internal sealed record TextParameter(string Name, string Description, bool Required, int CharsMax) : ToolParameter(Name, Description, Required)
{
    /// <inheritdoc/>
    public override JsonObject Schema() => new()
    {
        ["type"] = "string", ["description"] = Description, ["minLength"] = 1, ["maxLength"] = CharsMax,
    };

    /// <inheritdoc/>
    public override (object? Value, string? Problem) Take(JsonElement value) =>
        TextOf(value) is { } text && !string.IsNullOrWhiteSpace(text) && text.Length <= CharsMax
            ? (text, null)
            : (null, string.Create(CultureInfo.InvariantCulture, $"{Name} must be a text of 1 to {CharsMax} characters."));
}

/// <summary>One word of a closed set.</summary>
internal sealed record ChoiceParameter(string Name, string Description, bool Required, IReadOnlyList<string> Choices) : ToolParameter(Name, Description, Required)
{
    /// <inheritdoc/>
    public override JsonObject Schema() => new()
    {
        ["type"] = "string", ["description"] = Description, ["enum"] = new JsonArray([.. Choices.Select(choice => (JsonNode)choice)]),
    };

    /// <inheritdoc/>
    public override (object? Value, string? Problem) Take(JsonElement value) =>
        TextOf(value) is { } text && Choices.Contains(text, StringComparer.Ordinal)
            ? (text, null)
            : (null, $"{Name} must be one of {string.Join(", ", Choices)}.");
}

/// <summary>A whole number within bounds.</summary>
/// <remarks>Its digits as a text are taken too: Semantic Kernel hands every argument on as a text.</remarks>
internal sealed record NumberParameter(string Name, string Description, int Least, int Most, int Usual) : ToolParameter(Name, Description, Required: false)
{
    private const int DigitsMax = 9;

    /// <inheritdoc/>
    public override JsonObject Schema() => new()
    {
        ["type"] = "integer", ["description"] = Description, ["minimum"] = Least, ["maximum"] = Most, ["default"] = Usual,
    };

    /// <inheritdoc/>
    public override (object? Value, string? Problem) Take(JsonElement value)
    {
        int? number = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var whole) ? whole
            : TextOf(value) is { Length: <= DigitsMax } digits && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read
            : null;
        return number >= Least && number <= Most
            ? (number.Value, null)
            : (null, string.Create(CultureInfo.InvariantCulture, $"{Name} must be a whole number from {Least} to {Most}."));
    }
}
