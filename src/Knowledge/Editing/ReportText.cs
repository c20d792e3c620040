using System.Globalization;

namespace Cardline.Knowledge.Editing;

/// <summary>Writes results for an editor to read.</summary>
internal static class ReportText
{
    private const int ConfusionsShown = 15;

    internal static void Write(KnowledgeAnswer answer, TextWriter writer)
    {
        writer.WriteLine($"{ReportJson.Word(answer.Outcome)} ({answer.Lang})");
        if (answer.Text is not null) writer.WriteLine($"\n{answer.Text}\n");
        foreach (var source in answer.Sources) writer.WriteLine($"source: {source.Article} {source.Lang} {source.Version}, {source.Name}");
        foreach (var chip in answer.Chips) writer.WriteLine($"chip: {chip.Title} [{chip.Article}]");
        foreach (var candidate in answer.Candidates)
            writer.WriteLine($"{candidate.Probability.ToString("0.000", CultureInfo.InvariantCulture)}  {candidate.Article}  {candidate.Title}");
    }

    internal static void Write(EvaluationReport report, TextWriter writer)
    {
        writer.WriteLine($"{report.Questions} questions, {Number(report.LatencyMicroseconds.P50, 0)} us each at the median, {Number(report.LatencyMicroseconds.P99, 0)} us at the 99th percentile");
        Line(writer, "right article first", report.HitAt1, report, figures => figures.HitAt1);
        Line(writer, "right article among three", report.HitAt3, report, figures => figures.HitAt3);
        Line(writer, "mean reciprocal rank", report.Mrr, report, figures => figures.Mrr);
        Line(writer, "out of scope: told apart (AUROC)", report.OutOfScopeAuroc, report, figures => figures.OutOfScopeAuroc);
        Line(writer, "out of scope: rejected at 95 % kept", report.OutOfScopeRecallAt95, report, figures => figures.OutOfScopeRecallAt95);
        Line(writer, "out of scope: rejected as decided", report.OutOfScopeRecall, report, figures => figures.OutOfScopeRecall);
        Line(writer, "in scope, but rejected", report.FalseRejection, report, figures => figures.FalseRejection);
        Line(writer, "calibration error", report.CalibrationError, report, figures => figures.CalibrationError);
        if (report.Confusions.Count > 0) writer.WriteLine("\nmost confused (expected -> put first; - is out of scope):");
        foreach (var confusion in report.Confusions.Take(ConfusionsShown))
            writer.WriteLine($"{confusion.Count,4}  {confusion.Expected} -> {confusion.Got}   such as: {confusion.Example}");
    }

    private static void Line(TextWriter writer, string name, double? value, EvaluationReport report, Func<LanguageFigures, double?> figure) =>
        writer.WriteLine($"{name,-38}{Number(value, 4),8}{string.Concat(report.PerLanguage.Select(pair => $"   {pair.Key} {Number(figure(pair.Value), 4)}"))}");

    private static string Number(double? value, int digits) => value?.ToString("F" + digits, CultureInfo.InvariantCulture) ?? "none";
}
