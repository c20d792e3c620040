using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>Reads the terms of questions. Immutable.</summary>
internal sealed class QueryReader
{
    // A term that only a synonym brings in is worth less than one that was written.
    private const double SynonymWeight = 0.5;

    // A pair of Chinese characters that no article holds is more often the seam of two words than a new word.
    private const double UnknownPairWeight = 0.3;

    private readonly Vocabulary vocabulary;
    private readonly KnownWords words;

    // What each group of the glossary brings in: which of its terms articles hold does not change from question to question.
    private readonly KeyValuePair<int, double>[][] termsOfGroups;

    internal QueryReader(Vocabulary vocabulary, Synonyms synonyms, KnownWords words)
    {
        this.vocabulary = vocabulary;
        this.words = words;
        termsOfGroups = [.. Enumerable.Range(0, synonyms.Count).Select(group => OfGroup(synonyms.TermsOf(group)))];
    }

    /// <param name="folded">A folded question.</param>
    /// <param name="groups">The groups of the glossary that it touches.</param>
    /// <param name="work">What is returned stands in it.</param>
    internal QueryTerms Read(string folded, IReadOnlyList<int> groups, Workspace work)
    {
        var (known, unknown) = (work.Weights, work.Unknown);
        known.Clear();
        unknown.Clear();
        var written = 0.0;
        Terms.OfFolded(folded, work.Terms, words);
        foreach (var term in work.Terms)
        {
            if (vocabulary.Number(term.Text) is { } number)
            {
                var value = term.Weight * vocabulary.Rarity(number);
                if (known.TryAdd(number, value)) written += value;
            }
            else if (unknown.Add(term.Text)) written += term.Weight * vocabulary.UnknownRarity * (Folding.IsHan(term.Text[0]) ? UnknownPairWeight : 1);
        }

        for (var i = 0; i < groups.Count; i++)
        {
            foreach (var (number, weight) in termsOfGroups[groups[i]]) known.TryAdd(number, weight);
        }

        return new QueryTerms(known, written);
    }

    private KeyValuePair<int, double>[] OfGroup(IReadOnlyList<Term> terms)
    {
        var known = new List<KeyValuePair<int, double>>();
        foreach (var term in terms)
        {
            if (vocabulary.Number(term.Text) is { } number) known.Add(new(number, SynonymWeight * term.Weight * vocabulary.Rarity(number)));
        }

        return [.. known];
    }
}
