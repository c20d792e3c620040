using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>The titles and sample questions as they stand: which article holds this very question, and which of an article's is nearest.</summary>
internal sealed class SampleQuestions
{
    private readonly Dictionary<string, int[]> same = new(StringComparer.Ordinal);
    private readonly (string Text, ulong[] Words)[][] samples;

    internal SampleQuestions(IReadOnlyList<RankedDocument> documents)
    {
        samples = new (string, ulong[])[documents.Count][];
        var tokens = new List<Token>();
        for (var number = 0; number < documents.Count; number++)
        {
            IReadOnlyList<string> texts = [.. documents[number].Titles, .. documents[number].Questions];
            samples[number] = new (string, ulong[])[texts.Count];
            for (var i = 0; i < texts.Count; i++)
            {
                Tokenizer.Read(Folding.Fold(texts[i]), tokens, Folding.CharsMax);
                samples[number][i] = (texts[i], [.. tokens.Select(token => FeatureReader.WordKey(token)).Distinct()]);
                Remember(Folding.Key(texts[i]), number);
            }
        }
    }

    /// <returns>The articles that hold the question word for word, in rising order; empty when none does.</returns>
    internal ReadOnlySpan<int> Same(string key) => same.GetValueOrDefault(key);

    /// <summary>The article's title or sample question that shares most with the question, by the rarity of the shared words.</summary>
    internal string? Nearest(int article, IReadOnlyList<Token> tokens, FeatureSpace space)
    {
        var asked = tokens.Select(FeatureReader.WordKey).ToHashSet();
        var (best, nearest) = (0.0, (string?)null);
        foreach (var (text, words) in samples[article])
        {
            var (shared, all) = (0.0, 0.0);
            foreach (var word in words)
            {
                var weight = space.Number(word) is { } number ? space.Rarity(number) : 0;
                all += weight;
                if (asked.Contains(word)) shared += weight;
            }

            // Half of the length counts, so that a short question is not preferred for being short.
            var share = all > 0 ? shared / Math.Sqrt(all) : 0;
            if (share > best) (best, nearest) = (share, text);
        }

        return nearest;
    }

    private void Remember(string key, int number)
    {
        if (key.Length == 0) return;
        var holders = same.GetValueOrDefault(key, []);
        if (holders.Length == 0 || holders[^1] != number) same[key] = [.. holders, number];
    }
}
