using Cardline.Knowledge.Editing;

namespace Cardline.Benchmarks.Accuracy;

/// <summary>One searcher on one cut of a data set, or the mean of several such.</summary>
/// <param name="Searcher">Who ranked.</param>
/// <param name="Figures">What <c>kb eval</c> reports; what needs probabilities is null for searchers that give only scores.</param>
/// <param name="P50">Median microseconds per question, ranking alone, on one thread.</param>
/// <param name="P99">The same at the 99th percentile.</param>
/// <param name="ProcessorMicroseconds">Processor time per question, which a busy machine hardly changes.</param>
/// <param name="Kind">Which questions out of scope the figures are about; null when there are none.</param>
internal sealed record Measured(string Searcher, LanguageFigures Figures, double P50, double P99, double ProcessorMicroseconds, string? Kind = null);

/// <summary>The mean of several cuts, and how far hit@1 strays between them.</summary>
internal sealed record Averaged(Measured Mean, double? HitAt1Deviation, int Runs)
{
    internal static Averaged Of(IReadOnlyList<Measured> runs)
    {
        double? Mean(Func<LanguageFigures, double?> figure) => runs.All(run => figure(run.Figures) is not null) ? runs.Average(run => figure(run.Figures)!.Value) : null;
        var figures = new LanguageFigures(
            runs.Sum(run => run.Figures.Questions),
            Mean(one => one.HitAt1),
            Mean(one => one.HitAt3),
            Mean(one => one.Mrr),
            Mean(one => one.OutOfScopeAuroc),
            Mean(one => one.OutOfScopeRecallAt95),
            Mean(one => one.OutOfScopeRecall),
            Mean(one => one.FalseRejection),
            Mean(one => one.CalibrationError));
        var mean = new Measured(runs[0].Searcher, figures, runs.Average(run => run.P50), runs.Average(run => run.P99), runs.Average(run => run.ProcessorMicroseconds), runs[0].Kind);
        return new Averaged(mean, Deviation([.. runs.Select(run => run.Figures.HitAt1 ?? 0)]), runs.Count);
    }

    /// <summary>The deviation of a sample; null for a single value.</summary>
    internal static double? Deviation(double[] values)
    {
        if (values.Length < 2) return null;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
