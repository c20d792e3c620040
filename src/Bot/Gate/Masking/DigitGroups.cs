using System.Globalization;

namespace Cardline.Bot.Gate.Masking;

/// <summary>Digits that stand together; what splits a number into groups is a separator.</summary>
/// <param name="First">Index of its first digit in <see cref="DigitGroups.Digits"/>.</param>
/// <param name="Count">How many digits.</param>
/// <param name="Start">First character in the text.</param>
/// <param name="End">After its last character.</param>
/// <param name="Joined">Whether only separators stand between it and the group before.</param>
internal readonly record struct DigitGroup(int First, int Count, int Start, int End, bool Joined);

/// <summary>
/// All digits of a text, of any script and width, in groups. Invisible characters and combining marks inside a group do not
/// split it, so a number cannot be hidden by them. One pass, linear in the text.
/// </summary>
internal sealed class DigitGroups
{
    /// <summary>Most visible separators between two groups of one number.</summary>
    public const int SeparatorsMax = 8;

    private readonly List<byte> digits = [];
    private readonly List<DigitGroup> groups = [];

    private DigitGroups(string text) => Text = text;

    /// <summary>Gets the text that was read.</summary>
    public string Text { get; }

    /// <summary>Gets the values of all digits.</summary>
    public ReadOnlySpan<byte> Digits => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(digits);

    /// <summary>Gets the groups in order.</summary>
    public IReadOnlyList<DigitGroup> Groups => groups;

    /// <summary>Reads a text.</summary>
    public static DigitGroups Of(string text)
    {
        var found = new DigitGroups(text);
        found.Read();
        return found;
    }

    /// <summary>Finds the digits of one group.</summary>
    public ReadOnlySpan<byte> DigitsOf(DigitGroup group) => Digits.Slice(group.First, group.Count);

    /// <summary>Finds the group that starts at a character, or -1.</summary>
    public int GroupAt(int start) => FirstFrom(start) is >= 0 and var at && groups[at].Start == start ? at : -1;

    /// <summary>Finds the first group that starts at a character or after it, or -1.</summary>
    public int FirstFrom(int position)
    {
        int low = 0, high = groups.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = groups[middle].Start < position ? (middle + 1, high) : (low, middle);
        }

        return low < groups.Count ? low : -1;
    }

    /// <summary>Tells whether a group is the visible end of a masked number rather than something new.</summary>
    public bool IsMaskedTail(DigitGroup group) => group.Start >= 3 && Text.AsSpan(group.Start - 3, 3) is "***";

    /// <summary>Reads the digit at a position, whatever its script; -1 when there is none.</summary>
    public static int DigitAt(string text, int at, out int width)
    {
        width = 1;
        var character = text[at];
        if (character < 0x80)
        {
            return char.IsAsciiDigit(character) ? character - '0' : -1;
        }

        if (char.IsHighSurrogate(character) && at + 1 < text.Length)
        {
            width = 2;
        }

        return CharUnicodeInfo.GetDecimalDigitValue(text, at);
    }

    /// <summary>Tells whether a character cannot be seen by itself: zero-width, direction marks, variation selectors, combining marks.</summary>
    public static bool IsInvisible(char character) => character >= 0x80 && (character is '\u3164' or '\u115F' or '\u1160' ||
        CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);

    /// <summary>Tells whether a character may stand between the groups of one number: spaces, dashes, dots.</summary>
    public static bool IsSeparator(char character) => character switch
    {
        ' ' or '-' or '.' or '\t' or '\n' or '\r' => true,
        < '\u0080' => false,
        '\u00B7' or '\u2022' or '\u2024' or '\u2027' or '\u2212' or '\u2219' or '\u22C5' or '\u30FB' or '\uFF0E' or '\uFF65' => true,
        _ => char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == UnicodeCategory.DashPunctuation,
    };

    private void Read()
    {
        var at = 0;
        while (at < Text.Length)
        {
            if (DigitAt(Text, at, out var width) < 0)
            {
                at += width;
                continue;
            }

            at = ReadGroup(at);
        }
    }

    private int ReadGroup(int start)
    {
        var first = digits.Count;
        var end = start;
        var at = start;
        while (at < Text.Length)
        {
            var value = DigitAt(Text, at, out var width);
            if (value >= 0)
            {
                digits.Add((byte)value);
                at += width;
                end = at;
            }
            else if (IsInvisible(Text[at]))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        groups.Add(new DigitGroup(first, digits.Count - first, start, end, groups.Count > 0 && IsGap(groups[^1].End, start)));
        return at;
    }

    private bool IsGap(int from, int to)
    {
        var visible = 0;
        for (var at = from; at < to; at++)
        {
            if (IsInvisible(Text[at]))
            {
                continue;
            }

            if (!IsSeparator(Text[at]) || ++visible > SeparatorsMax)
            {
                return false;
            }
        }

        return true;
    }
}
