using System.Buffers;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>A value that a text names, and where.</summary>
internal readonly record struct NamedValue(string Filter, string Value, int At, int Length);

/// <summary>The names of products and regions: found in a text, and put in the place of others.</summary>
internal sealed class ProductNames
{
    /// <summary>Names beside the filter's own value, the first two being what English and Chinese call it. An editor adds more with a glossary entry of that value.</summary>
    private static readonly Dictionary<string, string[]> Spoken = new(StringComparer.Ordinal)
    {
        ["classic"] = ["classic", "普卡", "普通卡"],
        ["gold"] = ["gold", "金卡"],
        ["platinum"] = ["platinum", "白金卡", "白金"],
    };

    /// <summary>What a fragment may be short for. Inside a longer text the same signs mean other things: 现金的 holds 金的.</summary>
    private static readonly Dictionary<string, string> Clipped = new(StringComparer.Ordinal) { ["普"] = "classic", ["金"] = "gold", ["白金"] = "platinum" };

    /// <summary>Signs one of which is in whatever is short for a name.</summary>
    internal static readonly SearchValues<char> ClippedSigns = SearchValues.Create("普金");

    private static readonly Dictionary<string, string> Nothing = [];

    private readonly List<(string Name, string Filter, string Value)> names = [];
    private readonly SearchValues<string> anyName;
    private readonly Dictionary<string, string[]> spokenOf = new(StringComparer.Ordinal);

    internal ProductNames(IEnumerable<IReadOnlyDictionary<string, IReadOnlyList<string>>> applies, Glossary glossary)
    {
        var limits = applies.SelectMany(filters => filters.SelectMany(filter => filter.Value.Select(value => (Filter: filter.Key, Value: value.ToLowerInvariant())))).Distinct();
        foreach (var (filter, value) in limits.Order())
        {
            var others = glossary.Groups.Where(group => group[0].Equals(value, StringComparison.OrdinalIgnoreCase)).SelectMany(group => group);
            spokenOf[value] = [.. Spoken.GetValueOrDefault(value, []).Append(value).Concat(others).Select(Folding.Fold).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
            names.AddRange(spokenOf[value].Select(name => (name, filter, value)));
        }

        anyName = SearchValues.Create([.. names.Select(name => name.Name)], StringComparison.Ordinal);
        // The longest name first: 白金卡 holds 金卡.
        names.Sort((left, right) => left.Name.Length != right.Name.Length ? right.Name.Length - left.Name.Length : string.CompareOrdinal(left.Name, right.Name));
    }

    /// <returns>What a folded text names, in the order in which it stands there.</returns>
    internal IReadOnlyList<NamedValue> In(string folded)
    {
        // Most texts name nothing, and every message of a conversation is asked again in every turn: one look for all names costs a tenth of a look for each.
        if (!folded.AsSpan().ContainsAny(anyName)) return [];
        List<NamedValue>? found = null;
        var rest = folded;
        foreach (var (name, filter, value) in names)
        {
            for (var at = Find(rest, name, 0); at >= 0; at = Find(rest, name, at + name.Length))
            {
                (found ??= []).Add(new NamedValue(filter, value, at, name.Length));
                rest = string.Concat(rest.AsSpan(0, at), new string(' ', name.Length), rest.AsSpan(at + name.Length));
            }
        }

        // No two stand at one place: what was found is blotted out.
        if (found is null) return [];
        found.Sort((left, right) => left.At - right.At);
        return found;
    }

    /// <returns>The value that a whole fragment is short for; null when it is none.</returns>
    internal NamedValue? Short(string rest) =>
        Clipped.TryGetValue(rest, out var value) && names.Find(name => name.Value == value) is { Name: not null } name ? new NamedValue(name.Filter, value, 0, 0) : null;

    /// <returns>The values named, for each filter of which exactly one is.</returns>
    internal IReadOnlyDictionary<string, string> Single(string folded)
    {
        var named = In(folded);
        if (named.Count == 0) return Nothing;
        var single = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (filter, value, _, _) in named) single.TryAdd(filter, value);
        foreach (var (filter, value, _, _) in named)
        {
            if (single.GetValueOrDefault(filter) is { } first && first != value) single.Remove(filter);
        }

        return single;
    }

    /// <returns>A folded text in which every value of this filter is replaced by the one meant; where none stands, it is added.</returns>
    internal string Replaced(string folded, NamedValue meant)
    {
        var text = folded;
        foreach (var named in In(folded).Where(named => named.Filter == meant.Filter).Reverse())
        {
            var name = NameOf(meant.Value, Folding.IsHan(text[named.At]));
            text = string.Concat(text.AsSpan(0, named.At), name, text.AsSpan(named.At + named.Length));
        }

        if (text != folded || In(folded).Any(named => named.Value == meant.Value)) return text;
        return text.Any(Folding.IsHan) ? NameOf(meant.Value, han: true) + text : $"{text.TrimEnd('?', '.', ' ')} {NameOf(meant.Value, han: false)}";
    }

    /// <returns>A folded text with every name taken out; null when it holds none, or nothing else.</returns>
    internal string? Without(string folded)
    {
        var text = folded;
        foreach (var named in In(folded).Reverse()) text = text.Remove(named.At, named.Length);
        return text.Length == folded.Length || string.IsNullOrWhiteSpace(text) ? null : text.Replace("  ", " ", StringComparison.Ordinal).Trim();
    }

    /// <returns>What the ids of articles of one topic for different products have in common: all but the last part.</returns>
    internal static string FamilyOf(string articleId) => articleId.LastIndexOf('.') is > 0 and var dot ? articleId[..dot] : articleId;

    private string NameOf(string value, bool han) =>
        spokenOf.TryGetValue(value, out var spoken) ? Array.Find(spoken, name => Folding.IsHan(name[0]) == han) ?? spoken[0] : value;

    private static int Find(string text, string name, int from)
    {
        for (; from <= text.Length - name.Length && text.IndexOf(name, from, StringComparison.Ordinal) is >= 0 and var at; from = at + 1)
        {
            // A Latin name must stand alone: golden is not gold.
            if (Folding.IsHan(name[0]) || (IsEdge(text, at - 1) && IsEdge(text, at + name.Length))) return at;
        }

        return -1;
    }

    private static bool IsEdge(string text, int at) => at < 0 || at >= text.Length || !char.IsAsciiLetterOrDigit(text[at]);
}
