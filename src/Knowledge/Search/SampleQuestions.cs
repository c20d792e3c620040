using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>The titles and sample questions as they stand: which article holds this very question, and which of an article's is nearest.</summary>
internal sealed class SampleQuestions
{
    private readonly Dictionary<string, int[]> same = new(StringComparer.Ordinal);
    private readonly Phrase[][] samples;

    /// <param name="documents">The articles, in the order in which they are numbered.</param>
    /// <param name="space">Tells how rare a word is; without it nothing is <see cref="Nearest"/>.</param>
    internal SampleQuestions(IReadOnlyList<RankedDocument> documents, FeatureSpace? space = null)
    {
        samples = new Phrase[documents.Count][];
        var tokens = new List<Token>();
        for (var number = 0; number < documents.Count; number++)
        {
            IReadOnlyList<string> texts = [.. documents[number].Titles, .. documents[number].Questions];
            samples[number] = new Phrase[texts.Count];
            for (var i = 0; i < texts.Count; i++)
            {
                Tokenizer.Read(Folding.Fold(texts[i]), tokens, Folding.CharsMax);
                samples[number][i] = Phrase.Of(texts[i], tokens, space);
                Remember(Folding.Key(texts[i]), number);
            }
        }
    }

    /// <returns>The articles that hold the question word for word, in rising order; empty when none does.</returns>
    internal ReadOnlySpan<int> Same(string key) => same.GetValueOrDefault(key);

    /// <summary>The article's title or sample question that shares most with the question, by the rarity of the shared words.</summary>
    internal string? Nearest(int article, IReadOnlyList<Token> tokens)
    {
        // Searched from end to end: a question has a dozen words, and a set of them would cost more than it saves.
        var asked = new ulong[tokens.Count];
        for (var i = 0; i < asked.Length; i++) asked[i] = FeatureReader.WordKey(tokens[i].Key);
        var (best, nearest) = (0.0, (string?)null);
        foreach (var phrase in samples[article])
        {
            var shared = 0.0;
            for (var i = 0; i < phrase.Words.Length; i++)
            {
                if (asked.AsSpan().Contains(phrase.Words[i])) shared += phrase.Weights[i];
            }

            // Half of the length counts, so that a short question is not preferred for being short.
            var share = phrase.Weight > 0 ? shared / Math.Sqrt(phrase.Weight) : 0;
            if (share > best) (best, nearest) = (share, phrase.Text);
        }

        return nearest;
    }

    private void Remember(string key, int number)
    {
        if (key.Length == 0) return;
        var holders = same.GetValueOrDefault(key, []);
        if (holders.Length == 0 || holders[^1] != number) same[key] = [.. holders, number];
    }

    // A title or sample question, its words each once, and how rare each is: looked up here and not for every question.
    private sealed record Phrase(string Text, ulong[] Words, float[] Weights, double Weight)
    {
        internal static Phrase Of(string text, List<Token> tokens, FeatureSpace? space)
        {
            if (space is null) return new Phrase(text, [], [], 0);
            ulong[] words = [.. tokens.Select(token => FeatureReader.WordKey(token.Key)).Distinct()];
            var weights = Array.ConvertAll(words, word => space.Number(word) is { } number ? space.Rarity(number) : 0);
            var all = 0.0;
            foreach (var weight in weights) all += weight;
            return new Phrase(text, words, weights, all);
        }
    }
}
