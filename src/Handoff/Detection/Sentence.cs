namespace Cardline.Handoff.Detection;

/// <summary>One sentence of a folded text.</summary>
/// <param name="Text">The text it is a part of.</param>
/// <param name="Start">Where it begins in the folded text.</param>
/// <param name="Sifted">The sentence without its full stop, and which patterns may be found in it.</param>
/// <param name="IsQuestion">Whether it ends with a question mark.</param>
internal sealed record Sentence(FoldedText Text, int Start, SiftedText Sifted, bool IsQuestion)
{
    /// <summary>Most sentences looked at in one message. Of more, the first and the last half each, so that no danger hides behind a pasted list.</summary>
    public const int CountMax = 500;

    private static readonly string[] Turns = [" but ", "但是", "不过", "可是"];

    /// <summary>Gets the sentence without its full stop.</summary>
    public string Words => Sifted.Words;

    /// <summary>Cuts a text into sentences.</summary>
    public static List<Sentence> Of(FoldedText text, Sieve sieve)
    {
        var found = new List<(int Start, int End, bool IsQuestion)>();
        var folded = text.Folded;
        var start = 0;
        for (var i = 0; i <= folded.Length; i++)
        {
            if (i < folded.Length && !Ends(folded, i))
            {
                continue;
            }

            var from = start;
            while (from < i && folded[from] == ' ')
            {
                from++;
            }

            var length = folded.AsSpan(from, i - from).TrimEnd().Length;
            if (length > 0)
            {
                found.Add((from, from + length, i < folded.Length && folded[i] == '?'));
            }

            start = i + 1;
        }

        if (found.Count > CountMax)
        {
            found.RemoveRange(CountMax / 2, found.Count - CountMax);
        }

        var sentences = new List<Sentence>(found.Count);
        foreach (var (from, to, isQuestion) in found)
        {
            sentences.Add(new Sentence(text, from, sieve.Sift(folded[from..to]), isQuestion));
        }

        return sentences;
    }

    /// <summary>Takes a whole text as one sentence, for rules that look at all of it.</summary>
    public static Sentence Whole(FoldedText text, Sieve sieve) => new(text, 0, sieve.Sift(text.Folded.Replace('\n', ' ')), IsQuestion: false);

    /// <summary>Where the clause begins that holds a place in the sentence: after the last comma or "but" before it.</summary>
    public int ClauseStart(int place)
    {
        var start = 0;
        for (var i = place - 1; i >= 0; i--)
        {
            if (Words[i] is ',' or '、' or ':')
            {
                start = i + 1;
                break;
            }
        }

        foreach (var turn in Turns)
        {
            var at = Words.LastIndexOf(turn, Math.Max(0, place - 1), StringComparison.Ordinal);
            start = at >= 0 ? Math.Max(start, at + turn.Length) : start;
        }

        return Math.Min(start, place);
    }

    private static bool Ends(string folded, int at) => folded[at] switch
    {
        '。' or '!' or '?' or ';' or '\n' or '…' => true,
        // A stop inside a number or a name (3.5, app.com) ends nothing.
        '.' => at + 1 >= folded.Length || folded[at + 1] is ' ' or '\n' or '.' || folded[at + 1] > '\u2e80',
        _ => false,
    };
}
