using System.Numerics;
using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Vectors;

/// <summary>Vectors of length one, whose product is the cosine of the angle between them.</summary>
internal static class UnitVector
{
    /// <summary>Most numbers of one vector; a longer one is refused.</summary>
    internal const int DimensionsMax = 8_192;

    /// <summary>Fewest numbers of one vector: with one, all texts are the same or opposite.</summary>
    internal const int DimensionsMin = 2;

    /// <summary>Numbers of a row are filled up with zeros to a multiple of this, so that the loop over it has no rest.</summary>
    internal static readonly int Step = 4 * Vector<float>.Count;

    private const double LengthMin = 1e-6;

    /// <summary>Numbers of a row that holds vectors of a dimension.</summary>
    internal static int Stride(int dimension) => (dimension + Step - 1) / Step * Step;

    /// <summary>Brings a vector to length one.</summary>
    /// <param name="vector">What a model gave.</param>
    /// <param name="unit">Where the result goes, at least as long; what is longer stays as it is.</param>
    /// <returns>False when it cannot be done: too short, too long, a number that is none, all zeros.</returns>
    internal static bool TryOf(ReadOnlySpan<float> vector, Span<float> unit)
    {
        if (vector.Length is < DimensionsMin or > DimensionsMax) return false;
        var squares = 0.0;
        foreach (var one in vector) squares += (double)one * one;
        var length = Math.Sqrt(squares);
        if (!double.IsFinite(length) || length < LengthMin) return false;
        for (var i = 0; i < vector.Length; i++) unit[i] = (float)(vector[i] / length);
        return true;
    }

    /// <summary>The product of two rows of the same stride.</summary>
    internal static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        // Four sums at once: one alone would wait for its own last addition at every step.
        var a = MemoryMarshal.Cast<float, Vector<float>>(left);
        var b = MemoryMarshal.Cast<float, Vector<float>>(right)[..a.Length];
        var (first, second, third, fourth) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        for (var i = 0; i + 3 < a.Length; i += 4)
        {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }

        return Vector.Sum(first + second + (third + fourth));
    }
}
