using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Search;

/// <summary>Which articles hold a feature in any title or sample question. Immutable.</summary>
internal sealed class FeatureHolders
{
    /// <summary>Most bits kept, 8 MiB; beyond them the lists are searched.</summary>
    private const long BitsMax = 1L << 26;

    private readonly int[] starts;
    private readonly int[] articles;
    private readonly bool[] several;

    // The same once more as one bit for each article and feature, article by article; null for a large index. A question asks one article for all
    // of its features: that is a short walk through one stretch of memory, and a search in a list for each of them is a tenth of the whole answer.
    private readonly ulong[]? bits;
    private readonly int wordsPerArticle;

    /// <param name="samples">The samples, those of one article together and the articles in order.</param>
    /// <param name="features">Number of features.</param>
    internal FeatureHolders(IReadOnlyList<Sample> samples, int features)
    {
        starts = new int[features + 1];
        ForEach(samples, features, (feature, _) => starts[feature + 1]++);
        for (var feature = 0; feature < features; feature++) starts[feature + 1] += starts[feature];
        articles = new int[starts[features]];
        var filled = (int[])starts.Clone();
        ForEach(samples, features, (feature, article) => articles[filled[feature]++] = article);
        several = Several(samples);
        wordsPerArticle = (features >> 6) + 1;
        bits = Bits();
    }

    /// <summary>Gets the number of pairs of a feature and an article that holds it.</summary>
    internal int Count => articles.Length;

    /// <summary>The articles that hold a feature, in rising order.</summary>
    internal ReadOnlySpan<int> Of(int feature) => articles.AsSpan(starts[feature], starts[feature + 1] - starts[feature]);

    /// <summary>Where the pairs of a feature begin among all pairs.</summary>
    internal int StartOf(int feature) => starts[feature];

    /// <summary>Where the pair of a feature and an article stands among all pairs; negative when the article does not hold it.</summary>
    internal int Place(int feature, int article) => Array.BinarySearch(articles, starts[feature], starts[feature + 1] - starts[feature], article);

    /// <summary>Makes a classifier of one weight for each pair, without those too small to matter.</summary>
    internal Classifier Weighted(float[] weights, float droppedBelow, int articleCount)
    {
        var from = new int[starts.Length];
        var kept = new List<Weight>();
        for (var feature = 0; feature + 1 < starts.Length; feature++)
        {
            for (var place = starts[feature]; place < starts[feature + 1]; place++)
            {
                if (Math.Abs(weights[place]) >= droppedBelow) kept.Add(new Weight(articles[place], weights[place]));
            }

            from[feature + 1] = kept.Count;
        }

        return new Classifier(from, CollectionsMarshal.AsSpan(kept), new float[articleCount]);
    }

    /// <summary>How much of a question, by the squares of its known weights, stands in some sample of the article: 0 to 1.</summary>
    internal double Covered(SparseVector vector, int article)
    {
        var (covered, all) = (0.0, 0.0);
        for (var i = 0; i < vector.Ids.Length; i++)
        {
            var square = vector.Values[i] * vector.Values[i];
            all += square;
            if (Holds(vector.Ids[i], article)) covered += square;
        }

        return all > 0 ? covered / all : 0;
    }

    /// <summary>What <see cref="Covered"/> would be of a sample if the article did not hold it.</summary>
    internal double CoveredByOthers(Sample sample)
    {
        var (covered, all) = (0.0, 0.0);
        for (var i = 0; i < sample.Vector.Ids.Length; i++)
        {
            var square = sample.Vector.Values[i] * sample.Vector.Values[i];
            all += square;
            if (several[Place(sample.Vector.Ids[i], sample.Article)]) covered += square;
        }

        return all > 0 ? covered / all : 0;
    }

    private bool Holds(int feature, int article) =>
        bits is null ? Place(feature, article) >= 0 : article < bits.Length / wordsPerArticle && (bits[(article * wordsPerArticle) + (feature >> 6)] >> (feature & 63) & 1) != 0;

    private ulong[]? Bits()
    {
        var last = -1;
        foreach (var article in articles) last = Math.Max(last, article);
        if ((last + 1L) * wordsPerArticle * 64 > BitsMax) return null;
        var set = new ulong[(last + 1) * wordsPerArticle];
        for (var feature = 0; feature + 1 < starts.Length; feature++)
        {
            foreach (var article in Of(feature)) set[(article * wordsPerArticle) + (feature >> 6)] |= 1UL << (feature & 63);
        }

        return set;
    }

    // Which pairs of a feature and an article stand in more than one sample.
    private bool[] Several(IReadOnlyList<Sample> samples)
    {
        var seen = new bool[articles.Length];
        var again = new bool[articles.Length];
        foreach (var sample in samples.Where(sample => !sample.Not))
        {
            foreach (var feature in sample.Vector.Ids)
            {
                var place = Place(feature, sample.Article);
                again[place] = seen[place];
                seen[place] = true;
            }
        }

        return again;
    }

    private static void ForEach(IReadOnlyList<Sample> samples, int features, Action<int, int> act)
    {
        var last = new int[features];
        Array.Fill(last, -1);
        foreach (var sample in samples)
        {
            if (sample.Not) continue;
            foreach (var feature in sample.Vector.Ids)
            {
                if (last[feature] == sample.Article) continue;
                last[feature] = sample.Article;
                act(feature, sample.Article);
            }
        }
    }
}
