using System.Collections;
using System.Globalization;

namespace Cardline.Bot.Model.Prompting;

/// <summary>
/// Turns what the code gives into the values of a template: texts, lists of texts, and lists of fields by name, each cleaned to one line and cut at its own
/// maximum. Nothing else of an object can be reached from a template.
/// </summary>
internal static class PromptValues
{
    /// <summary>Most items of a list; the others go by the rule by which the list is trimmed.</summary>
    public const int ItemsMax = 100;

    /// <summary>Most characters of a text that are looked at.</summary>
    public const int RawCharsMax = 32_000;

    /// <summary>Reads the arguments.</summary>
    /// <param name="file">The prompt.</param>
    /// <param name="arguments">What the code gives.</param>
    /// <param name="trimmed">Tokens that were cut off.</param>
    /// <exception cref="ArgumentException">An argument is not one of this use, is missing, or is of the wrong kind. An error of ours.</exception>
    public static Dictionary<string, object> Read(PromptFile file, IReadOnlyDictionary<string, object?> arguments, out int trimmed)
    {
        foreach (var name in arguments.Keys.Where(name => file.Shape.Find(name) is null))
        {
            throw new ArgumentException($"The prompt \"{file.Shape.Name}\" has no variable \"{name}\".", nameof(arguments));
        }

        trimmed = 0;
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var declared in file.Variables)
        {
            var shape = file.Shape.Find(declared.Name) ?? ShapeVariable.Text(declared.Name, PromptFileReader.FileBytesMax);
            var given = arguments.GetValueOrDefault(declared.Name);
            if (given is null && declared is { IsRequired: true, Default: null })
            {
                throw new ArgumentException($"The prompt \"{file.Shape.Name}\" needs a value of \"{declared.Name}\".", nameof(arguments));
            }

            var text = shape.IsList ? string.Empty : Text(Written(given ?? declared.Default, declared.Name), shape.TextCharsMax, ref trimmed);
            values[declared.Name] = shape.IsList ? Items(file.Shape, shape, given, ref trimmed) : given is not null && shape.IsTrusted ? Tag(text) : text;
        }

        return values;
    }

    // What may stand among the rules is a tag such as zh-Hans, even if somebody once takes it from a request: no sentence fits into one.
    private static string Tag(string text) => string.Concat(text.Where(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-'));

    private static List<object> Items(PromptShape prompt, ShapeVariable shape, object? given, ref int trimmed)
    {
        var items = given switch
        {
            null => [],
            string => throw new ArgumentException($"\"{shape.Name}\" is a list and got a text.", nameof(given)),
            IEnumerable list => list.Cast<object?>().ToList(),
            _ => throw new ArgumentException($"\"{shape.Name}\" is a list and got {given.GetType().Name}.", nameof(given)),
        };
        var values = new List<object>();
        var first = prompt.FirstGo ? Math.Max(0, items.Count - ItemsMax) : 0;
        for (var at = 0; at < items.Count; at++)
        {
            var value = Item(shape, items[at], ref trimmed);
            if (at >= first && at < first + ItemsMax)
            {
                values.Add(value);
            }
            else
            {
                trimmed += PromptTrim.TokensOf(value);
            }
        }

        return values;
    }

    private static object Item(ShapeVariable shape, object? item, ref int trimmed)
    {
        if (shape.Fields.Count == 0)
        {
            return Text(Written(item, shape.Name), shape.TextCharsMax, ref trimmed);
        }

        var fields = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, charsMax) in shape.Fields)
        {
            fields[name] = Text(Written(Field(shape, item, name), name), charsMax, ref trimmed);
        }

        return fields;
    }

    // A dictionary, a record or an anonymous object: the field of that name, whatever its capitals.
    private static object? Field(ShapeVariable shape, object? item, string name)
    {
        switch (item)
        {
            case IReadOnlyDictionary<string, object?> map when map.TryGetValue(name, out var value):
                return value;
            case IReadOnlyDictionary<string, string> map when map.TryGetValue(name, out var value):
                return value;
        }

        var property = item?.GetType().GetProperties().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"An item of \"{shape.Name}\" has no \"{name}\".", nameof(item));
        return property.GetValue(item);
    }

    private static string Text(string text, int charsMax, ref int trimmed)
    {
        var clean = ValueText.Clean(ValueText.Cut(text, RawCharsMax));
        var cut = ValueText.Cut(clean, charsMax);
        if (cut.Length != clean.Length)
        {
            trimmed += Math.Max(0, TokenEstimate.Of(clean) - TokenEstimate.Of(cut));
        }

        return cut;
    }

    private static string Written(object? value, string name) => value switch
    {
        null => string.Empty,
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : string.Empty,
        _ => throw new ArgumentException($"\"{name}\" has to be a text and got {value.GetType().Name}.", nameof(value)),
    };
}
