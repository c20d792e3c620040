using YamlDotNet.RepresentationModel;

namespace Cardline.Knowledge.Articles;

/// <summary>Words that cardholders use for the same thing, from the optional glossary.yml: <c>annual fee: [yearly fee, 年费]</c>.</summary>
/// <param name="Groups">Each group is the main word and the others.</param>
internal sealed record Glossary(IReadOnlyList<IReadOnlyList<string>> Groups)
{
    internal static Glossary Empty { get; } = new([]);

    /// <summary>Gets the same groups, each word with the place it was read from.</summary>
    internal IReadOnlyList<IReadOnlyList<Marked>> Places { get; init; } = [];

    /// <returns>The glossary, or null when the file as a whole cannot be read.</returns>
    internal static Glossary? Read(string file, string text, ICollection<Finding> findings)
    {
        var yaml = new YamlText(file, 0, findings);
        var known = findings.Count;
        var root = yaml.Mapping(text);
        if (root is null) return findings.Count > known ? null : Empty;
        var groups = new List<IReadOnlyList<Marked>>();
        foreach (var (key, value) in root.Children)
        {
            var words = value is YamlSequenceNode list ? list.Children.Select(child => child as YamlScalarNode).ToList() : null;
            if (key is not YamlScalarNode { Value.Length: > 0 } main || words is null || words.Exists(word => string.IsNullOrWhiteSpace(word?.Value)))
                findings.Add(Finding.Error(FindingNumber.BadGlossary, yaml.At(key.Start), "A glossary entry is not a word with its other words.", "Write annual fee: [yearly fee, 年费]."));
            else groups.Add([yaml.Text(main), .. words.Select(word => yaml.Text(word!))]);
        }

        return new Glossary([.. groups.Select(group => group.Select(word => word.Text).ToArray())]) { Places = groups };
    }
}
