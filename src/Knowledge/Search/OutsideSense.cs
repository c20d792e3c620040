namespace Cardline.Knowledge.Search;

/// <summary>Tells questions that are to be refused from those that articles answer, whichever article it is: a classifier with two places.</summary>
/// <remarks>Among seventy articles one place for "none of them" is nearly drowned; alone against all of them together it is not.</remarks>
internal sealed class OutsideSense(Classifier classifier)
{
    /// <summary>A refused question is shown no more often than this, however few there are.</summary>
    private const int RepeatMax = 10;

    /// <returns>Null when there is nothing to learn it from.</returns>
    internal static OutsideSense? Of(IReadOnlyList<Sample> samples, IReadOnlyList<SparseVector> outside, int features, CancellationToken cancel)
    {
        var inside = samples.Where(sample => !sample.Not).Select(sample => sample with { Article = 0 }).ToList();
        if (inside.Count == 0 || outside.Count == 0) return null;
        var repeat = Math.Clamp(inside.Count / outside.Count, 1, RepeatMax);
        return new OutsideSense(ClassifierTraining.Run([.. inside, .. Enumerable.Repeat(outside, repeat).SelectMany(rows => rows).Select(vector => new Sample(vector, 1, Not: false))], features, 2, cancel));
    }

    /// <returns>The logarithm of the odds that the question is to be refused.</returns>
    internal double Of(SparseVector vector)
    {
        Span<float> evidence = stackalloc float[2];
        classifier.Score(vector, evidence);
        return evidence[1] - evidence[0];
    }
}
