namespace Cardline.Knowledge.Vectors;

/// <summary>How much the vectors count beside the words, as it was fitted on sample questions that the engine had not learnt.</summary>
/// <param name="Words">What the evidence of the words is multiplied by: below 1 where vectors say the same once more.</param>
/// <param name="Vectors">Weight of the nearness, for each <paramref name="Deviation"/>; 0 when the vectors take no part.</param>
/// <param name="Deviation">How far the nearness of one question to the articles usually varies.</param>
/// <param name="Questions">Sample questions that it was fitted on.</param>
/// <param name="Gain">By how much the logarithm of their likelihood grew.</param>
internal sealed record VectorWeight(double Words, double Vectors, double Deviation, int Questions, double Gain)
{
    internal bool TakesPart => Vectors > 0;

    /// <summary>The vectors take no part.</summary>
    internal static VectorWeight None(int questions, double gain = 0) => new(1, 0, 1, questions, gain);
}
