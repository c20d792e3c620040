using System.Globalization;

namespace Cardline.Bot.Model.Checking;

/// <summary>Cuts a folded text into tokens. Figures keep their value, whatever separators they are written with.</summary>
internal static class Lexer
{
    /// <summary>Figures longer than this have no value that could be compared; they stand in no passage.</summary>
    private const int DigitsMax = 15;

    internal static void Read(ReadOnlySpan<char> text, List<Token> into)
    {
        var blank = true;
        for (var i = 0; i < text.Length;)
        {
            var sign = text[i];
            var start = i;
            if (char.IsWhiteSpace(sign))
            {
                blank = true;
                i++;
                // A new line parts what stands on its two sides.
                if (sign == '\n') into.Add(new Token(TokenKind.Sign, start, 1, '\n', 0, true));
                continue;
            }

            if (char.IsAsciiDigit(sign) || (sign == '.' && Follows(text, i, blank)))
            {
                var value = Figures(text, ref i);
                into.Add(new Token(TokenKind.Number, start, i - start, BitConverter.DoubleToUInt64Bits(value), value, blank));
            }
            else if (TextSigns.IsHan(sign))
            {
                i++;
                into.Add(new Token(TokenKind.Han, start, 1, sign, 0, blank));
            }
            else if (char.IsLetter(sign))
            {
                while (i < text.Length && (IsLetter(text[i]) || (text[i] == '\'' && i + 1 < text.Length && IsLetter(text[i + 1])))) i++;
                into.Add(new Token(TokenKind.Word, start, i - start, Stem.Hash(text[start..i]), 0, blank));
            }
            else if (char.IsNumber(sign))
            {
                // One character that means a number: a vulgar fraction, a circled or a Roman one.
                i++;
                var value = CharUnicodeInfo.GetNumericValue(sign);
                into.Add(new Token(TokenKind.Number, start, 1, BitConverter.DoubleToUInt64Bits(value), value, blank));
            }
            else
            {
                i++;
                // A dash inside a word parts nothing: "interest-free", "12-month".
                if (sign == '-' && !blank && i < text.Length && IsLetter(text[i]) && into.Count > 0 && into[^1].Kind is TokenKind.Word or TokenKind.Number) continue;
                into.Add(new Token(TokenKind.Sign, start, 1, sign, 0, blank));
            }

            blank = false;
        }
    }

    private static bool IsLetter(char sign) => char.IsLetter(sign) && !TextSigns.IsHan(sign);

    // ".5" is a half; "end.5" is not.
    private static bool Follows(ReadOnlySpan<char> text, int at, bool blank) => blank && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);

    private static double Figures(ReadOnlySpan<char> text, ref int at)
    {
        Span<char> digits = stackalloc char[DigitsMax + 1];
        var count = 0;
        var seen = 0;
        var point = false;
        var group = 0;
        for (; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                seen++;
                group++;
                if (count < digits.Length) digits[count++] = text[at];
                continue;
            }

            if (!point && text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
            {
                point = true;
                if (count < digits.Length) digits[count++] = '.';
                continue;
            }

            // Thousands: a separator, then exactly three figures.
            if (point || group > 3 || group == 0 || text[at] is not (',' or ' ' or '\'' or '_') || !ThreeFollow(text, at + 1)) break;
            group = 0;
        }

        return seen > DigitsMax || !double.TryParse(digits[..count], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? double.NaN : value;
    }

    private static bool ThreeFollow(ReadOnlySpan<char> text, int at) =>
        at + 3 <= text.Length && !text.Slice(at, 3).ContainsAnyExceptInRange('0', '9') && (at + 3 == text.Length || !char.IsAsciiDigit(text[at + 3]));
}
