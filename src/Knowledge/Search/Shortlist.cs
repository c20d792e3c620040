namespace Cardline.Knowledge.Search;

/// <summary>Finds the articles that are worth a closer look: all of a small index, the nearest of a large one.</summary>
internal static class Shortlist
{
    /// <summary>Articles looked at closely.</summary>
    internal const int LengthMax = 200;

    // All articles of a small index, by how many there are: made once, not for every question.
    private static readonly int[][] Everyone = [.. Enumerable.Range(0, LengthMax + 1).Select(count => Enumerable.Range(0, count).ToArray())];

    /// <param name="evidence">The classifier's evidence for every article.</param>
    /// <param name="words">BM25F for every article.</param>
    /// <param name="always">Articles that are looked at however far they seem.</param>
    /// <returns>Numbers of articles, in rising order. Do not modify.</returns>
    internal static int[] Of(ReadOnlySpan<float> evidence, ReadOnlySpan<double> words, ReadOnlySpan<int> always)
    {
        var count = evidence.Length;
        if (count <= LengthMax) return Everyone[count];
        var most = Math.Max(1e-9, Largest(words));
        var best = new PriorityQueue<int, double>(LengthMax + 1);
        var least = double.MinValue;
        for (var number = 0; number < count; number++)
        {
            var near = (Certainty.PerEvidence * evidence[number]) + (Certainty.PerWords * words[number] / most);
            if (best.Count == LengthMax && near <= least) continue;
            if (best.Count < LengthMax) best.Enqueue(number, near);
            else best.EnqueueDequeue(number, near);
            if (best.Count == LengthMax) best.TryPeek(out _, out least);
        }

        int[] numbers = [.. best.UnorderedItems.Select(item => item.Element).Union(always.ToArray())];
        Array.Sort(numbers);
        return numbers;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values) largest = Math.Max(largest, value);
        return largest;
    }
}
