using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Search;

/// <summary>Trains the classifier: multinomial logistic regression by stochastic gradient descent over all articles at once.</summary>
/// <remarks>
/// The weights of one feature for all articles lie side by side, so that a step is a few vector instructions per feature. The constants
/// were chosen by cross-validation on the training files of BANKING77 (docs/answer-engine.md says what else was tried).
/// </remarks>
internal sealed class ClassifierTraining
{
    /// <summary>Most weights trained all at once, 4 bytes each; a larger index is trained by <see cref="SparseTraining"/>.</summary>
    internal const long WeightsMax = 40_000_000;

    private const int EpochsMin = 15;
    private const int EpochsMax = 40;
    private const int StepsWanted = 200_000;
    private const float FirstRate = 2;
    private const float RateDecay = 0.3f;
    private const float Decay = 3e-6f;

    /// <summary>Share of the target that is spread over all articles, because sample questions are not all filed rightly.</summary>
    private const float Smoothing = 0.02f;

    /// <summary>Weights nearer to zero than this are dropped after training: nine in ten, and no measured figure falls.</summary>
    private const float DroppedBelow = 0.05f;

    private const int Seed = 20261121;

    private readonly int features;
    private readonly int articles;
    private readonly int stride;
    private readonly float[] weights;
    private readonly float[] step;
    private float scale = 1;

    private ClassifierTraining(int features, int articles)
    {
        this.features = features;
        this.articles = articles;
        stride = (articles + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        weights = new float[(features + 1) * stride];
        step = new float[stride];
    }

    /// <param name="samples">What to learn from.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="articles">Number of articles.</param>
    /// <param name="cancel">Looked at before each pass.</param>
    internal static Classifier Run(IReadOnlyList<Sample> samples, int features, int articles, CancellationToken cancel)
    {
        var training = new ClassifierTraining(features, articles);
        var epochs = Math.Clamp(StepsWanted / Math.Max(1, samples.Count), EpochsMin, EpochsMax);
        var order = Enumerable.Range(0, samples.Count).ToArray();
        var random = new Random(Seed);
        var steps = 0;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            cancel.ThrowIfCancellationRequested();
            random.Shuffle(order);
            foreach (var number in order)
            {
                training.Learn(samples[number], FirstRate / (1 + (RateDecay * steps / samples.Count)));
                steps++;
            }
        }

        return training.Result();
    }

    // Compiled at its best from the first call: a start waits for this training, and is over before the runtime has found out that it is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Learn(Sample sample, float rate)
    {
        Predict(sample.Vector);
        if (sample.Not) AgainstArticle(sample.Article);
        else TowardsArticle(sample.Article);
        scale *= 1 - (rate * Decay);
        var factor = -rate / scale;
        for (var article = 0; article < articles; article++) step[article] *= factor;
        Add(sample.Vector);
    }

    // The gradient of the logarithm of the probability of the article, with a little of the target given to the others.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TowardsArticle(int article)
    {
        for (var other = 0; other < articles; other++) step[other] -= Smoothing / articles;
        step[article] -= 1 - Smoothing;
    }

    // A near miss says only which article it is not: its probability is shared out to the others as they stand.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AgainstArticle(int article)
    {
        var wrong = Math.Min(step[article], 0.999f);
        var share = wrong / (1 - wrong);
        for (var other = 0; other < articles; other++) step[other] *= -share;
        step[article] = wrong;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Predict(SparseVector vector)
    {
        Array.Clear(step);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(step.AsSpan());
        for (var i = 0; i <= vector.Ids.Length; i++)
        {
            var value = new Vector<float>(ValueAt(vector, i));
            var row = Row(vector, i);
            for (var k = 0; k < row.Length; k++) sums[k] += value * row[k];
        }

        var largest = float.MinValue;
        for (var article = 0; article < articles; article++) largest = Math.Max(largest, step[article] * scale);
        var total = 0f;
        for (var article = 0; article < articles; article++)
        {
            step[article] = MathF.Exp((step[article] * scale) - largest);
            total += step[article];
        }

        for (var article = 0; article < articles; article++) step[article] /= total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(SparseVector vector)
    {
        var change = MemoryMarshal.Cast<float, Vector<float>>(step.AsSpan());
        for (var i = 0; i <= vector.Ids.Length; i++)
        {
            var value = new Vector<float>(ValueAt(vector, i));
            var row = Row(vector, i);
            for (var k = 0; k < row.Length; k++) row[k] += value * change[k];
        }
    }

    // One step past the last feature stands the bias.
    private static float ValueAt(SparseVector vector, int i) => i < vector.Ids.Length ? vector.Values[i] : 1;

    private Span<Vector<float>> Row(SparseVector vector, int i) =>
        MemoryMarshal.Cast<float, Vector<float>>(weights.AsSpan((i < vector.Ids.Length ? vector.Ids[i] : features) * stride, stride));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Classifier Result()
    {
        var starts = new int[features + 1];
        var kept = new List<Weight>();
        for (var feature = 0; feature < features; feature++)
        {
            for (var article = 0; article < articles; article++)
            {
                var value = weights[(feature * stride) + article] * scale;
                if (Math.Abs(value) >= DroppedBelow) kept.Add(new Weight(article, value));
            }

            starts[feature + 1] = kept.Count;
        }

        var biases = weights.AsSpan(features * stride, articles).ToArray();
        for (var article = 0; article < articles; article++) biases[article] *= scale;
        return new Classifier(starts, CollectionsMarshal.AsSpan(kept), biases);
    }
}

/// <summary>One text to learn from.</summary>
/// <param name="Vector">Its features.</param>
/// <param name="Article">The article it belongs to, or does not belong to.</param>
/// <param name="Not">Whether it is a near miss of that article.</param>
/// <param name="IsChinese">Whether most of it is Chinese.</param>
internal readonly record struct Sample(SparseVector Vector, int Article, bool Not, bool IsChinese = false);
