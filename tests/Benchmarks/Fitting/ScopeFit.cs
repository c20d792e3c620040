using Cardline.Knowledge.Search;
using MathNet.Numerics.LinearAlgebra;

namespace Cardline.Benchmarks.Fitting;

/// <summary>Fits when a question is taken to be in scope at all: a logistic regression on all sets that hold questions out of scope.</summary>
internal static class ScopeFit
{
    private const int Steps = 12;
    private const double Ridge = 1e-4;

    /// <summary>Share of a desk's questions that is out of scope, as the calibration assumes.</summary>
    private const double OutsideShare = 0.2;

    internal static double[] Run(IReadOnlyList<FitSet> sets, double perEvidence, double perWords)
    {
        var rows = new List<(double[] Signs, double Inside, double Weight)>();
        foreach (var set in sets.Where(set => set.Rows.Any(row => row.Article < 0)))
        {
            var outside = set.Rows.Count(row => row.Article < 0);
            var inside = set.Rows.Count - outside;
            rows.AddRange(set.Rows.Select(row => (
                Certainty.ScopeSigns(row.Signs, perEvidence),
                row.Article >= 0 ? 1.0 : 0.0,
                row.Article >= 0 ? (1 - OutsideShare) / inside : OutsideShare / outside)));
        }

        return Newton(rows);
    }

    private static double[] Newton(List<(double[] Signs, double Inside, double Weight)> rows)
    {
        var size = rows[0].Signs.Length;
        var total = rows.Sum(row => row.Weight);
        var scope = Vector<double>.Build.Dense(size);
        for (var step = 0; step < Steps; step++)
        {
            var slope = Matrix<double>.Build.DenseDiagonal(size, size, Ridge);
            var gradient = -Ridge * scope;
            foreach (var (signs, inside, weight) in rows)
            {
                var at = Vector<double>.Build.Dense(signs);
                var expected = 1 / (1 + Math.Exp(-scope.DotProduct(at)));
                gradient += at * (weight / total * (inside - expected));
                slope += at.OuterProduct(at) * (weight / total * expected * (1 - expected));
            }

            scope += slope.Solve(gradient);
        }

        return scope.ToArray();
    }
}
