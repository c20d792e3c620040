using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>The terms of one question that articles hold, with their weights, and the weight of those that none holds.</summary>
internal sealed class QueryTerms
{
    // A term that only a synonym brings in is worth less than one that was written.
    private const double SynonymWeight = 0.5;

    // A pair of Chinese characters that no article holds is more often the seam of two words than a new word.
    private const double UnknownPairWeight = 0.3;

    private QueryTerms(Dictionary<int, double> known, double writtenWeight, double coverage)
    {
        Known = known;
        WrittenWeight = writtenWeight;
        Coverage = coverage;
    }

    /// <summary>Gets weight times rarity of each known term, by its number.</summary>
    internal IReadOnlyDictionary<int, double> Known { get; }

    /// <summary>Gets what a perfect match would weigh: every written term, known or not.</summary>
    internal double WrittenWeight { get; }

    /// <summary>Gets the share of the written weight that lies in known terms, 0 to 1.</summary>
    internal double Coverage { get; }

    internal static QueryTerms Of(string folded, IEnumerable<Term> synonyms, Vocabulary vocabulary)
    {
        var known = new Dictionary<int, double>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var written = 0.0;
        foreach (var term in Terms.OfFolded(folded))
        {
            if (!seen.Add(term.Text)) continue;
            var number = vocabulary.Number(term.Text);
            var weight = (double)term.Weight;
            if (number is { } n)
            {
                var value = weight * vocabulary.Rarity(n);
                known[n] = Math.Max(value, known.GetValueOrDefault(n));
                written += value;
            }
            else written += weight * vocabulary.UnknownRarity * (Folding.IsHan(term.Text[0]) ? UnknownPairWeight : 1);
        }

        var coverage = written > 0 ? known.Values.Sum() / written : 0;
        foreach (var term in synonyms)
        {
            if (vocabulary.Number(term.Text) is { } n) known.TryAdd(n, SynonymWeight * term.Weight * vocabulary.Rarity(n));
        }

        return new QueryTerms(known, written, coverage);
    }
}
