using System.Runtime.InteropServices;
using Cardline.Knowledge.Vectors;

namespace Cardline.Knowledge.Search;

/// <summary>What the engine measured of one question, for the articles that are near at all.</summary>
/// <param name="Key">The folded letters and digits alone.</param>
/// <param name="Corrected">The folded question with mistyped words put right, for looking up names of products.</param>
/// <param name="Features">Its known features, each once, in the order in which they are read.</param>
/// <param name="Tokens">The words they were read from.</param>
/// <param name="Vector">The same features in order of number.</param>
/// <param name="Articles">The numbers of the nearest articles, in rising order; all of a small index.</param>
/// <param name="Evidence">The classifier's evidence for each of them.</param>
/// <param name="Words">BM25F for each of them, as a share of the question's weight.</param>
/// <param name="Known">Root of the share of the question that is known, less what is usual in this index.</param>
/// <param name="Covered">Share of the known weight that stands in samples of the classifier's first article, less what is usual in this index.</param>
/// <param name="Length">Hundreds of known features, less what is usual in this index.</param>
/// <param name="Outside">Logarithm of the odds that it is like the questions that are to be refused; null when the engine was taught none.</param>
internal sealed record Signs(
    string Key,
    string Corrected,
    KnownFeature[] Features,
    Token[] Tokens,
    SparseVector Vector,
    int[] Articles,
    float[] Evidence,
    double[] Words,
    double Known,
    double Covered,
    double Length,
    double? Outside)
{
    /// <summary>Gets what the vectors say; null when they take no part.</summary>
    internal VectorSigns? Vectors { get; init; }
}

/// <summary>A feature of a question that the index knows.</summary>
/// <param name="Place">Its place in the vector.</param>
/// <param name="First">The token it was first read from.</param>
/// <param name="Second">The other token of a pair or of neighbours; else the same.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KnownFeature(int Place, ushort First, ushort Second)
{
    /// <param name="features">What was read, in its order.</param>
    /// <param name="places">The place of each in the vector, -1 for one that counts nothing.</param>
    /// <param name="count">How many have a place.</param>
    internal static KnownFeature[] Of(List<Feature> features, ReadOnlySpan<int> places, int count)
    {
        var known = new KnownFeature[count];
        var next = 0;
        for (var i = 0; i < features.Count; i++)
        {
            if (places[i] >= 0) known[next++] = new KnownFeature(places[i], features[i].First, features[i].Second);
        }

        return known;
    }
}
