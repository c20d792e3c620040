namespace Cardline.Benchmarks.Sets;

/// <summary>Cuts a training part into what is learnt and what is asked. The same seed always cuts the same way.</summary>
internal static class Splits
{
    /// <summary>Folds of a cross-validation.</summary>
    internal const int Folds = 5;

    /// <summary>Gives each row the number of a fold, so that every category is spread evenly over all of them.</summary>
    internal static int[] FoldOf(IReadOnlyList<Labelled> rows, int seed)
    {
        var folds = new int[rows.Count];
        var random = new Random(seed);
        foreach (var group in Groups(rows))
        {
            var order = Shuffled(group, random);
            // Each category begins at another fold, else the first folds would get all the remainders.
            var first = random.Next(Folds);
            for (var place = 0; place < order.Length; place++) folds[order[place]] = (first + place) % Folds;
        }

        return folds;
    }

    /// <summary>Takes the same number of rows of every category, or all of one that has fewer; in order of the rows.</summary>
    internal static IReadOnlyList<Labelled> PerArticle(IReadOnlyList<Labelled> rows, int count, int seed)
    {
        var random = new Random(seed);
        var taken = Groups(rows).SelectMany(group => Shuffled(group, random).Take(count)).Order();
        return [.. taken.Select(number => rows[number])];
    }

    private static IEnumerable<int[]> Groups(IReadOnlyList<Labelled> rows) => Enumerable.Range(0, rows.Count)
        .GroupBy(number => rows[number].Category, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => group.ToArray());

    private static int[] Shuffled(int[] numbers, Random random)
    {
        var copy = (int[])numbers.Clone();
        random.Shuffle(copy);
        return copy;
    }
}
