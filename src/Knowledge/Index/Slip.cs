using System.Runtime.InteropServices;

namespace Cardline.Knowledge.Index;

/// <summary>What a typing slip did, the likely kinds first.</summary>
internal enum SlipKind
{
    /// <summary>Two neighbours changed places, a letter was left out or typed twice, or the next key was hit.</summary>
    Finger,

    /// <summary>Any other letter too many or instead of another.</summary>
    Other,

    /// <summary>Two slips.</summary>
    Two,
}

/// <summary>How a typed word came from the one that was meant.</summary>
/// <param name="Meant">The known word.</param>
/// <param name="Kind">What happened.</param>
/// <param name="AtFirst">Whether the first letter is another, but for a swap; it is rarely the one that slips.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Slip(string Meant, SlipKind Kind, bool AtFirst)
{
    // Neighbours on the usual keyboard, row by row.
    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    /// <returns>Null when the words are the same or further apart than two slips.</returns>
    internal static Slip? Between(string typed, string meant)
    {
        var (begin, longest) = (0, Math.Max(typed.Length, meant.Length));
        while (begin < typed.Length && begin < meant.Length && typed[begin] == meant[begin]) begin++;
        if (begin == longest) return null;
        var end = 0;
        while (end < typed.Length - begin && end < meant.Length - begin && typed[^(end + 1)] == meant[^(end + 1)]) end++;
        var (typedLeft, meantLeft) = (typed.Length - begin - end, meant.Length - begin - end);
        var kind = (typedLeft, meantLeft) switch
        {
            (0, 1) => SlipKind.Finger,
            (1, 0) => IsTwice(typed, begin) ? SlipKind.Finger : SlipKind.Other,
            (1, 1) => AreNeighbours(typed[begin], meant[begin]) ? SlipKind.Finger : SlipKind.Other,
            (2, 2) when typed[begin] == meant[begin + 1] && typed[begin + 1] == meant[begin] => SlipKind.Finger,
            _ => SlipKind.Two,
        };
        if (kind == SlipKind.Two && Distance(typed, meant) > 2) return null;
        return new Slip(meant, kind, begin == 0 && (typedLeft, meantLeft) != (2, 2));
    }

    private static bool IsTwice(string typed, int at) => (at > 0 && typed[at - 1] == typed[at]) || (at + 1 < typed.Length && typed[at + 1] == typed[at]);

    private static bool AreNeighbours(char left, char right) =>
        Array.Exists(Rows, row => row.IndexOf(left, StringComparison.Ordinal) is >= 0 and var place && Math.Abs(row.IndexOf(right, StringComparison.Ordinal) - place) == 1 && row.Contains(right));

    // Letters added, left out, changed, or swapped with their neighbour.
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) table[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var change = table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(change, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[left.Length, right.Length];
    }
}
