using YamlDotNet.RepresentationModel;

namespace Cardline.Knowledge.Articles;

/// <summary>Reads compliance.yml: <c>links: [host]</c> and, for each language, <c>forbidden</c> entries of words, reason and example.</summary>
/// <remarks>A broken entry is an error and is left out; what else the file forbids stays forbidden.</remarks>
internal sealed class ComplianceReader(string file, ICollection<Finding> findings)
{
    internal const string FileName = "compliance.yml";

    /// <summary>No more patterns than this are read for one language.</summary>
    internal const int PatternsMax = 2_000;

    private const string Form = "Write - words: (we|i) promise, and below it reason: and example:.";
    private readonly YamlText yaml = new(file, 0, findings);

    /// <returns>The rules, or null when the file as a whole cannot be read.</returns>
    internal static ComplianceRules? Read(string file, string text, ICollection<Finding> findings) => new ComplianceReader(file, findings).Read(text);

    private ComplianceRules? Read(string text)
    {
        if (yaml.Mapping(text) is not { } root)
        {
            // An empty file must not mean that everything may be said.
            if (findings.All(finding => finding.At.File != file)) Shape(new Place(file), "The file is empty.");
            return null;
        }

        var forbidden = new Dictionary<string, IReadOnlyList<ForbiddenWords>>(StringComparer.Ordinal);
        IReadOnlyList<string> links = [];
        foreach (var (key, value) in root.Children)
        {
            if (key is YamlScalarNode { Value: "links" }) links = Links(value);
            else if (key is YamlScalarNode { Value: "forbidden" } && value is YamlMappingNode languages) Languages(languages, forbidden);
            else Shape(yaml.At(key.Start), "The key is neither links nor forbidden with its languages.");
        }

        return new ComplianceRules(forbidden, links);
    }

    private void Languages(YamlMappingNode languages, Dictionary<string, IReadOnlyList<ForbiddenWords>> forbidden)
    {
        foreach (var (key, value) in languages.Children)
        {
            if (key is not YamlScalarNode { Value: { } lang } || !Articles.Languages.IsKnown(lang) || value is not YamlSequenceNode list)
            {
                Shape(yaml.At(key.Start), "Expected en or zh-Hans with a list below it.");
                continue;
            }

            forbidden[lang] = [.. list.Children.Take(PatternsMax).Select(Entry).OfType<ForbiddenWords>()];
        }
    }

    private ForbiddenWords? Entry(YamlNode node)
    {
        var parts = node is YamlMappingNode entry
            ? entry.Children.Where(pair => pair is { Key: YamlScalarNode, Value: YamlScalarNode }).ToDictionary(pair => ((YamlScalarNode)pair.Key).Value ?? string.Empty, pair => (YamlScalarNode)pair.Value, StringComparer.Ordinal)
            : [];
        if (node is not YamlMappingNode || !parts.TryGetValue("words", out var words) || string.IsNullOrWhiteSpace(words.Value))
        {
            Shape(yaml.At(node.Start), "The entry has no words.");
            return null;
        }

        foreach (var needed in (string[])["reason", "example"])
        {
            // The pattern is kept: it forbids something, and what is missing only explains it.
            if (string.IsNullOrWhiteSpace(parts.GetValueOrDefault(needed)?.Value))
                findings.Add(Finding.Error(FindingNumber.ForbiddenUnexplained, yaml.At(node.Start), $"\"{words.Value}\" has no {needed}.", "Say why it is forbidden, and give a sentence that it forbids."));
        }

        if (PatternText.Read(words.Value, out var wrong, out var column) is { } pattern)
            return new ForbiddenWords(words.Value, pattern, parts.GetValueOrDefault("reason")?.Value ?? string.Empty, parts.GetValueOrDefault("example")?.Value ?? string.Empty);
        var at = yaml.At(words.Start);
        findings.Add(Finding.Error(FindingNumber.ForbiddenPattern, at with { Column = at.Column + column }, $"\"{words.Value}\" cannot be read: {wrong}.", "Use words, (one|another), (may be missing)? and ... for a few words between."));
        return null;
    }

    private List<string> Links(YamlNode node)
    {
        if (node is not YamlSequenceNode list)
        {
            Shape(yaml.At(node.Start), "links is not a list.");
            return [];
        }

        var hosts = new List<string>();
        foreach (var child in list.Children)
        {
            if (child is YamlScalarNode { Value: { } host } && Uri.CheckHostName(host) == UriHostNameType.Dns && host.Contains('.', StringComparison.Ordinal)) hosts.Add(host.ToLowerInvariant());
            else findings.Add(Finding.Error(FindingNumber.LinkHost, yaml.At(child.Start), "An entry of links is not a host.", "Write the host alone, such as www.lanternbank.example, without https:// and without a path."));
        }

        return hosts;
    }

    private void Shape(Place at, string wrong) => findings.Add(Finding.Error(FindingNumber.ComplianceShape, at, wrong, Form));
}
