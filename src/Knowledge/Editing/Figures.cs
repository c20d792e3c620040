namespace Cardline.Knowledge.Editing;

/// <summary>Computes the figures of a run from its judged rows.</summary>
internal static class Figures
{
    private const int CalibrationBins = 10;
    private const int ConfusionsMax = 50;
    private const int ExamplesMax = 3;
    private const int DrawsMax = 3;
    private const double KeptShare = 0.95;

    internal static LanguageFigures Of(IReadOnlyList<JudgedRow> rows)
    {
        var inScope = rows.Where(row => row.Row.Article is not null).ToList();
        var outOfScope = rows.Where(row => row.Row.Article is null).ToList();
        return new LanguageFigures(
            rows.Count,
            Share(inScope, row => row.Rank == 1),
            Share(inScope, row => row.Rank is >= 1 and <= 3),
            inScope.Count == 0 ? null : inScope.Average(row => row.Rank == 0 ? 0 : 1.0 / row.Rank),
            Auroc([.. inScope.Select(row => row.Probability)], [.. outOfScope.Select(row => row.Probability)]),
            RecallAt95([.. inScope.Select(row => row.Probability)], outOfScope),
            Share(outOfScope, row => row.Outcome == AnswerOutcome.Unknown),
            Share(inScope, row => row.Outcome == AnswerOutcome.Unknown),
            CalibrationError(rows))
        {
            AnswerPrecision = Share([.. rows.Where(row => row.Outcome == AnswerOutcome.Answer)], row => row.IsRight),
            Answered = Share(rows, row => row.Outcome == AnswerOutcome.Answer),
            Offered = Share(rows, row => row.Outcome == AnswerOutcome.Choose),
            Refused = Share(rows, row => row.Outcome == AnswerOutcome.Unknown),
        };
    }

    /// <summary>How each expected article fared, the worst first.</summary>
    internal static IReadOnlyList<ArticleFigures> PerArticle(IEnumerable<JudgedRow> rows) =>
    [
        .. rows
            .Where(row => row.Row.Article is not null)
            .GroupBy(row => row.Row.Article!, StringComparer.Ordinal)
            .Select(group => (Id: group.Key, Rows: group.ToList()))
            .Select(group => new ArticleFigures(
                group.Id,
                group.Rows.Count,
                Share(group.Rows, row => row.Rank == 1)!.Value,
                Share(group.Rows, row => row.Rank is >= 1 and <= 3)!.Value,
                Share(group.Rows, row => row.Outcome == AnswerOutcome.Unknown)!.Value))
            .OrderBy(article => article.HitAt1)
            .ThenBy(article => article.HitAt3)
            .ThenByDescending(article => article.Refused)
            .ThenByDescending(article => article.Questions)
            .ThenBy(article => article.Article, StringComparer.Ordinal),
    ];

    internal static IReadOnlyList<Confusion> Confusions(IEnumerable<JudgedRow> rows) =>
    [
        .. rows
            .Where(row => row.Row.Article is null ? row.Outcome != AnswerOutcome.Unknown : row.Rank != 1)
            .GroupBy(row => (Expected: row.Row.Article ?? "-", row.First))
            .Select(group => Confused(group.Key.Expected, group.Key.First, [.. group]))
            .OrderByDescending(confusion => confusion.Count)
            .ThenBy(confusion => confusion.Expected, StringComparer.Ordinal)
            .ThenBy(confusion => confusion.Got, StringComparer.Ordinal)
            .Take(ConfusionsMax),
    ];

    internal static Latency Latencies(IEnumerable<double> microseconds)
    {
        var sorted = microseconds.Order().ToList();
        double At(double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(share * sorted.Count) - 1)];
        return new Latency(Math.Round(At(0.5), 1), Math.Round(At(0.99), 1));
    }

    /// <summary>The chance that an in-scope row is surer than an out-of-scope one; a tie counts half.</summary>
    internal static double? Auroc(double[] inScope, double[] outOfScope)
    {
        if (inScope.Length == 0 || outOfScope.Length == 0) return null;
        Array.Sort(outOfScope);
        var wins = 0.0;
        foreach (var value in inScope)
        {
            var below = LowerBound(outOfScope, value);
            var notAbove = LowerBound(outOfScope, Math.BitIncrement(value));
            wins += below + ((notAbove - below) / 2.0);
        }

        return wins / ((double)inScope.Length * outOfScope.Length);
    }

    private static Confusion Confused(string expected, string got, List<JudgedRow> rows) => new(expected, got, rows.Count, rows[0].Row.Text)
    {
        Examples = [.. rows.Take(ExamplesMax).Select(row => row.Row.Text)],
        DrawnBy =
        [
            .. rows
                .Where(row => row.Nearest is not null)
                .GroupBy(row => row.Nearest!, StringComparer.Ordinal)
                .Select(group => new Draw(group.Key, group.Count()))
                .OrderByDescending(draw => draw.Count)
                .ThenBy(draw => draw.Question, StringComparer.Ordinal)
                .Take(DrawsMax),
        ],
    };

    // The surest threshold that still keeps 95 % of the in-scope rows, and the out-of-scope rows that fall below it.
    private static double? RecallAt95(double[] inScope, List<JudgedRow> outOfScope)
    {
        if (inScope.Length == 0 || outOfScope.Count == 0) return null;
        Array.Sort(inScope);
        var threshold = inScope[(int)Math.Floor((1 - KeptShare) * inScope.Length)];
        return Share(outOfScope, row => row.Probability < threshold);
    }

    // Expected calibration error over all rows: an out-of-scope row is never answered rightly.
    private static double? CalibrationError(IReadOnlyList<JudgedRow> rows) => rows.Count == 0 ? null : rows
        .GroupBy(row => Math.Min(CalibrationBins - 1, (int)(row.Probability * CalibrationBins)))
        .Sum(bin => Math.Abs(bin.Average(row => row.Probability) - bin.Average(row => row.Rank == 1 ? 1.0 : 0.0)) * bin.Count() / rows.Count);

    private static double? Share(IReadOnlyList<JudgedRow> rows, Func<JudgedRow, bool> holds) =>
        rows.Count == 0 ? null : (double)rows.Count(holds) / rows.Count;

    private static int LowerBound(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
