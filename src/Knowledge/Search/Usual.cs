using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Search;

/// <summary>How well the questions of an index are known to it and covered by their articles, when they are not its own samples.</summary>
/// <remarks>
/// With five sample questions an article covers half of what the sixth would say, with a hundred nearly all of it. A new question is held against what is
/// usual, so that the same constants serve every size of index.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Usual(double Known, double Covered)
{
    /// <summary>Samples looked at, spread evenly over the index.</summary>
    private const int SamplesMax = 5_000;

    internal static Usual Of(IReadOnlyList<Sample> samples, FeatureSpace space, FeatureHolders holders)
    {
        var own = samples.Where(sample => !sample.Not).ToList();
        var every = Math.Max(1, own.Count / SamplesMax);
        var looked = own.Where((_, number) => number % every == 0).ToList();
        return looked.Count == 0
            ? default
            : new Usual(looked.Average(sample => Math.Sqrt(space.KnownToOthers(sample.Vector))), looked.Average(holders.CoveredByOthers));
    }
}
