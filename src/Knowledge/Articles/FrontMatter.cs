using YamlDotNet.RepresentationModel;

namespace Cardline.Knowledge.Articles;

/// <summary>The keys at the head of an article, read one by one; each fault becomes a finding with its place.</summary>
internal sealed class FrontMatter
{
    internal static readonly string[] Keys =
        ["id", "lang", "title", "questions", "not_questions", "applies", "expires", "risk", "followups", "handoff", "owner", "review_by", "sources"];

    private readonly Dictionary<string, YamlNode> values = new(StringComparer.Ordinal);
    private readonly YamlText yaml;
    private readonly ICollection<Finding> findings;

    internal FrontMatter(YamlMappingNode mapping, YamlText yaml, ICollection<Finding> findings)
    {
        this.yaml = yaml;
        this.findings = findings;
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? string.Empty;
            if (!Keys.Contains(name))
                findings.Add(Finding.Error(FindingNumber.UnknownKey, yaml.At(key.Start), $"The key \"{name}\" is unknown.", NearestName.Hint(name, Keys)));
            else if (!YamlText.IsEmpty(value)) values[name] = value;
        }
    }

    internal Marked? Text(string key)
    {
        if (!values.TryGetValue(key, out var node)) return null;
        if (node is YamlScalarNode scalar) return string.IsNullOrWhiteSpace(scalar.Value) ? null : yaml.Text(scalar);
        Wrong(node, $"\"{key}\" is not a text.", $"Write {key}: and one text on the same line; quote it when it holds a colon or a bracket.");
        return null;
    }

    internal IReadOnlyList<Marked> List(string key) =>
        values.TryGetValue(key, out var node) ? Items(key, node) : [];

    internal DateOnly? Date(string key)
    {
        if (Text(key) is not { } text) return null;
        var date = Dates.Parse(text.Text);
        if (date is null) findings.Add(Finding.Error(FindingNumber.BadDate, text.At, $"\"{text.Text}\" is not a date.", Dates.Mend));
        return date;
    }

    internal string? Choice(string key, params string[] allowed)
    {
        if (Text(key) is not { } text) return null;
        if (allowed.Contains(text.Text)) return text.Text;
        findings.Add(Finding.Error(FindingNumber.BadChoice, text.At, $"\"{text.Text}\" is not a value of \"{key}\".", $"Choose one of: {string.Join(", ", allowed)}."));
        return null;
    }

    /// <summary>Reads <c>applies: {product: [gold], region: [CN]}</c>.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Applies()
    {
        var result = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (!values.TryGetValue("applies", out var node)) return result;
        if (node is not YamlMappingNode map)
        {
            Wrong(node, "\"applies\" is not a list of filters.", "Write applies: {product: [gold]}.");
            return result;
        }

        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? string.Empty;
            if (name is "product" or "region") result[name] = [.. Items(name, value).Select(item => item.Text)];
            else findings.Add(Finding.Error(FindingNumber.UnknownKey, yaml.At(key.Start), $"The filter \"{name}\" is unknown.", NearestName.Hint(name, ["product", "region"])));
        }

        return result;
    }

    /// <summary>Reads <c>sources: [{name: Cardholder agreement, section: "4.2"}]</c> as "Cardholder agreement 4.2".</summary>
    internal IReadOnlyList<string> Cites()
    {
        if (!values.TryGetValue("sources", out var node)) return [];
        IEnumerable<YamlNode> entries = node is YamlSequenceNode list ? list.Children : [node];
        var cites = new List<string>();
        foreach (var entry in entries)
        {
            var parts = (entry as YamlMappingNode)?.Children.ToDictionary(
                pair => (pair.Key as YamlScalarNode)?.Value ?? string.Empty,
                pair => (pair.Value as YamlScalarNode)?.Value ?? string.Empty,
                StringComparer.Ordinal);
            if (parts is null || !parts.TryGetValue("name", out var name) || name.Length == 0 || parts.Keys.Any(key => key is not ("name" or "section")))
            {
                Wrong(entry, "A source is not a name with a section.", "Write sources: [{name: Cardholder agreement, section: \"4.2\"}]; the section may be left out.");
                continue;
            }

            cites.Add(parts.TryGetValue("section", out var section) && section.Length > 0 ? $"{name} {section}" : name);
        }

        return cites;
    }

    private List<Marked> Items(string key, YamlNode node)
    {
        IEnumerable<YamlNode> entries = node is YamlSequenceNode list ? list.Children : [node];
        var items = new List<Marked>();
        foreach (var entry in entries)
        {
            if (entry is YamlScalarNode { Value: { } value } scalar && !string.IsNullOrWhiteSpace(value)) items.Add(yaml.Text(scalar));
            else Wrong(entry, $"An entry of \"{key}\" is not a text.", "Write one text per entry; quote it when it holds a colon, a comma or a bracket.");
        }

        return items;
    }

    private void Wrong(YamlNode node, string wrong, string mend) =>
        findings.Add(Finding.Error(FindingNumber.WrongKind, yaml.At(node.Start), wrong, mend));
}
