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

    private readonly List<(string Name, string Filter, string Value)> names = [];
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>>[] filtersOfDocuments;

    internal AppliesSignal(IReadOnlyList<RankedDocument> documents, Glossary glossary)
    {
        filtersOfDocuments = [.. documents.Select(document => document.Applies.ToDictionary(filter => filter.Key, filter => (IReadOnlyList<string>)[.. filter.Value.Select(Normal)], StringComparer.Ordinal))];
        foreach (var (filter, value) in filtersOfDocuments.SelectMany(filters => filters).SelectMany(filter => filter.Value, (filter, value) => (filter.Key, value)).Distinct())
        {
            var others = glossary.Groups.Where(group => Normal(group[0]) == value).SelectMany(group => group);
            foreach (var name in BuiltIn.GetValueOrDefault(value, []).Concat(others).Append(value).Select(Folding.Key).Distinct(StringComparer.Ordinal))
                names.Add((name, filter, value));
        }

        // The longest name first: 白金卡 holds 金卡.
        names.Sort((left, right) => left.Name.Length != right.Name.Length
            ? right.Name.Length - left.Name.Length
            : string.CompareOrdinal(left.Name, right.Name));
    }

    /// <summary>The filters a question touches: those it names, and of the other kinds what is known of the cardholder.</summary>
    internal IReadOnlyList<AppliedFilter> For(string folded, IReadOnlyDictionary<string, string>? holds)
    {
        if (names.Count == 0) return [];
        var named = NamedIn(folded);
        if (holds is null) return named;
        var known = holds.Where(held => named.All(filter => filter.Filter != held.Key) && names.Exists(name => name.Filter == held.Key && name.Value == Normal(held.Value)));
        return [.. named, .. known.Select(held => new AppliedFilter(held.Key, Normal(held.Value), FilterOrigin.Conversation))];
    }

    /// <returns>The filter values named in the question, such as product gold.</returns>
    internal IReadOnlyList<AppliedFilter> NamedIn(string folded)
    {
        var rest = Folding.Key(folded);
        var named = new List<AppliedFilter>();
        foreach (var (name, filter, value) in names)
        {
            var at = Find(rest, name);
            while (at >= 0)
            {
                var found = new AppliedFilter(filter, value, FilterOrigin.Question);
                if (!named.Contains(found)) named.Add(found);
                rest = string.Concat(rest.AsSpan(0, at), " ", rest.AsSpan(at + name.Length));
                at = Find(rest, name);
            }
        }

        return named;
    }

    /// <returns>Null when the article has no filter of a kind that the question touches; else whether it agrees with all of them.</returns>
    internal bool? Agrees(int document, IReadOnlyList<AppliedFilter> touched)
    {
        var filters = filtersOfDocuments[document];
        if (touched.Count == 0 || filters.Count == 0) return null;
        bool? agrees = null;
        foreach (var (filter, values) in filters)
        {
            if (touched.All(one => one.Filter != filter)) continue;
            agrees = agrees != false && touched.Any(one => one.Filter == filter && values.Contains(one.Value));
        }

        return agrees;
    }

    /// <returns>Whether the two articles are for different products or regions, so that a question which names none cannot mean one of them alone.</returns>
    internal bool Differ(int left, int right) => filtersOfDocuments[left].Any(filter =>
        filtersOfDocuments[right].TryGetValue(filter.Key, out var others) && !filter.Value.Intersect(others, StringComparer.Ordinal).Any());

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
