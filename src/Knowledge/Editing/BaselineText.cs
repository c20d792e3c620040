using System.Globalization;

namespace Cardline.Knowledge.Editing;

/// <summary>Writes the difference from an earlier run for an editor to read.</summary>
internal static class BaselineText
{
    internal static void Write(BaselineReport report, TextWriter writer)
    {
        writer.WriteLine($"\nagainst the baseline (index {report.IndexVersion}):");
        foreach (var figure in report.Figures.Where(figure => figure.Change is not null))
        {
            writer.WriteLine($"  {figure.Figure,-24}{EvaluationText.Number(figure.Before, 4)} -> {EvaluationText.Number(figure.Now, 4)}  {Signed(figure.Change!.Value)}{(figure.Regressed ? "  worse" : string.Empty)}");
        }

        Turned("newly wrong", report.NewlyWrong, writer);
        Turned("newly right", report.NewlyRight, writer);
        writer.WriteLine(report.Regressed
            ? $"worse than the baseline by more than {report.Tolerance.ToString(CultureInfo.InvariantCulture)}: {string.Join(", ", report.Figures.Where(figure => figure.Regressed).Select(figure => figure.Figure))}."
            : "no guarded figure fell below the baseline.");
    }

    private static void Turned(string name, TurnedRows rows, TextWriter writer)
    {
        writer.WriteLine($"{name}: {rows.Count}{(rows.Count > rows.Questions.Count ? $", the first {rows.Questions.Count}:" : string.Empty)}");
        foreach (var row in rows.Questions)
            writer.WriteLine($"  {row.Question}  (wanted {(row.Expected == "-" ? "nothing" : row.Expected)}; before {Reply(row.Before)}; now {Reply(row.Now)})");
    }

    private static string Reply(GivenReply reply) => $"{reply.Outcome} {reply.First}";

    private static string Signed(double change) => change.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}
