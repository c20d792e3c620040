namespace Cardline.Knowledge.Editing;

/// <summary>Compares a run with an earlier one over the same questions.</summary>
internal static class BaselineComparison
{
    /// <summary>A change for the worse of half a percentage point is let pass: on a set of 200 rows it is one row.</summary>
    internal const double Tolerance = 0.005;

    private const int NamedMax = 20;

    // What is left of a difference of two shares after the computer has rounded them.
    private const double Rounding = 1e-9;

    internal static BaselineReport Of(SavedEvaluation before, EvaluationReport report, IReadOnlyList<SavedRow> rows)
    {
        var was = before.Report;
        FigureChange[] figures =
        [
            Falling("hitAt1", was.HitAt1, report.HitAt1),
            Falling("hitAt3", was.HitAt3, report.HitAt3),
            Plain("mrr", was.Mrr, report.Mrr),
            Falling("outOfScopeAuroc", was.OutOfScopeAuroc, report.OutOfScopeAuroc),
            Plain("outOfScopeRecallAt95", was.OutOfScopeRecallAt95, report.OutOfScopeRecallAt95),
            Falling("outOfScopeRecall", was.OutOfScopeRecall, report.OutOfScopeRecall),
            Rising("falseRejection", was.FalseRejection, report.FalseRejection),
            Rising("calibrationError", was.CalibrationError, report.CalibrationError),
            Plain("answerPrecision", was.AnswerPrecision, report.AnswerPrecision),
            Plain("answered", was.Answered, report.Answered),
            Plain("offered", was.Offered, report.Offered),
            Plain("refused", was.Refused, report.Refused),
        ];
        var turned = before.Rows.Zip(rows).ToList();
        return new BaselineReport(
            was.IndexVersion,
            Tolerance,
            figures.Any(figure => figure.Regressed),
            figures,
            Turned(turned.Where(pair => pair.First.Right && !pair.Second.Right)),
            Turned(turned.Where(pair => !pair.First.Right && pair.Second.Right)));
    }

    private static FigureChange Falling(string figure, double? before, double? now) => Change(figure, before, now, -1);

    private static FigureChange Rising(string figure, double? before, double? now) => Change(figure, before, now, 1);

    private static FigureChange Plain(string figure, double? before, double? now) => Change(figure, before, now, 0);

    private static FigureChange Change(string figure, double? before, double? now, int worse) =>
        new(figure, before, now, now - before, worse * (now - before) > Tolerance + Rounding);

    private static TurnedRows Turned(IEnumerable<(SavedRow Before, SavedRow Now)> pairs)
    {
        var all = pairs.ToList();
        return new TurnedRows(all.Count, [.. all.Take(NamedMax).Select(pair => new TurnedRow(
            pair.Now.Question,
            pair.Now.Lang,
            pair.Now.Article,
            new GivenReply(pair.Before.Outcome, pair.Before.First),
            new GivenReply(pair.Now.Outcome, pair.Now.First)))]);
    }
}
