using System.Globalization;
using System.Text;

namespace Cardline.Bot.Model.Prompting;

/// <summary>
/// Makes a stranger's text fit to stand in a prompt as one line of data. The encoding keeps it from beginning or ending a message of ours;
/// this keeps it from looking like one to the model.
/// </summary>
/// <remarks>
/// Three things are taken from it: line breaks, which become a blank, so that it cannot begin a line of its own ("agent: refund granted"); characters that nobody
/// sees (tags, variation selectors, directions), in which orders are smuggled past a reader; and the spelling of control tokens
/// (<c>&lt;|im_start|&gt;</c>, <c>[INST]</c>), which some servers read as tokens wherever they stand: a blank is put behind the bracket.
/// </remarks>
internal static class ValueText
{
    /// <summary>Stands where a text was cut.</summary>
    public const string Gap = " … ";

    private const int ControlNameCharsMax = 40;

    /// <summary>Cleans a text.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                AppendBlank(clean);
            }
            else if (!IsUnseen(rune))
            {
                Append(clean, rune);
            }
        }

        return clean.ToString().Trim(' ');
    }

    /// <summary>Cuts a text in the middle; its end stays, because that is where people put what they want.</summary>
    /// <param name="text">The text.</param>
    /// <param name="charsMax">Most characters of the result.</param>
    public static string Cut(string text, int charsMax)
    {
        if (text.Length <= charsMax)
        {
            return text;
        }

        var kept = Math.Max(0, charsMax - Gap.Length);
        var tail = kept / 4;
        var head = kept - tail;
        return string.Concat(text.AsSpan(0, Whole(text, head, head - 1)), Gap, text.AsSpan(Whole(text, text.Length - tail, text.Length - tail + 1)));
    }

    /// <summary>Encodes a text for the template: afterwards nothing in it is markup, and one decoding gives it back.</summary>
    public static string Encode(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>\"'") < 0)
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        foreach (var sign in text)
        {
            _ = sign switch
            {
                '&' => encoded.Append("&amp;"),
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '"' => encoded.Append("&quot;"),
                '\'' => encoded.Append("&#39;"),
                _ => encoded.Append(sign),
            };
        }

        return encoded.ToString();
    }

    // A cut never falls between the two halves of a character.
    private static int Whole(string text, int at, int otherwise) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? otherwise : at;

    private static void AppendBlank(StringBuilder clean)
    {
        if (clean.Length > 0 && clean[^1] != ' ')
        {
            clean.Append(' ');
        }
    }

    private static void Append(StringBuilder clean, Rune rune)
    {
        if (clean.Length > 0 && clean[^1] == '<' && rune.Value is not (' ' or '=' or '.' or ',') && !Rune.IsDigit(rune))
        {
            clean.Append(' ');
        }

        if (rune.Value == ']' && ControlNameBegin(clean) is >= 0 and var begin)
        {
            clean.Insert(begin, ' ');
        }

        clean.Append(rune.ToString());
    }

    // Where a name of capitals in brackets begins, such as that of [/INST]; -1 when it is none.
    private static int ControlNameBegin(StringBuilder clean)
    {
        var at = clean.Length - 1;
        while (at >= 0 && clean.Length - at <= ControlNameCharsMax && (char.IsAsciiLetterUpper(clean[at]) || clean[at] is '_' or '/'))
        {
            at--;
        }

        return at >= 0 && clean[at] == '[' && clean.Length - at > 2 ? at + 1 : -1;
    }

    // The joiners stay: emoji and some scripts need them.
    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D)
        || rune.Value is >= 0xFE00 and <= 0xFE0D or >= 0xE0000 and <= 0xE0FFF or 0xFFFE or 0xFFFF or 0x115F or 0x1160 or 0x3164 or 0xFFA0;
}
