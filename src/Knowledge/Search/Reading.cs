namespace Cardline.Knowledge.Search;

/// <summary>One way to read a typed word.</summary>
/// <param name="Word">The word.</param>
/// <param name="Measures">What speaks for it or against it.</param>
internal sealed record Reading(string Word, double[] Measures)
{
    /// <summary>Gets a value indicating whether a word that was not typed stands beside one of its neighbours in a sample.</summary>
    internal bool Fits => Measures[Proofreader.Strange] == 0;

    internal double Score(double[] weights)
    {
        var score = 0.0;
        for (var i = 0; i < weights.Length; i++) score += weights[i] * Measures[i];
        return score;
    }
}
