using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Search;

/// <summary>One learnt weight: how much a feature speaks for an article, or against it when negative.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Weight(int Article, float Value);

/// <summary>The trained classifier: for each feature the articles it speaks for or against. Immutable.</summary>
/// <param name="starts">Where the weights of each feature begin; one more than there are features.</param>
/// <param name="weights">All weights, feature by feature, in order of article.</param>
/// <param name="biases">What speaks for each article before a word is read.</param>
internal sealed class Classifier(int[] starts, Weight[] weights, float[] biases)
{
    /// <summary>Fills in the evidence for each article: any number, larger is better.</summary>
    internal void Score(SparseVector vector, Span<float> evidence)
    {
        biases.CopyTo(evidence);
        for (var i = 0; i < vector.Ids.Length; i++)
        {
            var value = vector.Values[i];
            foreach (ref readonly var weight in Of(vector.Ids[i])) evidence[weight.Article] += value * weight.Value;
        }
    }

    /// <summary>The weight between one feature and one article; 0 when there is none.</summary>
    internal float Between(int feature, int article)
    {
        var of = Of(feature);
        var (low, high) = (0, of.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (of[middle].Article < article) low = middle + 1;
            else high = middle;
        }

        return low < of.Length && of[low].Article == article ? of[low].Value : 0;
    }

    private ReadOnlySpan<Weight> Of(int feature) => weights.AsSpan(starts[feature], starts[feature + 1] - starts[feature]);
}
