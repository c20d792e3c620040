using System.Numerics;
using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Search;

/// <summary>One learnt weight: how much a feature speaks for an article, or against it when negative.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Weight(int Article, float Value);

/// <summary>The trained classifier: for each feature the articles it speaks for or against. Immutable.</summary>
/// <remarks>
/// A question knows some hundred features, and the frequent ones among them speak of nearly every article. Theirs are kept as whole
/// rows, zeros included: half the bytes, and added a vector at a time. That is the same sum to the last bit, in a third of the time.
/// </remarks>
internal sealed class Classifier
{
    /// <summary>A row with a weight for at least one article in so many is kept whole.</summary>
    private const int WholeFromOneIn = 3;

    private readonly Row[] rows;
    private readonly Weight[] sparse;
    private readonly float[] whole;
    private readonly float[] biases;

    /// <param name="starts">Where the weights of each feature begin; one more than there are features.</param>
    /// <param name="weights">All weights, feature by feature, in order of article.</param>
    /// <param name="biases">What speaks for each article before a word is read.</param>
    internal Classifier(ReadOnlySpan<int> starts, ReadOnlySpan<Weight> weights, float[] biases)
    {
        this.biases = biases;
        rows = new Row[starts.Length - 1];
        var (sparseCount, wholeCount) = (0, 0);
        for (var feature = 0; feature < rows.Length; feature++)
        {
            var count = starts[feature + 1] - starts[feature];
            var isWhole = count > 0 && (long)count * WholeFromOneIn >= biases.Length;
            rows[feature] = isWhole ? new Row(wholeCount, Row.Whole) : new Row(sparseCount, count);
            if (isWhole) wholeCount += biases.Length;
            else sparseCount += count;
        }

        sparse = new Weight[sparseCount];
        whole = new float[wholeCount];
        for (var feature = 0; feature < rows.Length; feature++)
        {
            var of = weights[starts[feature]..starts[feature + 1]];
            if (!rows[feature].IsWhole) of.CopyTo(sparse.AsSpan(rows[feature].At));
            else foreach (var (article, value) in of) whole[rows[feature].At + article] = value;
        }
    }

    /// <summary>Fills in the evidence for each article: any number, larger is better.</summary>
    internal void Score(SparseVector vector, Span<float> evidence)
    {
        biases.CopyTo(evidence);
        for (var i = 0; i < vector.Ids.Length; i++)
        {
            var row = rows[vector.Ids[i]];
            var value = vector.Values[i];
            if (row.IsWhole) Add(whole.AsSpan(row.At, biases.Length), value, evidence);
            else foreach (ref readonly var weight in Of(row)) evidence[weight.Article] += value * weight.Value;
        }
    }

    /// <summary>The weight between one feature and one article; 0 when there is none.</summary>
    internal float Between(int feature, int article)
    {
        var row = rows[feature];
        if (row.IsWhole) return whole[row.At + article];
        var of = Of(row);
        var (low, high) = (0, of.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (of[middle].Article < article) low = middle + 1;
            else high = middle;
        }

        return low < of.Length && of[low].Article == article ? of[low].Value : 0;
    }

    private static void Add(ReadOnlySpan<float> row, float value, Span<float> evidence)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(row);
        var to = MemoryMarshal.Cast<float, Vector<float>>(evidence);
        for (var i = 0; i < from.Length; i++) to[i] += value * from[i];
        for (var article = from.Length * Vector<float>.Count; article < row.Length; article++) evidence[article] += value * row[article];
    }

    private ReadOnlySpan<Weight> Of(Row row) => sparse.AsSpan(row.At, row.Count);

    // Where the weights of a feature begin, and how many they are unless every article has one.
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Row(int At, int Count)
    {
        internal const int Whole = -1;

        internal bool IsWhole => Count == Whole;
    }
}
