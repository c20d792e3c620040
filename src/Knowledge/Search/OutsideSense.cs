namespace Cardline.Knowledge.Search;

/// <summary>Tells questions that are to be refused from those that articles answer, whichever article it is: a classifier with two places.</summary>
/// <remarks>Among seventy articles one place for "none of them" is nearly drowned; alone against all of them together it is not.</remarks>
internal sealed class OutsideSense
{
    /// <summary>A refused question is shown no more often than this, however few there are.</summary>
    private const int RepeatMax = 10;

    // Both weights of a feature side by side: a question asks for both of each, and they come in one piece of memory.
    private readonly (float Inside, float Outside)[] weights;
    private readonly (float Inside, float Outside) bias;

    private OutsideSense(Classifier classifier, int features)
    {
        weights = new (float, float)[features];
        for (var feature = 0; feature < features; feature++) weights[feature] = (classifier.Between(feature, 0), classifier.Between(feature, 1));
        Span<float> nothing = stackalloc float[2];
        classifier.Score(new SparseVector([], [], 0), nothing);
        bias = (nothing[0], nothing[1]);
    }

    /// <returns>Null when there is nothing to learn it from.</returns>
    internal static OutsideSense? Of(IReadOnlyList<Sample> samples, IReadOnlyList<SparseVector> outside, int features, CancellationToken cancel)
    {
        var inside = samples.Where(sample => !sample.Not).Select(sample => sample with { Article = 0 }).ToList();
        if (inside.Count == 0 || outside.Count == 0) return null;
        var repeat = Math.Clamp(inside.Count / outside.Count, 1, RepeatMax);
        return new OutsideSense(ClassifierTraining.Run([.. inside, .. Enumerable.Repeat(outside, repeat).SelectMany(rows => rows).Select(vector => new Sample(vector, 1, Not: false))], features, 2, cancel), features);
    }

    /// <returns>The logarithm of the odds that the question is to be refused.</returns>
    internal double Of(SparseVector vector)
    {
        var (inside, outside) = bias;
        for (var i = 0; i < vector.Ids.Length; i++)
        {
            var weight = weights[vector.Ids[i]];
            inside += vector.Values[i] * weight.Inside;
            outside += vector.Values[i] * weight.Outside;
        }

        return outside - inside;
    }
}
