namespace Cardline.Knowledge.Vectors;

/// <summary>What the vectors say of a question: how near it is to each article, and how much that counts. Immutable.</summary>
/// <param name="Articles">The vectors of the articles, numbered as the ranker numbers them.</param>
/// <param name="Weight">How much they count.</param>
/// <param name="Generation">Of the cache that they came from.</param>
internal sealed record VectorSense(ArticleVectors Articles, VectorWeight Weight, int Generation)
{
    /// <summary>Articles that are looked at closely because a text of theirs is nearest, however far the words seem.</summary>
    internal const int NearestMax = 16;

    /// <summary>Further above or below the mean of all articles than this counts no more.</summary>
    internal const double DeviationsMax = 12;

    /// <summary>What a question's nearness to all articles says for some of them.</summary>
    internal VectorSigns Of(float[] nearest, int[] articles) =>
        new(Standardised(nearest, articles, Weight.Deviation), Array.ConvertAll(articles, number => float.IsNaN(nearest[number]) ? 0 : nearest[number]), Weight);

    /// <summary>The nearness of some articles, as deviations from the mean of all; 0 for an article without vectors.</summary>
    /// <param name="nearest">The nearness of every article.</param>
    /// <param name="articles">Numbers of those wanted.</param>
    /// <param name="deviation">The usual deviation.</param>
    internal static double[] Standardised(ReadOnlySpan<float> nearest, ReadOnlySpan<int> articles, double deviation)
    {
        var mean = MeanOf(nearest);
        var signs = new double[articles.Length];
        for (var place = 0; place < signs.Length; place++)
        {
            var near = nearest[articles[place]];
            signs[place] = float.IsNaN(near) ? 0 : Math.Clamp((near - mean) / deviation, -DeviationsMax, DeviationsMax);
        }

        return signs;
    }

    /// <summary>The mean over the articles that have vectors.</summary>
    internal static double MeanOf(ReadOnlySpan<float> nearest)
    {
        var (sum, count) = (0.0, 0);
        foreach (var near in nearest)
        {
            if (float.IsNaN(near)) continue;
            sum += near;
            count++;
        }

        return sum / Math.Max(1, count);
    }

    /// <summary>The articles that are nearest, in rising order of their numbers.</summary>
    internal static int[] First(ReadOnlySpan<float> nearest)
    {
        var best = new PriorityQueue<int, float>(NearestMax + 1);
        for (var number = 0; number < nearest.Length; number++)
        {
            if (float.IsNaN(nearest[number])) continue;
            if (best.Count < NearestMax) best.Enqueue(number, nearest[number]);
            else best.EnqueueDequeue(number, nearest[number]);
        }

        int[] numbers = [.. best.UnorderedItems.Select(item => item.Element)];
        Array.Sort(numbers);
        return numbers;
    }
}

/// <summary>What the vectors say of one question, for the articles that are near at all.</summary>
/// <param name="Near">Nearness of each, in deviations.</param>
/// <param name="Cosines">The same as cosines, for the reasons.</param>
/// <param name="Weight">How much it counts.</param>
internal sealed record VectorSigns(double[] Near, float[] Cosines, VectorWeight Weight);
