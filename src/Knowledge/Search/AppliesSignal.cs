using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>Which products and regions a question names, so that the Gold card's fee is never told to a Classic cardholder.</summary>
internal sealed class AppliesSignal
{
    // Names that people use beside the filter's own value. An editor adds more with a glossary entry of that value.
    private static readonly Dictionary<string, string[]> BuiltIn = new(StringComparer.Ordinal)
    {
        ["classic"] = ["classic", "普卡", "普通卡"],
        ["gold"] = ["gold", "金卡"],
        ["platinum"] = ["platinum", "白金"],
    };

    private readonly List<(string Name, string Value)> names = [];
    private readonly IReadOnlyList<string>[] valuesOfDocuments;

    internal AppliesSignal(IReadOnlyList<RankedDocument> documents, Glossary glossary)
    {
        valuesOfDocuments = [.. documents.Select(document => (IReadOnlyList<string>)[.. document.Applies.SelectMany(filter => filter.Value).Select(Normal)])];
        foreach (var value in valuesOfDocuments.SelectMany(values => values).Distinct(StringComparer.Ordinal))
        {
            var others = glossary.Groups.Where(group => Normal(group[0]) == value).SelectMany(group => group);
            foreach (var name in BuiltIn.GetValueOrDefault(value, []).Concat(others).Append(value).Select(Folding.Key).Distinct(StringComparer.Ordinal))
                names.Add((name, value));
        }

        // The longest name first: 白金卡 holds 金卡.
        names.Sort((left, right) => left.Name.Length != right.Name.Length
            ? right.Name.Length - left.Name.Length
            : string.CompareOrdinal(left.Name, right.Name));
    }

    /// <returns>The filter values named in the question, such as gold.</returns>
    internal HashSet<string> NamedIn(string folded)
    {
        var rest = Folding.Key(folded);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in names)
        {
            var at = Find(rest, name);
            while (at >= 0)
            {
                named.Add(value);
                rest = string.Concat(rest.AsSpan(0, at), " ", rest.AsSpan(at + name.Length));
                at = Find(rest, name);
            }
        }

        return named;
    }

    /// <returns>Null when the article has no filter or the question names none; else whether they agree.</returns>
    internal bool? Agrees(int document, HashSet<string> named) =>
        named.Count == 0 || valuesOfDocuments[document].Count == 0 ? null : valuesOfDocuments[document].Any(named.Contains);

    /// <returns>Whether the two articles are for different products, so that a question which names none cannot mean one of them alone.</returns>
    internal bool Differ(int left, int right) =>
        valuesOfDocuments[left].Count > 0 && valuesOfDocuments[right].Count > 0 && !valuesOfDocuments[left].Intersect(valuesOfDocuments[right], StringComparer.Ordinal).Any();

    private static int Find(string text, string name)
    {
        if (name.Length == 0) return -1;
        var from = 0;
        while (text.IndexOf(name, from, StringComparison.Ordinal) is >= 0 and var at)
        {
            // A Latin name must stand alone: golden is not gold.
            if (Folding.IsHan(name[0]) || (IsEdge(text, at - 1) && IsEdge(text, at + name.Length))) return at;
            from = at + 1;
        }

        return -1;
    }

    private static bool IsEdge(string text, int at) => at < 0 || at >= text.Length || !char.IsAsciiLetterOrDigit(text[at]);

    private static string Normal(string value) => value.ToLowerInvariant();
}
