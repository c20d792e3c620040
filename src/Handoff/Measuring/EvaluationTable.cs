using System.Globalization;

namespace Cardline.Handoff.Measuring;

/// <summary>The measurement as a table that a person reads.</summary>
public static class EvaluationTable
{
    /// <summary>Most pairs of the confusion shown.</summary>
    public const int ConfusionMax = 20;

    /// <summary>Writes it.</summary>
    public static string Of(HandoffMeasures measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        List<string> lines = [Said($"{measured.Cases} cases"), .. Figures(measured)];
        lines.Add("by reason");
        lines.AddRange(measured.Reasons.Select(reason => Found(reason.Key, reason.Value)));
        foreach (var (lang, figures) in measured.PerLanguage)
        {
            lines.Add(Said($"{lang}: {figures.Cases} cases"));
            lines.AddRange(Figures(figures));
        }

        var late = measured.Late;
        lines.Add(Said($"{late.Cases} cases of several turns in which a person is expected"));
        lines.AddRange([
            Row("at the turn", late.AtTheTurn, late.Intervals["atTheTurn"]), Row("within one turn", late.WithinOneTurn, late.Intervals["withinOneTurn"]),
            Row("too late or never", late.TooLate, late.Intervals["tooLate"]), Row("too early", late.TooEarly, late.Intervals["tooEarly"]),
        ]);
        lines.Add(Said($"one decision takes {measured.DecisionMicroseconds.P50} µs (half), {measured.DecisionMicroseconds.P99} µs (99 in 100)"));
        lines.AddRange(measured.Confusion.Take(ConfusionMax).Select(pair => Said($"  {pair.Count,4} x expected {pair.Expected}, got {pair.Got}")));
        lines.AddRange(measured.Wrong.Select(wrong => Said($"  case {wrong.Index} ({wrong.File}:{wrong.Line}): expected {wrong.Expected}, got {wrong.Got} ({wrong.Reason})")));
        return string.Join(Environment.NewLine, lines);
    }

    private static IEnumerable<string> Figures(HandoffFigures figures) =>
    [
        Row("decision right", figures.DecisionAccuracy, figures.Intervals["decisionAccuracy"]),
        Row("reason right", figures.ReasonAccuracy, figures.Intervals["reasonAccuracy"]),
        Row("too much", figures.OverEscalation, figures.Intervals["overEscalation"]),
        Row("too much, of answerable", figures.OverEscalationOfAnswerable, figures.Intervals["overEscalationOfAnswerable"]),
        Row("too little", figures.UnderEscalation, figures.Intervals["underEscalation"]),
        Row("false alarms of safety", figures.FalseAlarms, figures.Intervals["falseAlarms"]),
        Found("handed over at once", figures.AtOnce),
    ];

    private static string Row(string name, double share, IReadOnlyList<double> interval) => Said($"  {name,-24} {Percent(share, interval)}");

    private static string Found(string name, FoundMeasures found) => Said(
        $"  {name,-24} precision {Percent(found.Precision, found.Intervals["precision"])}  recall {Percent(found.Recall, found.Intervals["recall"])}  of {found.Support}");

    private static string Percent(double share, IReadOnlyList<double> interval) => Said($"{share,7:P1} [{interval[0]:P1} to {interval[1]:P1}]");

    private static string Said(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
