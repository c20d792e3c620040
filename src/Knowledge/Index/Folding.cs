using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cardline.Knowledge.Index;

/// <summary>Brings any text to one form for searching: full width to half width, lower case, Traditional to Simplified, no control signs.</summary>
internal static class Folding
{
    /// <summary>No more than this many UTF-16 units of a question are looked at; a question is a few sentences, the rest is pasted matter.</summary>
    internal const int CharsMax = 2_000;

    /// <summary>Never throws, whatever the text holds; folding a folded text changes nothing that <see cref="Key"/> or <see cref="Terms"/> would see.</summary>
    internal static string Fold(string text)
    {
        var cut = text.Length > CharsMax ? text.AsSpan(0, CharsMax) : text.AsSpan();
        // Most English questions: there is nothing to clean, normalise or simplify.
        if (!cut.ContainsAnyExceptInRange(' ', '~')) return string.Create(cut.Length, cut, static (span, source) => source.ToLowerInvariant(span));
        var clean = new StringBuilder(cut.Length);
        // Enumerating runes turns half surrogate pairs, which normalisation would refuse, into U+FFFD.
        foreach (var rune in cut.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Format: break;
                case UnicodeCategory.Control: clean.Append(' '); break;
                case UnicodeCategory.OtherNotAssigned: clean.Append(' '); break;
                default: clean.Append(rune); break;
            }
        }

        var normal = clean.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return string.Create(normal.Length, normal, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = TraditionalChinese.Simplify(source[i]);
        });
    }

    /// <summary>The folded letters and digits alone: two texts with one key are the same question to a reader.</summary>
    internal static string Key(string text) => KeyOfFolded(Fold(text));

    /// <summary>The same for a text that is folded already.</summary>
    internal static string KeyOfFolded(string folded)
    {
        var rented = ArrayPool<char>.Shared.Rent(folded.Length);
        var length = 0;
        var gap = false;
        foreach (var sign in folded)
        {
            if (sign is '\'' or '\u2019') continue;
            if (!char.IsLetterOrDigit(sign))
            {
                gap = true;
                continue;
            }

            // A blank matters between two words, never beside a Chinese character.
            if (gap && length > 0 && !IsHan(sign) && !IsHan(rented[length - 1])) rented[length++] = ' ';
            gap = false;
            rented[length++] = sign;
        }

        var key = folded.AsSpan().SequenceEqual(rented.AsSpan(0, length)) ? folded : new string(rented, 0, length);
        ArrayPool<char>.Shared.Return(rented);
        return key;
    }

    internal static bool IsHan(char sign) => sign is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';
}
