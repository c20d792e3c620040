using Cardline.Knowledge;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Search;

namespace Cardline.Benchmarks.Fitting;

/// <summary>Says how good the fitted constants are on the sets they were fitted on; not a figure to be quoted.</summary>
internal static class FitReport
{
    internal static void Add(Table table, FitSet set, double perEvidence, double perWords, double[] scope)
    {
        var judged = set.Rows.Select(row => Judge(row, perEvidence, perWords, scope)).ToList();
        var figures = Figures.Of(judged);
        table.Add(
            set.Name, $"{judged.Count}", Table.Percent(figures.HitAt1), Table.Percent(figures.HitAt3), Table.Share(figures.OutOfScopeAuroc), Table.Percent(figures.OutOfScopeRecallAt95),
            Table.Share(figures.CalibrationError));
    }

    private static JudgedRow Judge(FitRow row, double perEvidence, double perWords, double[] scope)
    {
        var which = Certainty.Which(row.Signs, perEvidence, perWords);
        var sum = Certainty.ScopeSigns(row.Signs, perEvidence).Zip(scope, (sign, weight) => sign * weight).Sum();
        var factor = 1 / (1 + Math.Exp(-sum));
        var order = Enumerable.Range(0, row.Signs.Words.Length).OrderByDescending(number => which[number]).ToList();
        var asked = new AskedRow(string.Empty, row.Article >= 0 ? $"{row.Article}" : null, Languages.English, new Place("fit"));
        return new JudgedRow(asked, row.Article < 0 ? 0 : order.IndexOf(row.Article) + 1, $"{order[0]}", which[order[0]] * factor, AnswerOutcome.Answer);
    }
}
