using System.Text;

namespace Cardline.Bot.Model.Checking;

/// <summary>
/// Cuts a stream of pieces into whole sentences. What comes out, put together again, is what went in (without blanks at the very end); and where the cuts are depends on the
/// words alone, never on how the stream was cut into pieces: a place is decided only once everything that the decision looks at has come.
/// </summary>
/// <remarks>
/// A sentence with no end in sight is cut at <see cref="CharsMax"/>. Such a part is longer than <see cref="GroundCheck.SentenceCharsMax"/>, so it
/// is refused: half a sentence must never be judged as if it were a whole one ("It is not" and "free of charge").
/// </remarks>
internal sealed class SentenceCutter
{
    /// <summary>No sentence is longer than this many UTF-16 units.</summary>
    internal const int CharsMax = 400;

    private const string Enders = ".!?。！？｡";
    private const string Closers = "\"'”’」』】)）*_";

    private static readonly HashSet<string> Abbreviations = new(
        ["mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "vs", "etc", "e.g", "i.e", "a.m", "p.m", "approx", "ca", "cf", "incl", "excl", "tel", "ext", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "inc", "ltd", "co", "u.s", "u.k"],
        StringComparer.OrdinalIgnoreCase);

    private readonly StringBuilder waiting = new();

    /// <summary>Takes the next piece.</summary>
    /// <param name="piece">Any text, also empty, also half a word.</param>
    /// <returns>The sentences that are whole now; often none.</returns>
    internal IReadOnlyList<string> Add(string piece)
    {
        waiting.Append(piece);
        return Cut(ended: false);
    }

    /// <summary>The stream is over: gives the rest, and is ready for another stream.</summary>
    internal IReadOnlyList<string> End() => Cut(ended: true);

    private List<string> Cut(bool ended)
    {
        var text = waiting.ToString();
        var sentences = new List<string>();
        var start = 0;
        while (EndOf(text.AsSpan(start), ended) is var length and > 0)
        {
            // Blanks at the very end belong to nothing.
            if (!text.AsSpan(start, length).IsWhiteSpace()) sentences.Add(text.Substring(start, length));
            start += length;
        }

        waiting.Remove(0, start);
        return sentences;
    }

    /// <summary>Gives the length of the first sentence, or 0 when it is not whole yet.</summary>
    private static int EndOf(ReadOnlySpan<char> text, bool ended)
    {
        for (var i = 0; i < text.Length && i < CharsMax; i++)
        {
            if (text[i] == '\n')
            {
                // Blank lines go with what follows them, so that no sentence is empty.
                if (text[..i].IsWhiteSpace()) continue;
                return i + 1;
            }

            if (!Enders.Contains(text[i], StringComparison.Ordinal)) continue;
            var after = AfterClosers(text, i + 1);
            if (after >= CharsMax) break;
            if (after >= text.Length) return ended ? text.Length : 0;
            if (text[i] == '.' && Undecided(text, i, after) is { } more)
            {
                if (more && !ended) return 0;
                continue;
            }

            return after;
        }

        if (text.Length >= CharsMax) return Forced(text);
        return ended ? text.Length : 0;
    }

    private static int Forced(ReadOnlySpan<char> text) => char.IsHighSurrogate(text[CharsMax - 1]) ? CharsMax - 1 : CharsMax;

    private static int AfterClosers(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && at < CharsMax && (Enders.Contains(text[at], StringComparison.Ordinal) || Closers.Contains(text[at], StringComparison.Ordinal))) at++;
        return at;
    }

    /// <summary>Says whether a full stop ends nothing: null when it is an end, false when it is none, true when more text must come first.</summary>
    private static bool? Undecided(ReadOnlySpan<char> text, int stop, int after)
    {
        // Decimals, addresses and file names go on without a blank.
        if (!char.IsWhiteSpace(text[after])) return IsHan(text[after]) ? null : false;
        if (IsListNumber(text[..stop]) || IsAbbreviation(text[..stop])) return false;
        var next = after;
        while (next < text.Length && next < CharsMax && text[next] is ' ' or '\t') next++;
        if (next >= CharsMax) return null;
        if (next >= text.Length) return true;
        // A small letter goes on with the sentence: an abbreviation that is not in the list.
        return char.IsAsciiLetterLower(text[next]) ? false : null;
    }

    private static bool IsListNumber(ReadOnlySpan<char> before)
    {
        var line = before[(before.LastIndexOf('\n') + 1)..].Trim();
        return line.Length is > 0 and <= 3 && !line.ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> before)
    {
        var start = before.Length;
        while (start > 0 && (char.IsAsciiLetter(before[start - 1]) || before[start - 1] == '.')) start--;
        var word = before[start..];
        // An initial, as in J. Li; "I" ends a sentence more often than it is one.
        return (word.Length == 1 && char.IsAsciiLetterUpper(word[0]) && word[0] != 'I') || Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    private static bool IsHan(char sign) => sign is >= '\u3400' and <= '\u9FFF';
}
