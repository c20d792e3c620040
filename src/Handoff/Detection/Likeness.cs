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
        var (left, right) = (Pairs(one), Pairs(other));
        var all = left.Values.Sum() + right.Values.Sum();
        if (all == 0)
        {
            return one.Length > 0 && one == other ? 100 : 0;
        }

        var shared = left.Sum(pair => Math.Min(pair.Value, right.GetValueOrDefault(pair.Key)));
        return 200 * shared / all;
    }

    private static Dictionary<(char First, char Second), int> Pairs(string text)
    {
        var pairs = new Dictionary<(char, char), int>();
        char? before = null;
        foreach (var c in text.Where(char.IsLetterOrDigit).Take(CharsMax))
        {
            if (before is { } first)
            {
                pairs[(first, c)] = pairs.GetValueOrDefault((first, c)) + 1;
            }

            before = c;
        }

        return pairs;
    }
}
