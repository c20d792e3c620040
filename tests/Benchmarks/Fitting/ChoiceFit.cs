using Cardline.Knowledge.Search;

namespace Cardline.Benchmarks.Fitting;

/// <summary>Fits how much the classifier and BM25F count in choosing an article: a conditional logit on the questions in scope.</summary>
internal static class ChoiceFit
{
    private const int Steps = 150;
    private const double Rate = 0.3;

    internal static (double PerEvidence, double PerWords) Run(IReadOnlyList<FitSet> sets)
    {
        double evidence = 1, words = 1, evidenceSquares = 0, wordsSquares = 0;
        var parts = sets.Select(set => set.Rows.Where(row => row.Article >= 0).ToList()).Where(rows => rows.Count > 0).ToList();
        for (var step = 0; step < Steps; step++)
        {
            var (down, across) = (0.0, 0.0);
            foreach (var rows in parts)
            {
                foreach (var row in rows)
                {
                    var (one, other) = Gradient(row, evidence, words);
                    down += one / rows.Count;
                    across += other / rows.Count;
                }
            }

            evidenceSquares += down * down;
            wordsSquares += across * across;
            evidence -= Rate * down / Math.Sqrt(evidenceSquares + 1e-12);
            words -= Rate * across / Math.Sqrt(wordsSquares + 1e-12);
        }

        return (evidence, words);
    }

    // What is expected of each sign under the present weights, less what the right article has.
    private static (double Evidence, double Words) Gradient(FitRow row, double perEvidence, double perWords)
    {
        var signs = row.Signs;
        var which = Certainty.Which(signs, perEvidence, perWords);
        var most = Math.Max(1e-9, signs.Words.Max());
        var (evidence, words) = (0.0, 0.0);
        for (var number = 0; number < which.Length; number++)
        {
            evidence += which[number] * signs.Evidence[number];
            words += which[number] * signs.Words[number] / most;
        }

        return (evidence - signs.Evidence[row.Article], words - (signs.Words[row.Article] / most));
    }
}
