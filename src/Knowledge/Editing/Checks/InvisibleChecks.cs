using System.Globalization;
using System.Text;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Finds characters that nobody sees. They hide text from editors, break searching and carry words to a model.</summary>
internal static class InvisibleChecks
{
    /// <summary>No more of one file are named: a file full of them needs one look, not a thousand lines.</summary>
    internal const int FindingsMax = 20;

    private const int Joiner = 0x200D;
    private const int EmojiVariation = 0xFE0F;
    private const int TextVariation = 0xFE0E;

    /// <param name="file">Path below the folder.</param>
    /// <param name="text">The file as it stands; a byte order mark at its very beginning has been taken off.</param>
    internal static IEnumerable<Finding> Of(string file, string text)
    {
        var found = 0;
        var (line, column, offset) = (1, 1, 0);
        var before = new Rune('\0');
        while (offset < text.Length && found < FindingsMax)
        {
            Rune.DecodeFromUtf16(text.AsSpan(offset), out var rune, out var length);
            if (Name(rune) is { } name && !IsPartOfEmoji(before, rune, text.AsSpan(offset + length)))
            {
                var run = Run(text.AsSpan(offset), rune);
                found++;
                yield return Found(new Place(file, line, column), rune, name, run);
                (offset, column) = (offset + (run * length), column + (run * length));
                before = rune;
                continue;
            }

            offset += length;
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + length);
            if (rune.Value is not (EmojiVariation or Joiner) && !IsSkinTone(rune)) before = rune;
        }
    }

    private static Finding Found(Place at, Rune rune, string name, int run) => Finding.Error(
        FindingNumber.InvisibleCharacter,
        at,
        $"There is an invisible character here: U+{rune.Value:X4} ({name}){(run > 1 ? $", {run} of them" : string.Empty)}.",
        "Delete it, or type the words around it again.");

    private static int Run(ReadOnlySpan<char> text, Rune rune)
    {
        var run = 0;
        foreach (var next in text.EnumerateRunes())
        {
            if (next != rune) break;
            run++;
        }

        return run;
    }

    // A family or a profession is several emoji held together by joiners; a variation sign asks for the coloured picture.
    private static bool IsPartOfEmoji(Rune before, Rune rune, ReadOnlySpan<char> after) => rune.Value switch
    {
        Joiner => IsEmoji(before) && Rune.DecodeFromUtf16(after, out var next, out _) == System.Buffers.OperationStatus.Done && IsEmoji(next),
        EmojiVariation or TextVariation => IsEmoji(before) || before.Value is >= '0' and <= '9' or '#' or '*' or '©' or '®' or '‼' or '⁉',
        _ => false,
    };

    private static bool IsEmoji(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol && rune.Value >= 0x2000 || rune.Value is >= 0x1F000 and <= 0x1FAFF;

    private static bool IsSkinTone(Rune rune) => rune.Value is >= 0x1F3FB and <= 0x1F3FF;

    private static string? Name(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\r' => null,
        0x00AD => "soft hyphen",
        0x034F => "grapheme joiner",
        0x115F or 0x1160 or 0x3164 or 0xFFA0 => "Hangul filler",
        0x17B4 or 0x17B5 => "Khmer vowel without a sign",
        0x180E => "Mongolian vowel separator",
        0x200B => "zero-width space",
        0x200C => "zero-width non-joiner",
        Joiner => "zero-width joiner",
        0x200E or 0x200F or 0x061C => "mark of direction",
        0x2028 or 0x2029 => "line or paragraph separator",
        >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 => "change of direction",
        >= 0x2060 and <= 0x2065 or >= 0x206A and <= 0x206F => "word joiner or invisible operator",
        >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF => "variation sign",
        0xFEFF => "byte order mark",
        0x2800 => "empty Braille pattern",
        >= 0xE0000 and <= 0xE007F => "tag",
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control ? "control character" : null,
    };
}
