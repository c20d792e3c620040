using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>
/// Trains the classifier of one subject: for every label a linear support vector machine with squared hinge loss, by dual coordinate descent
/// (Hsieh et al., ICML 2008, "A dual coordinate descent method for large-scale linear SVM"), all labels of an example in one pass over its features.
/// </summary>
/// <remarks>The constants were chosen by cross-validation over the examples and on the development cases; docs/detection.md tells what else was tried.</remarks>
internal sealed class Training
{
    /// <summary>Passes over all examples; after six the margins hardly change.</summary>
    private const int Epochs = 6;

    /// <summary>What an example inside the margin costs, against the size of the weights.</summary>
    private const float Cost = 2;

    /// <summary>How much of the squared hinge's dual every multiplier carries itself.</summary>
    private const float Diagonal = 0.5f / Cost;

    /// <summary>Turns margins into evidence whose exponentials, made one together, are probabilities: chosen where the development cases are likeliest.</summary>
    private const float Sharpness = 4;

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
        var multipliers = new float[samples.Count * labels];
        var order = Enumerable.Range(0, samples.Count).ToArray();
        var random = new Random(Seed);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var number in order)
            {
                training.Learn(samples[number].Features, samples[number].Label, multipliers.AsSpan(number * labels, labels));
            }
        }

        return training.Sharpened();
    }

    // Compiled at its best from the first call: a start waits for this, and it is over before the runtime has found out that it is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Learn(ReadOnlySpan<Weighed> features, int label, Span<float> multipliers)
    {
        _bias.CopyTo(_step, 0);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(_step.AsSpan());
        var curvature = Diagonal + 1;
        foreach (var feature in features)
        {
            curvature += feature.Value * feature.Value;
            var value = new Vector<float>(feature.Value);
            var row = Row(feature.Number);
            for (var k = 0; k < row.Length; k++)
            {
                sums[k] += value * row[k];
            }
        }

        for (var k = 0; k < _labels; k++)
        {
            var side = k == label ? 1f : -1f;
            var slope = (side * _step[k]) - 1 + (multipliers[k] * Diagonal);
            var next = Math.Max(0, multipliers[k] - (slope / curvature));
            _step[k] = (next - multipliers[k]) * side;
            multipliers[k] = next;
            _bias[k] += _step[k];
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

    private (float[] Weights, float[] Bias) Sharpened()
    {
        foreach (var numbers in (float[][])[_weights, _bias])
        {
            foreach (ref var number in numbers.AsSpan())
            {
                number *= Sharpness;
            }
        }

        return (_weights, _bias);
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
