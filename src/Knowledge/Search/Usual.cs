namespace Cardline.Knowledge.Search;

/// <summary>How long the questions of an index are, how well they are known to it and covered by their articles, when they are not its own samples.</summary>
/// <remarks>
/// With five sample questions an article covers half of what the sixth would say, with a hundred nearly all of it; and Chinese is cut into other features than
/// English. A new question is held against what is usual in its language, so that the same constants serve every index.
/// </remarks>
/// <param name="Known">Mean of the root of the share that is known.</param>
/// <param name="Covered">Mean of the share that stands in other samples of the same article.</param>
/// <param name="Features">Mean number of features.</param>
internal sealed record Usual(double Known, double Covered, double Features)
{
    /// <summary>A longer question knows no better where it belongs.</summary>
    internal const int FeaturesMax = 400;

    /// <summary>Samples looked at in each language, spread evenly over the index.</summary>
    private const int SamplesMax = 5_000;

    // A handful of samples say little of what is usual, and each least of the others: so many samples of an ordinary index are added to them.
    private const int OrdinarySamples = 50;
    private const double OrdinaryKnown = 0.9;
    private const double OrdinaryCovered = 0.6;

    /// <summary>With fewer samples in a language, those of both are taken.</summary>
    private const int SamplesMin = 20;

    internal static Usual Of(IReadOnlyList<Sample> samples, FeatureSpace space, FeatureHolders holders, bool chinese)
    {
        var all = samples.Where(sample => !sample.Not).ToList();
        var own = all.FindAll(sample => sample.IsChinese == chinese);
        if (own.Count < SamplesMin) own = all;
        var every = Math.Max(1, own.Count / SamplesMax);
        var looked = own.Where((_, number) => number % every == 0).ToList();
        return looked.Count == 0
            ? new Usual(OrdinaryKnown, OrdinaryCovered, 0)
            : new Usual(
                Mean(looked, sample => Math.Sqrt(space.KnownToOthers(sample.Vector)), OrdinaryKnown),
                Mean(looked, holders.CoveredByOthers, OrdinaryCovered),
                looked.Average(sample => Math.Min(FeaturesMax, sample.Vector.Ids.Length)));
    }

    private static double Mean(List<Sample> samples, Func<Sample, double> measure, double ordinary) =>
        (samples.Sum(measure) + (OrdinarySamples * ordinary)) / (samples.Count + OrdinarySamples);
}
