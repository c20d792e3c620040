using System.Numerics;
using System.Runtime.InteropServices;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>What was learnt about one subject. Immutable.</summary>
/// <param name="subject">The subject.</param>
/// <param name="weights">A row for every feature, as <see cref="Training"/> makes it.</param>
/// <param name="bias">The constants.</param>
internal sealed class Classifier(Subject subject, float[] weights, float[] bias)
{
    private readonly int _stride = Training.StrideOf(subject.Labels.Count);

    /// <summary>Gets the subject.</summary>
    public Subject Subject => subject;

    /// <summary>Tells how probable each label is.</summary>
    /// <param name="features">The known features of the text.</param>
    public float[] Probabilities(List<Weighed> features)
    {
        Span<float> evidence = stackalloc float[_stride];
        bias.CopyTo(evidence);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(evidence);
        foreach (var feature in CollectionsMarshal.AsSpan(features))
        {
            var value = new Vector<float>(feature.Value);
            var row = MemoryMarshal.Cast<float, Vector<float>>(weights.AsSpan(feature.Number * _stride, _stride));
            for (var k = 0; k < row.Length; k++)
            {
                sums[k] += value * row[k];
            }
        }

        var probabilities = evidence[..subject.Labels.Count];
        Training.Probabilities(probabilities);
        return probabilities.ToArray();
    }

    /// <summary>How much a feature speaks for a label and against that there is nothing.</summary>
    public float Speaks(Weighed feature, int label) =>
        feature.Value * (weights[(feature.Number * _stride) + label] - weights[(feature.Number * _stride) + subject.Nothing]);
}
