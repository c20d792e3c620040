using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>The titles and sample questions as they stand: which article holds this very question, and which of an article's is nearest.</summary>
internal sealed class SampleQuestions
{
    private readonly Dictionary<string, int[]> same = new(StringComparer.Ordinal);
    private readonly Phrases[] samples;

    /// <param name="documents">The articles, in the order in which they are numbered.</param>
    /// <param name="space">Tells how rare a word is; without it nothing is <see cref="Nearest"/>.</param>
    internal SampleQuestions(IReadOnlyList<RankedDocument> documents, FeatureSpace? space = null)
    {
        samples = new Phrases[documents.Count];
        var tokens = new List<Token>();
        for (var number = 0; number < documents.Count; number++)
        {
            IReadOnlyList<string> texts = [.. documents[number].Titles, .. documents[number].Questions];
            foreach (var text in texts) Remember(Folding.Key(text), number);
            samples[number] = space is null ? Phrases.None : Phrases.Of(texts, space, tokens);
        }
    }

    /// <returns>The articles that hold the question word for word, in rising order; empty when none does.</returns>
    internal ReadOnlySpan<int> Same(string key) => same.GetValueOrDefault(key);

    /// <summary>The article's title or sample question that shares most with the question, by the rarity of the shared words.</summary>
    internal string? Nearest(int article, ReadOnlySpan<Token> tokens) => samples[article].Nearest(tokens);

    private void Remember(string key, int number)
    {
        if (key.Length == 0) return;
        var holders = same.GetValueOrDefault(key, []);
        if (holders.Length == 0 || holders[^1] != number) same[key] = [.. holders, number];
    }
}
