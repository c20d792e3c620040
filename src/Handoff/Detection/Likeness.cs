namespace Cardline.Handoff.Detection;

/// <summary>How much two folded messages are alike, by the pairs of neighbouring characters they share.</summary>
internal static class Likeness
{
    /// <summary>Most characters of a message compared.</summary>
    public const int CharsMax = 500;

    /// <summary>Compares two messages.</summary>
    /// <returns>0 to 100; 100 when they are the same.</returns>
    public static int Percent(string one, string other)
    {
        Span<uint> left = stackalloc uint[CharsMax];
        Span<uint> right = stackalloc uint[CharsMax];
        left = left[..Pairs(one, left)];
        right = right[..Pairs(other, right)];
        var all = left.Length + right.Length;
        if (all == 0)
        {
            return one.Length > 0 && one == other ? 100 : 0;
        }

        // Both are in order, so what they share, as often as both have it, is found side by side.
        var shared = 0;
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            var order = left[i].CompareTo(right[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return 200 * shared / all;
    }

    private static int Pairs(string text, Span<uint> pairs)
    {
        var (letters, before) = (0, '\0');
        for (var i = 0; i < text.Length && letters < CharsMax; i++)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                continue;
            }

            if (letters++ > 0)
            {
                pairs[letters - 2] = ((uint)before << 16) | text[i];
            }

            before = text[i];
        }

        var count = Math.Max(0, letters - 1);
        pairs[..count].Sort();
        return count;
    }
}
