namespace Cardline.Knowledge.Search;

/// <summary>Turns what the ranker measured of an article into the probability that it answers the question.</summary>
/// <remarks>
/// The constants are a logistic regression on a development split of our own: each sample question of the 76 articles was asked of an
/// index built without it (five parts, 1,718 questions), beside 80 questions written to be out of scope, weighted to be one in five; of each question the
/// first five articles, right or wrong. No test set was used. Asking held-out sample questions is harder than serving, where they are
/// in the index, so the probabilities are on the careful side. Whoever changes a weight in this folder fits them again.
/// </remarks>
internal static class Certainty
{
    /// <summary>A title or sample question that was typed as it stands is as sure as this engine gets.</summary>
    internal const double Exact = 0.99;

    private const double Base = -4.77;
    private const double PerScore = 3.25;
    private const double PerMargin = 8.85;
    private const double PerCoverage = 1.08;
    private const double PerEvidence = 1.15;

    internal static double Of(Measure measure)
    {
        var sum = Base
            + (PerScore * measure.Score)
            + (PerMargin * measure.Margin)
            + (PerCoverage * measure.Coverage)
            + (PerEvidence * measure.Evidence);
        return 1 / (1 + Math.Exp(-sum));
    }
}
