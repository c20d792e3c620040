namespace Cardline.Knowledge.Search;

/// <summary>Turns what the ranker measured of an article into the probability that it answers the question.</summary>
internal static class Certainty
{
    /// <summary>A title or sample question that was typed as it stands is as sure as this engine gets.</summary>
    internal const double Exact = 0.99;

    private const double Base = -5.0;
    private const double PerScore = 9.0;
    private const double PerMargin = 6.0;

    /// <param name="score">Fit of words and phrasing, 0 to about 1.</param>
    /// <param name="margin">The score less the best score of any other article; negative for all but the first.</param>
    internal static double Of(double score, double margin) =>
        1 / (1 + Math.Exp(-(Base + (PerScore * score) + (PerMargin * margin))));
}
