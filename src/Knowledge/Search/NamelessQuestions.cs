using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>
/// What articles of one topic for different products are all asked once the product's name is left out: "how much is the annual fee?".
/// Every sample of such articles names its product, so from those alone a classifier learns that a question without a name is none of theirs.
/// </summary>
internal static class NamelessQuestions
{
    /// <summary>Articles in which the same words must stand: what one alone is asked is about more than its product.</summary>
    private const int HoldersMin = 2;

    /// <param name="documents">The articles.</param>
    /// <param name="applies">The names of products and regions.</param>
    /// <returns>For each article the folded texts that may mean it as well as its siblings.</returns>
    internal static IReadOnlyList<string>[] Of(IReadOnlyList<RankedDocument> documents, AppliesSignal applies)
    {
        var nameless = new IReadOnlyList<string>[documents.Count];
        Array.Fill(nameless, []);
        foreach (var family in Enumerable.Range(0, documents.Count).GroupBy(number => ProductNames.FamilyOf(documents[number].Id), StringComparer.Ordinal))
        {
            var siblings = family.Where(number => family.Any(other => applies.Differ(number, other))).ToList();
            if (siblings.Count < HoldersMin) continue;
            IReadOnlyList<string> shared = [.. siblings
                .SelectMany(number => TextsOf(documents[number], applies))
                .GroupBy(Folding.Key, StringComparer.Ordinal)
                .Where(texts => texts.Count() >= HoldersMin)
                .Select(texts => texts.Min(StringComparer.Ordinal)!)
                .Order(StringComparer.Ordinal)];
            foreach (var number in siblings) nameless[number] = shared;
        }

        return nameless;
    }

    private static IEnumerable<string> TextsOf(RankedDocument document, AppliesSignal applies) => document.Titles.Concat(document.Questions)
        .Select(text => applies.Nameless(Folding.Fold(text)))
        .OfType<string>()
        .DistinctBy(Folding.Key, StringComparer.Ordinal);
}
