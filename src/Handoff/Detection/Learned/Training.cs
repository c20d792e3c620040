using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>Trains the classifier of one subject: multinomial logistic regression by stochastic gradient descent.</summary>
/// <remarks>The constants were chosen by cross-validation over the examples and on the development cases; docs/detection.md tells what else was tried.</remarks>
internal sealed class Training
{
    private const int Epochs = 16;
    private const float FirstRate = 2;
    private const float LastRate = 0.1f;

    /// <summary>How much slower the constant of each label is learnt than the rest.</summary>
    private const float BiasShare = 0.1f;

    /// <summary>Share of the target that is spread over all labels, because examples are not all labelled rightly.</summary>
    private const float Smoothing = 0.02f;

    private const int Seed = 20261122;

    private readonly int _labels;
    private readonly int _stride;
    private readonly float[] _weights;
    private readonly float[] _step;
    private readonly float[] _bias;

    private Training(int features, int labels)
    {
        _labels = labels;
        _stride = StrideOf(labels);
        _weights = new float[features * _stride];
        (_step, _bias) = (new float[_stride], new float[_stride]);
    }

    /// <summary>Rows of weights are filled up to whole vectors.</summary>
    public static int StrideOf(int labels) => (labels + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>Trains.</summary>
    /// <param name="samples">The known features of each example and the place of its label.</param>
    /// <param name="features">How many features are known.</param>
    /// <param name="labels">How many labels there are.</param>
    /// <returns>A row of <see cref="StrideOf"/> weights for every feature, and one more with the constants.</returns>
    public static (float[] Weights, float[] Bias) Run(IReadOnlyList<(Weighed[] Features, int Label)> samples, int features, int labels)
    {
        var training = new Training(features, labels);
        var order = Enumerable.Range(0, samples.Count).ToArray();
        var random = new Random(Seed);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            // Down to nearly nothing: otherwise the last few hundred examples count for more than all before.
            var rate = Math.Max(LastRate, FirstRate * (1 - ((float)epoch / Epochs)));
            foreach (var number in order)
            {
                training.Learn(samples[number].Features, samples[number].Label, rate);
            }
        }

        return (training._weights, training._bias);
    }

    // Compiled at its best from the first call: a start waits for this, and it is over before the runtime has found out that it is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Learn(ReadOnlySpan<Weighed> features, int label, float rate)
    {
        _bias.CopyTo(_step, 0);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(_step.AsSpan());
        foreach (var feature in features)
        {
            var value = new Vector<float>(feature.Value);
            var row = Row(feature.Number);
            for (var k = 0; k < row.Length; k++)
            {
                sums[k] += value * row[k];
            }
        }

        Probabilities(_step.AsSpan(0, _labels));
        for (var k = 0; k < _labels; k++)
        {
            _step[k] = -rate * (_step[k] - (Smoothing / _labels) - (k == label ? 1 - Smoothing : 0));
            _bias[k] += BiasShare * _step[k];
        }

        _step.AsSpan(_labels).Clear();
        foreach (var feature in features)
        {
            var value = new Vector<float>(feature.Value);
            var row = Row(feature.Number);
            for (var k = 0; k < row.Length; k++)
            {
                row[k] += value * sums[k];
            }
        }
    }

    /// <summary>Turns evidence into probabilities.</summary>
    public static void Probabilities(Span<float> evidence)
    {
        var largest = float.MinValue;
        foreach (var value in evidence)
        {
            largest = Math.Max(largest, value);
        }

        var total = 0f;
        foreach (ref var value in evidence)
        {
            value = MathF.Exp(value - largest);
            total += value;
        }

        foreach (ref var value in evidence)
        {
            value /= total;
        }
    }

    private Span<Vector<float>> Row(int feature) => MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(feature * _stride, _stride));
}
