using System.Buffers;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Vectors;

/// <summary>The vectors of the titles and sample questions of all articles, one after the other in one array. Immutable; searched exactly.</summary>
internal sealed class ArticleVectors
{
    private readonly float[] numbers;
    private readonly int stride;

    // Where the rows of each article begin; one more than there are articles.
    private readonly int[] starts;

    private ArticleVectors(float[] numbers, int dimension, int[] starts)
    {
        this.numbers = numbers;
        this.starts = starts;
        Dimension = dimension;
        stride = UnitVector.Stride(dimension);
    }

    /// <summary>Gets how many numbers a vector has.</summary>
    internal int Dimension { get; }

    internal int Articles => starts.Length - 1;

    internal int Rows => starts[^1];

    /// <param name="documents">The articles, in the order in which they are numbered.</param>
    /// <param name="vectorOf">The vector of a text, of length one; null for a text that has none or is not meant.</param>
    /// <returns>Null when no text has a vector, or when they are not all of one dimension.</returns>
    internal static ArticleVectors? Of(IReadOnlyList<RankedDocument> documents, Func<string, float[]?> vectorOf)
    {
        var rows = new List<float[]>();
        var begins = new int[documents.Count + 1];
        for (var number = 0; number < documents.Count; number++)
        {
            rows.AddRange(VectorTexts.Of(documents[number]).Select(vectorOf).OfType<float[]>());
            begins[number + 1] = rows.Count;
        }

        if (rows.Count == 0 || rows.Exists(row => row.Length != rows[0].Length)) return null;
        var length = UnitVector.Stride(rows[0].Length);
        var all = new float[(long)rows.Count * length];
        for (var row = 0; row < rows.Count; row++) rows[row].CopyTo(all.AsSpan(row * length));
        return new ArticleVectors(all, rows[0].Length, begins);
    }

    /// <summary>How near the nearest text of each article is to a question, -1 to 1.</summary>
    /// <param name="question">Its vector, of any length but zero.</param>
    /// <param name="nearest">One place for each article; not a number for an article without vectors.</param>
    /// <returns>False when the vector cannot be compared with these.</returns>
    internal bool Nearest(ReadOnlySpan<float> question, Span<float> nearest)
    {
        if (question.Length != Dimension) return false;
        var rented = ArrayPool<float>.Shared.Rent(stride);
        try
        {
            var unit = rented.AsSpan(0, stride);
            unit.Clear();
            if (!UnitVector.TryOf(question, unit)) return false;
            for (var article = 0; article < Articles; article++)
            {
                var most = float.NaN;
                for (var row = starts[article]; row < starts[article + 1]; row++)
                {
                    var near = UnitVector.Dot(numbers.AsSpan(row * stride, stride), unit);
                    if (!(near <= most)) most = near;
                }

                nearest[article] = most;
            }

            return true;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
