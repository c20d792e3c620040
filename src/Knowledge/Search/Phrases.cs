using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>The titles and sample questions of one article by their words, so that the nearest to a question is found from the question's few words.</summary>
internal sealed class Phrases
{
    /// <summary>Phrases, and words, of an article that is like most; for one with more, memory is allocated.</summary>
    private const int CountedOnStackMax = 512;

    private readonly string[] texts;

    // How much each phrase weighs: half of its length counts, so that a short question is not preferred for being short.
    private readonly double[] roots;

    // Each word once, in order, and where its phrases begin among all uses; one more than there are words.
    private readonly ulong[] words;
    private readonly int[] starts;
    private readonly int[] uses;

    // How rare each word is: looked up here and not for every question.
    private readonly float[] rarities;

    private Phrases(string[] texts, double[] roots, ILookup<ulong, int> phrasesOf, Func<ulong, float> rarity)
    {
        this.texts = texts;
        this.roots = roots;
        words = [.. phrasesOf.Select(of => of.Key).Order()];
        rarities = Array.ConvertAll(words, word => rarity(word));
        starts = new int[words.Length + 1];
        for (var i = 0; i < words.Length; i++) starts[i + 1] = starts[i] + phrasesOf[words[i]].Count();
        uses = [.. words.SelectMany(word => phrasesOf[word])];
    }

    /// <summary>Gets the phrases of an article of which nothing is ever nearest.</summary>
    internal static Phrases None { get; } = new([], [], Array.Empty<int>().ToLookup(_ => 0UL), _ => 0);

    /// <param name="texts">Titles and sample questions.</param>
    /// <param name="space">Tells how rare a word is.</param>
    /// <param name="tokens">A list to work with.</param>
    internal static Phrases Of(IReadOnlyList<string> texts, FeatureSpace space, List<Token> tokens)
    {
        float Rarity(ulong word) => space.Number(word) is { } number ? space.Rarity(number) : 0;
        var halves = new double[texts.Count];
        var pairs = new List<(ulong Word, int Phrase)>();
        for (var phrase = 0; phrase < texts.Count; phrase++)
        {
            Tokenizer.Read(Folding.Fold(texts[phrase]), tokens, Folding.CharsMax);
            var all = 0.0;
            foreach (var word in tokens.Select(token => FeatureReader.WordKey(token.Key)).Distinct())
            {
                all += Rarity(word);
                pairs.Add((word, phrase));
            }

            halves[phrase] = Math.Sqrt(all);
        }

        return new Phrases([.. texts], halves, pairs.ToLookup(pair => pair.Word, pair => pair.Phrase), Rarity);
    }

    /// <summary>The phrase that shares most with the question, by the rarity of the shared words; of equals the first.</summary>
    internal string? Nearest(ReadOnlySpan<Token> tokens)
    {
        Span<double> shared = stackalloc double[CountedOnStackMax];
        shared = texts.Length <= shared.Length ? shared[..texts.Length] : new double[texts.Length];
        shared.Clear();
        Span<bool> seen = stackalloc bool[CountedOnStackMax];
        seen = words.Length <= seen.Length ? seen[..words.Length] : new bool[words.Length];
        seen.Clear();
        foreach (var token in tokens)
        {
            if (words.AsSpan().BinarySearch(FeatureReader.WordKey(token.Key)) is not (>= 0 and var word) || seen[word]) continue;
            seen[word] = true;
            for (var use = starts[word]; use < starts[word + 1]; use++) shared[uses[use]] += rarities[word];
        }

        var (best, nearest) = (0.0, (string?)null);
        for (var phrase = 0; phrase < shared.Length; phrase++)
        {
            var share = roots[phrase] > 0 ? shared[phrase] / roots[phrase] : 0;
            if (share > best) (best, nearest) = (share, texts[phrase]);
        }

        return nearest;
    }
}
