using System.Globalization;
using System.Text;

namespace Cardline.Handoff.Detection;

/// <summary>A message as the rules see it, with the way back to the words as they were written.</summary>
/// <remarks>Folding: NFKC, lower case, traditional to simplified where the rules say so, straight apostrophes, one space for any blank, no invisible characters.</remarks>
internal sealed class FoldedText
{
    /// <summary>Most characters looked at. A longer text is judged by its beginning and its end, half each.</summary>
    public const int CharsMax = 4000;

    private readonly string _written;
    private readonly int[] _origins;

    private FoldedText(string written, string folded, int[] origins)
    {
        _written = written;
        _origins = origins;
        Folded = folded;
    }

    /// <summary>Gets the folded words.</summary>
    public string Folded { get; }

    /// <summary>Folds a text.</summary>
    /// <param name="text">The words as written.</param>
    /// <param name="variants">Characters to replace by one other each.</param>
    public static FoldedText Of(string text, Variants variants)
    {
        var written = Bounded(text);
        var folded = new FoldedChars(written.Length);
        for (var i = 0; i < written.Length;)
        {
            // Most characters stand alone and fold to themselves; only the rest need the slow and exact way.
            var c = written[i];
            if (IsPlain(c) && (i + 1 == written.Length || IsPlain(written[i + 1])))
            {
                folded.Append(variants[char.IsAsciiLetterUpper(c) ? (char)(c | ' ') : c], i++);
                continue;
            }

            var length = StringInfo.GetNextTextElementLength(written.AsSpan(i));
            foreach (var normal in Normal(written.Substring(i, length)))
            {
                folded.Append(variants[normal], i);
            }

            i += length;
        }

        return new FoldedText(written, folded.ToString(), folded.Origins(written.Length));
    }

    /// <summary>Printable ASCII and the common Han characters: each is a text element of its own and already in normal form.</summary>
    private static bool IsPlain(char c) => c is >= ' ' and <= '~' or >= '\u4E00' and <= '\u9FFF';

    /// <summary>Returns the words as written for a part of the folded text.</summary>
    public string Written(int start, int length)
    {
        var end = start + length;
        var from = _origins[start];
        var to = _origins[end];
        // A character that folds to several (a ligature) has one origin; its end is the next different one.
        for (var i = end; to == from && i < _origins.Length; i++)
        {
            to = _origins[i];
        }

        return _written[from..to].Trim();
    }

    private static string Bounded(string text)
    {
        if (text.Length <= CharsMax)
        {
            return text;
        }

        // The line break keeps the two halves from making a sentence that nobody wrote.
        return string.Concat(text.AsSpan(0, CharsMax / 2), "\n", text.AsSpan(text.Length - (CharsMax / 2)));
    }

    private static string Normal(string element)
    {
        if (element is ['\n'] or ['\r'] or ['\r', '\n'])
        {
            return "\n";
        }

        try
        {
            return element.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair cannot be normalised, and no rule looks for one.
            return " ";
        }
    }
}
