using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>The titles and sample questions as they stand: which article holds this very question, and which of an article's is nearest.</summary>
internal sealed class SampleQuestions
{
    private readonly Dictionary<string, HashSet<int>> same = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string>[] texts;

    internal SampleQuestions(IReadOnlyList<RankedDocument> documents)
    {
        texts = [.. documents.Select(document => (IReadOnlyList<string>)[.. document.Titles, .. document.Questions])];
        for (var number = 0; number < texts.Length; number++)
        {
            foreach (var key in texts[number].Select(Folding.Key).Where(key => key.Length > 0))
            {
                if (!same.TryGetValue(key, out var holders)) same[key] = holders = [];
                holders.Add(number);
            }
        }
    }

    /// <returns>The articles that hold the question word for word, or null.</returns>
    internal IReadOnlySet<int>? Same(string key) => same.GetValueOrDefault(key);

    /// <summary>The article's title or sample question that shares most with the question, by the rarity of the shared words.</summary>
    internal string? Nearest(int article, IReadOnlyList<Token> tokens, Func<Token, double> rarity)
    {
        var asked = tokens.Select(token => token.Key).ToHashSet();
        var others = new List<Token>();
        var (best, nearest) = (0.0, (string?)null);
        foreach (var text in texts[article])
        {
            Tokenizer.Read(Folding.Fold(text), others, Folding.CharsMax);
            var (shared, all) = (0.0, 0.0);
            foreach (var token in others.DistinctBy(token => token.Key))
            {
                var weight = rarity(token);
                all += weight;
                if (asked.Contains(token.Key)) shared += weight;
            }

            // Half of the length counts, so that a short question is not preferred for being short.
            var share = all > 0 ? shared / Math.Sqrt(all) : 0;
            if (share > best) (best, nearest) = (share, text);
        }

        return nearest;
    }
}
