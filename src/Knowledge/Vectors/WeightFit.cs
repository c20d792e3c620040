namespace Cardline.Knowledge.Vectors;

/// <summary>Fits how much vectors count, by the likelihood of the right articles of held-out questions.</summary>
/// <remarks>
/// Two numbers are fitted together: what the vectors weigh, and by how much the words weigh less, for both often say the same. A weight
/// must be earned: vectors take part only when the likelihood grows by more than chance lets it, and then with the least weight that is
/// nearly as likely as the best. So a model that knows nothing gets none, and the same rows always give the same weight.
/// </remarks>
internal static class WeightFit
{
    /// <summary>With fewer questions nothing is fitted.</summary>
    internal const int QuestionsMin = 30;

    /// <summary>The most that vectors may weigh, for each deviation.</summary>
    internal const double VectorsMax = 4;

    /// <summary>By how much the logarithm of the likelihood must grow: chance does that once in four hundred times.</summary>
    internal const double GainMin = 4.5;

    /// <summary>So much of the logarithm of the likelihood is given away for a smaller weight.</summary>
    internal const double Spared = 1;

    /// <summary>Share of the sample questions that are taken to be filed wrongly; no one of them may decide.</summary>
    private const double Misfiled = 0.02;

    private const double DeviationMin = 1e-4;

    private static readonly double[] VectorWeights = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, VectorsMax];
    private static readonly double[] WordWeights = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 2, 2.7, 3.6];

    internal static VectorWeight Of(IReadOnlyList<HeldOutRow> rows)
    {
        if (rows.Count < QuestionsMin) return VectorWeight.None(rows.Count);
        var deviation = Math.Sqrt(rows.Average(row => row.Near.Average(near => near * near)));
        // Where all texts are equally near there is nothing to weigh.
        if (!(deviation > DeviationMin)) return VectorWeight.None(rows.Count);
        var without = Best(rows, 0, deviation);
        var tried = VectorWeights.Select(weight => (Weight: weight, Best: Best(rows, weight, deviation))).ToList();
        var most = tried.Max(one => one.Best.Likelihood);
        var gain = most - without.Likelihood;
        if (!(gain >= GainMin)) return VectorWeight.None(rows.Count, gain);
        var chosen = tried.First(one => one.Best.Likelihood >= most - Spared);
        // The words alone were calibrated on questions of cardholders. If these rows would have them weigh otherwise even without vectors,
        // that is a trait of the rows; only what the vectors change beside them is taken over, and never a larger weight.
        return new VectorWeight(
            Math.Min(1, chosen.Best.Words / without.Words),
            Math.Min(chosen.Weight, chosen.Weight / without.Words),
            deviation,
            rows.Count,
            gain);
    }

    private static (double Words, double Likelihood) Best(IReadOnlyList<HeldOutRow> rows, double weight, double deviation) =>
        WordWeights.Select(words => (words, Likelihood(rows, words, weight / deviation))).MaxBy(pair => pair.Item2);

    private static double Likelihood(IReadOnlyList<HeldOutRow> rows, double words, double near)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            var largest = double.MinValue;
            for (var i = 0; i < row.Words.Length; i++) largest = Math.Max(largest, (words * row.Words[i]) + (near * row.Near[i]));
            var total = 0.0;
            for (var i = 0; i < row.Words.Length; i++) total += Math.Exp((words * row.Words[i]) + (near * row.Near[i]) - largest);
            var right = Math.Exp((words * row.Words[row.Right]) + (near * row.Near[row.Right]) - largest) / total;
            sum += Math.Log(((1 - Misfiled) * right) + (Misfiled / row.Words.Length));
        }

        return sum;
    }
}
