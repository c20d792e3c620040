using System.Globalization;

namespace Cardline.Knowledge.Editing;

/// <summary>Writes the figures of a run for an editor to read.</summary>
internal static class EvaluationText
{
    private const int ConfusionsShown = 15;
    private const int ArticlesShown = 10;
    private const int LabelCells = 38;

    internal static void Write(EvaluationReport report, bool allArticles, TextWriter writer)
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
        Line(writer, "answered: of these, right", report.AnswerPrecision, report, figures => figures.AnswerPrecision);
        Line(writer, "answered directly", report.Answered, report, figures => figures.Answered);
        Line(writer, "titles offered", report.Offered, report, figures => figures.Offered);
        Line(writer, "refused", report.Refused, report, figures => figures.Refused);
        if (report.Vectors is not null) writer.WriteLine($"vectors {report.Vectors.Sentence()}; the time to fetch a question's is not counted");
        Articles(report.PerArticle, allArticles, writer);
        Confusions(report.Confusions, writer);
        if (report.Baseline is not null) BaselineText.Write(report.Baseline, writer);
    }

    internal static string Number(double? value, int digits) => value?.ToString("F" + digits, CultureInfo.InvariantCulture) ?? "none";

    private static void Articles(IReadOnlyList<ArticleFigures> articles, bool all, TextWriter writer)
    {
        var wanting = all ? articles : [.. articles.Where(article => article.HitAt1 < 1 || article.Refused > 0)];
        if (wanting.Count == 0) return;
        var shown = all ? wanting : [.. wanting.Take(ArticlesShown)];
        var cells = Math.Max(LabelCells, shown.Max(article => article.Article.Length) + 2);
        writer.WriteLine($"\n{(all ? "articles" : "articles that fared worst").PadRight(cells)}questions   first   among three   refused");
        foreach (var article in shown)
            writer.WriteLine($"{article.Article.PadRight(cells)}{article.Questions,9}{Number(article.HitAt1, 2),8}{Number(article.HitAt3, 2),14}{Number(article.Refused, 2),10}");
        if (shown.Count < wanting.Count) writer.WriteLine($"and {wanting.Count - shown.Count} more that lost a question; --articles shows all {articles.Count}.");
    }

    private static void Confusions(IReadOnlyList<Confusion> confusions, TextWriter writer)
    {
        if (confusions.Count == 0) return;
        writer.WriteLine("\nwho takes whose questions:");
        foreach (var confusion in confusions.Take(ConfusionsShown))
        {
            writer.WriteLine($"  {Sentence(confusion)}, such as: {confusion.Example}");
            if (confusion.DrawnBy.Count > 0)
                writer.WriteLine($"      drawn by: {string.Join("; ", confusion.DrawnBy.Select(draw => draw.Count == 1 ? draw.Question : $"{draw.Question} ({draw.Count} times)"))}");
        }

        if (confusions.Count > ConfusionsShown) writer.WriteLine($"  and {confusions.Count - ConfusionsShown} more pairs.");
    }

    private static string Sentence(Confusion confusion)
    {
        var questions = confusion.Count == 1 ? "1 question" : $"{confusion.Count} questions";
        if (confusion.Got == "-") return $"{confusion.Expected} loses {questions} to nothing at all";
        return confusion.Expected == "-"
            ? $"{confusion.Got} takes {questions} that no article answers"
            : $"{confusion.Got} takes {questions} from {confusion.Expected}";
    }

    private static void Line(TextWriter writer, string name, double? value, EvaluationReport report, Func<LanguageFigures, double?> figure) =>
        writer.WriteLine($"{name,-LabelCells}{Number(value, 4),8}{string.Concat(report.PerLanguage.Select(pair => $"   {pair.Key} {Number(figure(pair.Value), 4)}"))}");
}
