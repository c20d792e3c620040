namespace Cardline.Knowledge.Search;

/// <summary>Turns what the ranker measured of an article into the probability that it answers the question.</summary>
/// <remarks>
/// The constants are a logistic regression on knowledge-base/tests/questions.dev.tsv and tests/Knowledge.Tests/Search/out-of-scope.dev.tsv, out of scope
/// weighted to be about one question in four; of each question the first five articles, right or wrong; questions that stand word for
/// word in an article left out. The weights of the ranking itself were chosen by asking each sample question of an index built without it. The measuring set
/// questions.tsv was never used. Whoever changes a weight in this folder fits these again.
/// </remarks>
internal static class Certainty
{
    /// <summary>A title or sample question that was typed as it stands is as sure as this engine gets.</summary>
    internal const double Exact = 0.99;

    private const double Base = -5.58;
    private const double PerScore = 4.44;
    private const double PerMargin = 16.5;
    private const double PerCoverage = 0.44;
    private const double PerEvidence = 2.0;

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
