using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Search;

/// <summary>Which products and regions a question names, so that the Gold card's fee is never told to a Classic cardholder.</summary>
internal sealed class AppliesSignal(IReadOnlyList<RankedDocument> documents, Glossary glossary)
{
    private readonly ProductNames names = new(documents.Select(document => document.Applies), glossary);
    private readonly Dictionary<string, string[]>[] filtersOfDocuments =
        [.. documents.Select(document => document.Applies.ToDictionary(filter => filter.Key, filter => filter.Value.Select(Normal).ToArray(), StringComparer.Ordinal))];

    /// <summary>The filters a question touches: those it names, and of the other kinds what is known of the cardholder.</summary>
    internal IReadOnlyList<AppliedFilter> For(string folded, IReadOnlyDictionary<string, string>? holds)
    {
        var values = names.In(folded);
        IReadOnlyList<AppliedFilter> named = values.Count == 0 ? [] : [.. values.Select(value => new AppliedFilter(value.Filter, value.Value, FilterOrigin.Question)).Distinct()];
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
            var (isTouched, isMet) = (false, false);
            for (var i = 0; i < touched.Count; i++)
            {
                if (touched[i].Filter != filter) continue;
                isTouched = true;
                isMet |= Array.IndexOf(values, touched[i].Value) >= 0;
            }

            if (isTouched) agrees = agrees != false && isMet;
        }

        return agrees;
    }

    /// <returns>Whether the two articles are for different products or regions, so that a question which names none cannot mean one of them alone.</returns>
    internal bool Differ(int left, int right)
    {
        foreach (var (filter, values) in filtersOfDocuments[left])
        {
            if (filtersOfDocuments[right].TryGetValue(filter, out var others) && !Array.Exists(values, value => Array.IndexOf(others, value) >= 0)) return true;
        }

        return false;
    }

    private static string Normal(string value) => value.ToLowerInvariant();
}
