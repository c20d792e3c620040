using Cardline.Knowledge.Editing;

namespace Cardline.Benchmarks.Detection;

/// <summary>How much a row was taken for what is looked for, and whether it is that.</summary>
internal readonly record struct Scored(double Score, bool Holds);

/// <summary>Where a threshold leaves rows. Null where nothing was above it, or nothing was there to be found.</summary>
internal sealed record AtThreshold(double? Precision, double? Recall, double? F1);

/// <summary>How well scores tell what is looked for from the rest. Rows with the same score are always on the same side.</summary>
/// <param name="rows">The rows.</param>
internal sealed class Separation(IReadOnlyCollection<Scored> rows)
{
    /// <summary>The probability from which a thing is likelier than not.</summary>
    internal const double Even = 0.5;

    private readonly List<IGrouping<double, Scored>> falling = [.. rows.GroupBy(row => row.Score).OrderByDescending(group => group.Key)];
    private readonly int holding = rows.Count(row => row.Holds);

    /// <summary>The chance that a row that holds has the higher score than one that does not.</summary>
    internal double? Auroc() => Figures.Auroc([.. rows.Where(row => row.Holds).Select(row => row.Score)], [.. rows.Where(row => !row.Holds).Select(row => row.Score)]);

    /// <summary>What is found when all from a score upwards is taken.</summary>
    internal AtThreshold At(double threshold)
    {
        var taken = rows.Count(row => row.Score >= threshold);
        var found = rows.Count(row => row.Holds && row.Score >= threshold);
        return new AtThreshold(Share(found, taken), Share(found, holding), Share(2 * found, taken + holding));
    }

    /// <summary>The score from which taking all gives the highest F1; of several the highest. 1 when there are no rows.</summary>
    internal double Best()
    {
        var (best, highest) = (1.0, -1.0);
        foreach (var (score, taken, found) in Steps())
        {
            var f1 = Share(2 * found, taken + holding) ?? 0;
            (best, highest) = f1 > highest ? (score, f1) : (best, highest);
        }

        return best;
    }

    /// <summary>The largest share found while at most a share of the rest is taken with it.</summary>
    internal double? RecallAt(double falseAlarms)
    {
        var most = 0;
        foreach (var (_, taken, found) in Steps())
        {
            if (taken - found > falseAlarms * (rows.Count - holding)) break;
            most = found;
        }

        return Share(most, holding);
    }

    private IEnumerable<(double Score, int Taken, int Found)> Steps()
    {
        var (taken, found) = (0, 0);
        foreach (var group in falling)
        {
            taken += group.Count();
            found += group.Count(row => row.Holds);
            yield return (group.Key, taken, found);
        }
    }

    private static double? Share(int part, int whole) => whole > 0 ? part / (double)whole : null;
}
