using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>What was learnt about some subjects. Immutable.</summary>
/// <remarks>
/// The labels of all subjects stand side by side, as 16-bit shares of the largest weight: a feature costs one cache line or two, and what is learnt here stays in a processor's cache.
/// Rounded so, a weight is wrong by less than one part in 65,000 of the largest.
/// </remarks>
internal sealed class Classifier
{
    private readonly int[] _labels;
    private readonly int _stride;
    private readonly short[] _weights;
    private readonly float _unit;
    private readonly float[] _bias;

    /// <summary>Puts together what was learnt.</summary>
    /// <param name="subjects">The subjects.</param>
    /// <param name="learnt">What <see cref="Training"/> made of each of them.</param>
    /// <param name="features">How many features are known.</param>
    public Classifier(IReadOnlyList<Subject> subjects, IReadOnlyList<(float[] Weights, float[] Bias)> learnt, int features)
    {
        // Rows are filled up to whole vectors.
        _labels = [.. subjects.Select(subject => subject.Labels.Count)];
        _stride = (_labels.Sum() + Vector128<short>.Count - 1) / Vector128<short>.Count * Vector128<short>.Count;
        _weights = new short[features * _stride];
        _bias = new float[_stride];
        _unit = UnitOf(learnt.Select(of => of.Weights));
        var first = 0;
        for (var subject = 0; subject < _labels.Length; first += _labels[subject++])
        {
            Take(learnt[subject].Weights, first, _labels[subject]);
            learnt[subject].Bias.AsSpan(0, _labels[subject]).CopyTo(_bias.AsSpan(first));
        }
    }

    /// <summary>Tells how probable each label is.</summary>
    /// <param name="features">The known features of the text.</param>
    /// <returns>The probabilities of the labels of each subject.</returns>
    public float[][] Probabilities(List<Weighed> features)
    {
        Span<float> evidence = stackalloc float[_stride];
        _bias.CopyTo(evidence);
        var sums = MemoryMarshal.Cast<float, Vector128<float>>(evidence);
        foreach (var feature in CollectionsMarshal.AsSpan(features))
        {
            var value = Vector128.Create(feature.Value * _unit);
            var row = MemoryMarshal.Cast<short, Vector128<short>>(_weights.AsSpan(feature.Number * _stride, _stride));
            for (var k = 0; k < row.Length; k++)
            {
                var (lower, upper) = Vector128.Widen(row[k]);
                sums[2 * k] += value * Vector128.ConvertToSingle(lower);
                sums[(2 * k) + 1] += value * Vector128.ConvertToSingle(upper);
            }
        }

        var probabilities = new float[_labels.Length][];
        for (var subject = 0; subject < _labels.Length; subject++)
        {
            Training.Probabilities(evidence[.._labels[subject]]);
            probabilities[subject] = evidence[.._labels[subject]].ToArray();
            evidence = evidence[_labels[subject]..];
        }

        return probabilities;
    }

    /// <summary>How much a feature speaks for one label and against another, both of the first subject.</summary>
    public float Speaks(Weighed feature, int label, int against) =>
        feature.Value * _unit * (_weights[(feature.Number * _stride) + label] - _weights[(feature.Number * _stride) + against]);

    /// <summary>What 1 stands for, so that the largest weight still fits. There is none when no feature is known.</summary>
    private static float UnitOf(IEnumerable<float[]> learnt)
    {
        var largest = 0f;
        foreach (var weights in learnt)
        {
            foreach (var weight in weights)
            {
                largest = Math.Max(largest, MathF.Abs(weight));
            }
        }

        return largest > 0 ? largest / short.MaxValue : 1;
    }

    private void Take(float[] weights, int first, int labels)
    {
        var stride = Training.StrideOf(labels);
        for (var feature = 0; feature * _stride < _weights.Length; feature++)
        {
            for (var label = 0; label < labels; label++)
            {
                _weights[(feature * _stride) + first + label] = (short)MathF.Round(weights[(feature * stride) + label] / _unit);
            }
        }
    }
}
