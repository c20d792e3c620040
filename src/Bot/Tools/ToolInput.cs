using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Tools;

/// <summary>The arguments of one call, after they were held to the tool's shape.</summary>
internal sealed class ToolInput
{
    private readonly IReadOnlyDictionary<string, object> values;

    private ToolInput(IReadOnlyDictionary<string, object> values) => this.values = values;

    /// <summary>Holds arguments to a shape. What the shape does not name is refused, so that a misspelt argument is never silently left out.</summary>
    /// <param name="shape">The tool.</param>
    /// <param name="arguments">As a caller gave them: strings, numbers, JSON of either sort.</param>
    /// <returns>The input, or the error.</returns>
    public static (ToolInput? Input, ToolError? Error) Of(ToolShape shape, IEnumerable<KeyValuePair<string, object?>> arguments)
    {
        var taken = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, given) in arguments)
        {
            if (shape.Parameters.FirstOrDefault(known => known.Name == name) is not { } parameter)
            {
                var known = shape.Parameters.Count == 0 ? "takes no arguments" : "takes only " + string.Join(", ", shape.Parameters.Select(each => each.Name));
                return (null, ToolErrors.BadArguments($"{shape.Name} {known}."));
            }

            if (JsonOf(given) is not { } json)
            {
                continue;
            }

            var (value, problem) = parameter.Take(json);
            if (value is null)
            {
                return (null, ToolErrors.BadArguments(problem!));
            }

            taken[name] = value;
        }

        return shape.Parameters.FirstOrDefault(parameter => parameter.Required && !taken.ContainsKey(parameter.Name)) is { } missing
            ? (null, ToolErrors.BadArguments($"{missing.Name} is missing."))
            : (new ToolInput(taken), null);
    }

    /// <summary>A text that the shape requires.</summary>
    public string Text(string name) => (string)values[name];

    /// <summary>A text; null when it was not given.</summary>
    public string? TextOrNone(string name) => values.TryGetValue(name, out var value) ? (string)value : null;

    /// <summary>A number; null when it was not given.</summary>
    public int? NumberOrNone(string name) => values.TryGetValue(name, out var value) ? (int)value : null;

    /// <summary>The arguments as they go over the wire.</summary>
    public JsonObject ToJson() => new(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)(pair.Value is int number ? number : (string)pair.Value))));

    /// <summary>A value as JSON; null where there is none. What is neither text nor number becomes a truth value, which no parameter takes.</summary>
    private static JsonElement? JsonOf(object? given) => given switch
    {
        null => null,
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        JsonElement json => json,
        JsonValue value => JsonSerializer.SerializeToElement(value),
        string text => JsonSerializer.SerializeToElement(text),
        int or long or short or byte => JsonSerializer.SerializeToElement(Convert.ToInt64(given, CultureInfo.InvariantCulture)),
        double or float or decimal => JsonSerializer.SerializeToElement(Convert.ToString(given, CultureInfo.InvariantCulture)),
        _ => JsonSerializer.SerializeToElement(value: false),
    };
}
