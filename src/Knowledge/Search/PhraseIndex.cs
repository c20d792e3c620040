using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>Every title and sample question on its own: how near a question is to the nearest of an article's phrasings.</summary>
internal sealed class PhraseIndex
{
    private readonly List<(int Phrase, double Weight)>[] postings;
    private readonly List<int> owners = [];
    private readonly List<double> lengths = [];

    internal PhraseIndex(IReadOnlyList<IEnumerable<string>> phrasesOfDocuments, Vocabulary vocabulary)
    {
        postings = new List<(int, double)>[vocabulary.Count];
        for (var i = 0; i < postings.Length; i++) postings[i] = [];
        for (var document = 0; document < phrasesOfDocuments.Count; document++)
        {
            foreach (var phrase in phrasesOfDocuments[document]) Add(document, phrase, vocabulary);
        }
    }

    /// <summary>Gives each article the cosine, 0 to 1, between the question and the nearest of its phrases.</summary>
    internal double[] Nearest(QueryTerms query, int documentCount)
    {
        var dots = new double[owners.Count];
        foreach (var (term, weight) in query.Known)
        {
            foreach (var (phrase, other) in postings[term]) dots[phrase] += weight * other;
        }

        // Unknown words lengthen the question, so that a text which is mostly about something else is near to nothing.
        var length = Math.Sqrt(query.Known.Values.Sum(weight => weight * weight)) * (2 - query.Coverage);
        var nearest = new double[documentCount];
        for (var phrase = 0; phrase < dots.Length; phrase++)
        {
            if (dots[phrase] <= 0) continue;
            nearest[owners[phrase]] = Math.Max(nearest[owners[phrase]], Math.Min(1, dots[phrase] / (length * lengths[phrase])));
        }

        return nearest;
    }

    private void Add(int document, string phrase, Vocabulary vocabulary)
    {
        var weights = new Dictionary<int, double>();
        foreach (var term in Terms.Of(phrase))
        {
            if (vocabulary.Number(term.Text) is { } number) weights[number] = term.Weight * vocabulary.Rarity(number);
        }

        if (weights.Count == 0) return;
        foreach (var (term, weight) in weights) postings[term].Add((owners.Count, weight));
        owners.Add(document);
        lengths.Add(Math.Sqrt(weights.Values.Sum(weight => weight * weight)));
    }
}
