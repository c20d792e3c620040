using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Cardline.Bot.Turns;

/// <summary>How much of a text is in which language, counted in one pass.</summary>
/// <param name="Han">Chinese characters.</param>
/// <param name="Latin">Words of two Latin letters or more, and "I".</param>
/// <param name="HanFrame">Characters that hold a Chinese sentence together, in both scripts.</param>
/// <param name="LatinFrame">Words that hold an English sentence together.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WordWeight(int Han, int Latin, int HanFrame, int LatinFrame)
{
    /// <summary>Characters looked at; a long paste is judged by its beginning.</summary>
    public const int CharsMax = 2000;

    private static readonly SearchValues<char> Frame = SearchValues.Create("的了问問吗嗎呢吧么麼是我你您在把被给給请請怎什多少哪几幾有没沒不要想能会會还還也就和跟");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FrameWords = FrozenSet.ToFrozenSet(
        [
            "what", "how", "when", "where", "which", "who", "why", "is", "are", "was", "does", "do", "did", "can", "could", "should", "will", "would",
            "the", "a", "an", "my", "your", "i", "you", "it", "this", "that", "to", "of", "for", "in", "on", "with", "and", "or", "not", "me", "mean", "please",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Weighs a text.</summary>
    public static WordWeight Of(ReadOnlySpan<char> text)
    {
        text = text.Length > CharsMax ? text[..CharsMax] : text;
        var (han, hanFrame, latinFrame) = (0, 0, 0);
        for (var at = 0; at < text.Length;)
        {
            if (!IsOfWord(text[at]))
            {
                at++;
                continue;
            }

            // A word as patterns see one: Chinese characters, letters and digits may stand in it side by side.
            var start = at;
            for (; at < text.Length && IsOfWord(text[at]); at++)
            {
                if (text[at] is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF')
                {
                    han++;
                    hanFrame += Frame.Contains(text[at]) ? 1 : 0;
                }
            }

            latinFrame += FrameWords.Contains(text[start..at]) ? 1 : 0;
        }

        return new WordWeight(han, LatinWords(text), hanFrame, latinFrame);
    }

    /// <summary>Counts words in Latin letters; an apostrophe within one does not part it, a digit does.</summary>
    private static int LatinWords(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsAsciiLetter(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            var letters = 0;
            for (; at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] is '\'' or '’'); at++)
            {
                letters += char.IsAsciiLetter(text[at]) ? 1 : 0;
            }

            count += letters > 1 || IsLoneI(text, start) ? 1 : 0;
        }

        return count;
    }

    private static bool IsLoneI(ReadOnlySpan<char> text, int at) =>
        text[at] == 'I' && (at == 0 || !IsOfWord(text[at - 1])) && (at + 1 == text.Length || !IsOfWord(text[at + 1]));

    /// <summary>What <c>\b</c> of a regular expression takes for a part of a word.</summary>
    private static bool IsOfWord(char c) => c < 128
        ? char.IsAsciiLetterOrDigit(c) || c == '_'
        : c is >= '\u4E00' and <= '\u9FFF' or '\u200C' or '\u200D' || char.GetUnicodeCategory(c)
            is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
