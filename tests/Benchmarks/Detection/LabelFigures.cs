namespace Cardline.Benchmarks.Detection;

/// <summary>A row's label, and the one it was given.</summary>
internal readonly record struct Told(string Truth, string Given);

/// <summary>How often the right label was given.</summary>
/// <param name="Rows">How many rows were measured.</param>
/// <param name="Accuracy">The share that was given its own label.</param>
/// <param name="MacroF1">The mean F1 of the labels, each counted alike, however rare it is.</param>
internal sealed record LabelFigures(int Rows, double? Accuracy, double? MacroF1)
{
    /// <param name="rows">What was told.</param>
    /// <param name="among">The labels whose F1 counts; null for all that are the truth of a row or were given to one.</param>
    internal static LabelFigures Of(IReadOnlyCollection<Told> rows, IReadOnlyCollection<string>? among = null)
    {
        if (rows.Count == 0) return new LabelFigures(0, null, null);
        var labels = among ?? [.. rows.Select(row => row.Truth).Concat(rows.Select(row => row.Given)).Distinct(StringComparer.Ordinal)];
        return new LabelFigures(rows.Count, rows.Count(row => row.Truth == row.Given) / (double)rows.Count, labels.Average(label => F1(rows, label)));
    }

    private static double F1(IReadOnlyCollection<Told> rows, string label)
    {
        var (right, counted) = (0, 0);
        foreach (var row in rows)
        {
            right += row.Truth == label && row.Given == label ? 1 : 0;
            counted += (row.Truth == label ? 1 : 0) + (row.Given == label ? 1 : 0);
        }

        return counted == 0 ? 0 : 2.0 * right / counted;
    }
}
