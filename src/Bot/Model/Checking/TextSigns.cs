using System.Globalization;

namespace Cardline.Bot.Model.Checking;

/// <summary>What is known of single characters: which have no place in an answer, and the form in which all others are compared.</summary>
internal static class TextSigns
{
    private const string ResourceName = "Cardline.Bot.Checking.traditional.txt";
    private static readonly char[] Folded = Fold();

    /// <summary>Half width, small letters, Simplified letters, ASCII digits, one kind of blank, dash and quote. One character stays one character.</summary>
    internal static char Fold(char sign) => Folded[sign];

    internal static bool IsHan(char sign) => sign is >= '\u3400' and <= '\u9FFF' or '〇';

    /// <summary>Characters that can hide something, turn the reading direction, or stand for others: none is needed to write either language.</summary>
    internal static bool IsRefused(char sign)
    {
        if (sign is >= ' ' and <= '~' or '\n' or '\t' or '\r' || IsHan(sign)) return false;
        return char.GetUnicodeCategory(sign) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
    }

    /// <summary>A letter of neither language.</summary>
    internal static bool IsForeign(char folded) => folded >= '\u0250' && !IsHan(folded) && char.IsLetter(folded);

    private static char[] Fold()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++) table[i] = FoldOnce((char)i);
        using var stream = typeof(TextSigns).Assembly.GetManifestResourceStream(ResourceName) ?? throw new InvalidOperationException($"{ResourceName} is not in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length < 2 || line[0] == '#') continue;
            foreach (var traditional in line.AsSpan(1)) table[traditional] = line[0];
        }

        return table;
    }

    private static char FoldOnce(char sign) => sign switch
    {
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(sign - 0xFEE0)),
        '\uFFE5' => '¥',
        '\u2018' or '\u2019' or '\u02BC' => '\'',
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' or '\uFF5E' or '\u301C' => '-',
        '\u2044' or '\u2215' => '/',
        '\u066A' => '%',
        '\u066B' => '.',
        '\u066C' => ',',
        '\uFF61' => '。',
        '○' or '〇' => '零',
        >= '\uD800' and <= '\uDFFF' => sign,
        _ when sign > '\u007F' && char.IsWhiteSpace(sign) => ' ',
        _ when sign > '\u007F' && CharUnicodeInfo.GetDecimalDigitValue(sign) is >= 0 and var digit && char.IsDigit(sign) => (char)('0' + digit),
        _ => char.ToLowerInvariant(sign),
    };
}
