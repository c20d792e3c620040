using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>Reads the parts of a pair that have a form of their own: properties, prompts, markup.</summary>
internal static partial class PairParts
{
    /// <summary>Reads <c>key:value|key:value</c>, or a JSON list of names and values.</summary>
    internal static IEnumerable<ImportedProperty> Metadata(Marked cell, ICollection<Finding> findings)
    {
        var text = cell.Text.Trim();
        if (text.Length == 0) return [];
        if (text[0] == '[') return JsonMetadata(cell, findings);
        var properties = new List<ImportedProperty>();
        foreach (var part in text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && part[(colon + 1)..].Trim() is { Length: > 0 } value) properties.Add(new ImportedProperty(part[..colon].Trim(), value, cell.At));
            else findings.Add(Finding.Warning(FindingNumber.ImportNoPlace, cell.At, $"The metadata \"{part}\" is not a name and a value.", "Write key:value|key:value; it was left out."));
        }

        return properties;
    }

    /// <summary>Reads the JSON list of prompts of a tab-separated export, in the order in which they are shown.</summary>
    internal static IEnumerable<ImportedPrompt> Prompts(Marked cell, ICollection<Finding> findings)
    {
        if (cell.Text.Trim() is "" or "[]") return [];
        var prompts = new List<(int Order, ImportedPrompt Prompt)>();
        foreach (var entry in Entries(cell, FindingNumber.ImportPrompt, "prompts", findings))
        {
            var target = Value(entry, "qnaId");
            var display = Value(entry, "displayText");
            if (Value(entry, "qna").Length > 0)
                findings.Add(Finding.Warning(FindingNumber.ImportPrompt, cell.At, $"The prompt \"{display}\" carries a pair of its own.", "That pair was left out; write it as a row of its own."));
            var order = int.TryParse(Value(entry, "displayOrder"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
            prompts.Add((order, new ImportedPrompt(display, target, cell.At)));
        }

        return prompts.OrderBy(prompt => prompt.Order).Select(prompt => prompt.Prompt);
    }

    /// <summary>Lists the names of HTML tags in a text; comments count as <c>!--</c>.</summary>
    internal static IReadOnlyList<string> Tags(string markdown) =>
        [.. Tag().Matches(markdown).Select(match => match.Groups["name"].Value.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    private static List<ImportedProperty> JsonMetadata(Marked cell, ICollection<Finding> findings)
    {
        var properties = new List<ImportedProperty>();
        foreach (var entry in Entries(cell, FindingNumber.ImportNoPlace, "metadata", findings))
        {
            var (name, value) = (Value(entry, "name"), Value(entry, "value"));
            if (name.Length > 0 && value.Length > 0) properties.Add(new ImportedProperty(name, value, cell.At));
        }

        return properties;
    }

    private static List<JsonElement> Entries(Marked cell, string number, string what, ICollection<Finding> findings)
    {
        try
        {
            using var json = JsonDocument.Parse(cell.Text);
            if (json.RootElement.ValueKind == JsonValueKind.Array)
                return [.. json.RootElement.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object).Select(entry => entry.Clone())];
        }
        catch (JsonException)
        {
            // Said below, together with JSON that is no list.
        }

        findings.Add(Finding.Warning(number, cell.At, $"The {what} of this row cannot be read.", "They were left out; export the file again, or mend the JSON list."));
        return [];
    }

    private static string Value(JsonElement entry, string name)
    {
        foreach (var property in entry.EnumerateObject())
        {
            if (!property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            return property.Value.ValueKind == JsonValueKind.Null ? string.Empty : property.Value.ToString().Trim();
        }

        return string.Empty;
    }

    [GeneratedRegex(@"</?(?<name>[A-Za-z][A-Za-z0-9]*)(\s[^<>]*)?/?>|<(?<name>!--)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
