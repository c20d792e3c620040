using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Search;

/// <summary>Which products and regions a question names, so that the Gold card's fee is never told to a Classic cardholder.</summary>
internal sealed class AppliesSignal(IReadOnlyList<RankedDocument> documents, Glossary glossary)
{
    private readonly ProductNames names = new(documents.Select(document => document.Applies), glossary);
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>>[] filtersOfDocuments =
        [.. documents.Select(document => document.Applies.ToDictionary(filter => filter.Key, filter => (IReadOnlyList<string>)[.. filter.Value.Select(Normal)], StringComparer.Ordinal))];

    /// <summary>The filters a question touches: those it names, and of the other kinds what is known of the cardholder.</summary>
    internal IReadOnlyList<AppliedFilter> For(string folded, IReadOnlyDictionary<string, string>? holds)
    {
        IReadOnlyList<AppliedFilter> named = [.. names.In(folded).Select(value => new AppliedFilter(value.Filter, value.Value, FilterOrigin.Question)).Distinct()];
        if (holds is null || holds.Count == 0) return named;
        return [.. named, .. holds.Where(held => named.All(filter => filter.Filter != held.Key)).Select(held => new AppliedFilter(held.Key, Normal(held.Value), FilterOrigin.Conversation))];
    }

    /// <returns>A folded text with the names of products and regions taken out; null when it holds none, or nothing else.</returns>
    internal string? Nameless(string folded) => names.Without(folded);

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

    private static string Normal(string value) => value.ToLowerInvariant();
}
