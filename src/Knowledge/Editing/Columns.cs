using System.Globalization;
using System.Text;

namespace Cardline.Knowledge.Editing;

/// <summary>Lays out texts of both scripts in columns: on a terminal a Chinese character is as wide as two letters.</summary>
internal static class Columns
{
    /// <summary>The cells a text takes on a terminal.</summary>
    internal static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes()) width += Width(rune);
        return width;
    }

    internal static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    private static int Width(Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return 0;
        return IsWide(rune.Value) ? 2 : 1;
    }

    // The blocks that terminals show in double width: Hangul, CJK with its punctuation, full-width forms, pictographs.
    private static bool IsWide(int value) => value
        is (>= 0x1100 and <= 0x115F)
        or (>= 0x2E80 and <= 0xA4CF)
        or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F)
        or (>= 0xFF00 and <= 0xFF60)
        or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1FAFF)
        or (>= 0x20000 and <= 0x3FFFD);
}
