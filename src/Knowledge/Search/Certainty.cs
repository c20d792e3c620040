using Cardline.Knowledge.Vectors;

namespace Cardline.Knowledge.Search;

/// <summary>Turns what was measured of a question into the probability of each article.</summary>
/// <remarks>
/// Two questions are kept apart. Which article, if any: the evidence of the classifier and of BM25F, each a logarithm of odds with its own weight
/// (conditional logit). Any at all: a logistic regression on how sure that choice is and how much of the question is known. All constants are
/// fitted by <c>Benchmarks fit</c> on training and development files only (docs/answer-engine.md); whoever changes a weight in this folder fits again.
/// </remarks>
internal static class Certainty
{
    /// <summary>A title or sample question that was typed as it stands is as sure as this engine gets.</summary>
    internal const double Exact = 0.999;

    internal const double PerEvidence = 1.286;
    internal const double PerWords = 3.292;

    // Any article at all: in the order of ScopeSigns, for an engine that was taught nothing of what is outside, and for one that was.
    internal static readonly double[] Scope = [1.326, 0.623, 2.688, 4.826, 0.617, 0];
    internal static readonly double[] ScopeTaught = [-0.626, 0.317, 5.98, 1.21, 2.189, -1.751];

    private const double OddsMax = 7;

    // Whatever is not word for word an article's own question stays below Exact.
    private const double GuessMax = 0.995;

    /// <returns>One probability for each near article; what is missing to 1 is the probability that none answers.</returns>
    internal static double[] Of(Signs signs)
    {
        // Where no feature and no word of the question is known there is nothing to choose by, however few articles there are.
        if (signs.Vector.Ids.Length == 0 && Largest(signs.Words) <= 0) return new double[signs.Articles.Length];
        var which = signs.Vectors is { } vectors ? WithVectors(signs, vectors) : Which(signs, PerEvidence, PerWords);
        var inScope = 1 / (1 + Math.Exp(-Sum(ScopeSigns(signs, PerEvidence), signs.Outside is null ? Scope : ScopeTaught)));
        for (var number = 0; number < which.Length; number++) which[number] = Math.Min(GuessMax, which[number] * inScope);
        return which;
    }

    /// <summary>The choice among the near articles; sums to 1.</summary>
    internal static double[] Which(Signs signs, double perEvidence, double perWords)
    {
        var which = Logits(signs, perEvidence, perWords);
        Share(which);
        return which;
    }

    /// <summary>What the words say for each of the near articles, as logarithms of odds.</summary>
    internal static double[] Logits(Signs signs, double perEvidence, double perWords)
    {
        var most = Math.Max(1e-9, Largest(signs.Words));
        var which = new double[signs.Evidence.Length];
        for (var number = 0; number < which.Length; number++) which[number] = (perEvidence * signs.Evidence[number]) + (perWords * signs.Words[number] / most);
        return which;
    }

    /// <summary>What tells whether any article answers at all; the first is always 1.</summary>
    /// <param name="signs">What was measured.</param>
    /// <param name="perEvidence">As for <see cref="Which"/>.</param>
    internal static double[] ScopeSigns(Signs signs, double perEvidence)
    {
        // The classifier alone is asked how sure it is: a word that BM25F finds in one article only makes a foreign question look at home there.
        // A choice among one says nothing; taken as it is, the only article of a new folder would answer every question.
        var first = signs.Evidence.Length == 1 ? 0.5 : FirstShare(signs.Evidence, perEvidence);
        return
        [
            1,
            LogOdds(first),
            signs.Covered,
            signs.Known,
            signs.Length,
            signs.Outside ?? 0,
        ];
    }

    // Whether any article answers at all is left to the words: no fitted figure says how near a question must be to be one of ours.
    private static double[] WithVectors(Signs signs, VectorSigns vectors)
    {
        var which = Logits(signs, PerEvidence, PerWords);
        for (var number = 0; number < which.Length; number++) which[number] = (vectors.Weight.Words * which[number]) + (vectors.Weight.Vectors * vectors.Near[number]);
        Share(which);
        return which;
    }

    private static void Share(double[] which)
    {
        var largest = Largest(which);
        var total = 0.0;
        for (var number = 0; number < which.Length; number++) total += which[number] = Math.Exp(which[number] - largest);
        for (var number = 0; number < which.Length; number++) which[number] /= total;
    }

    // The share of the first article in the choice by evidence alone; the shares of the others interest nobody.
    private static double FirstShare(float[] evidence, double perEvidence)
    {
        var largest = double.MinValue;
        foreach (var one in evidence) largest = Math.Max(largest, perEvidence * one);
        var total = 0.0;
        foreach (var one in evidence) total += Math.Exp((perEvidence * one) - largest);
        return 1 / total;
    }

    private static double Largest(double[] values)
    {
        var largest = double.MinValue;
        foreach (var value in values) largest = Math.Max(largest, value);
        return largest;
    }

    private static double LogOdds(double probability) => Math.Clamp(Math.Log(Math.Max(1e-9, probability) / Math.Max(1e-9, 1 - probability)), -OddsMax, OddsMax);

    private static double Sum(double[] signs, double[] weights)
    {
        var sum = 0.0;
        for (var i = 0; i < signs.Length; i++) sum += signs[i] * weights[i];
        return sum;
    }
}
