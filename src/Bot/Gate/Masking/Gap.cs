using System.Buffers;

namespace Cardline.Bot.Gate.Masking;

/// <summary>
/// What stands between a cue and a number. Near: nothing but punctuation and words such as "is" (the number is what the cue says).
/// Far: other words of the same sentence (probably so). Broken: another sentence, or something already masked.
/// </summary>
internal static class Gap
{
    /// <summary>Longest stretch of connecting words.</summary>
    public const int NearCharsMax = 28;

    /// <summary>Longest stretch of other words.</summary>
    public const int FarCharsMax = 18;

    private static readonly string[] NearWords = ["is", "are", "was", "number", "no", "code", "my", "the", "it", "its", "s", "just", "card", "on", "of", "a", "for", "this"];
    private static readonly string[] Copulas = ["is", "was", "are"];
    private static readonly SearchValues<char> Stops = SearchValues.Create(",.，。;；");
    private const string NearHan = "是为為就码碼我的了号號卡收到";

    /// <summary>Finds the first character after a cue that may begin a number: a digit within reach.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="from">After the cue.</param>
    /// <param name="isNear">Whether only connecting words were passed.</param>
    /// <returns>The place of the digit, or -1 when the sentence ended or something masked stood first.</returns>
    public static int NextDigit(string text, int from, out bool isNear)
    {
        isNear = true;
        for (var at = from; at < text.Length && at - from <= (isNear ? NearCharsMax : FarCharsMax); at++)
        {
            if (DigitGroups.DigitAt(text, at, out var width) >= 0)
            {
                return at;
            }

            if (text[at] == '*' && text.AsSpan(at).StartsWith("***", StringComparison.Ordinal))
            {
                return -1;
            }

            if (text[at] == '\n' && isNear)
            {
                return DigitOnNextLine(text, at + 1);
            }

            if (EndsSentence(text, at) && !isNear)
            {
                return -1;
            }

            if (char.IsAsciiLetter(text[at]))
            {
                var end = at;
                while (end < text.Length && char.IsAsciiLetter(text[end]))
                {
                    end++;
                }

                isNear &= NearWords.Contains(text[at..end], StringComparer.OrdinalIgnoreCase);
                at = end - 1;
            }
            else if (char.IsLetter(text[at]))
            {
                isNear &= NearHan.Contains(text[at], StringComparison.Ordinal);
            }

            at += width - 1;
        }

        return -1;
    }

    /// <summary>Tells whether a stretch between a number and a cue after it says that the one is the other ("123456 is my code").</summary>
    public static bool SaysSo(ReadOnlySpan<char> gap, bool mayTouch)
    {
        if (gap.Length > NearCharsMax || gap.ContainsAny("*\n"))
        {
            return false;
        }

        var copula = mayTouch && OnlyPunctuation(gap) && !gap.ContainsAny(Stops);
        foreach (var word in gap.ToString().Split([' ', ',', '\'', '"', ':'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (char.IsAsciiLetter(word[0]) && !NearWords.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                return false;
            }

            copula |= Copulas.Contains(word, StringComparer.OrdinalIgnoreCase);
            foreach (var character in word)
            {
                if (char.IsLetter(character) && !char.IsAsciiLetter(character) && !NearHan.Contains(character, StringComparison.Ordinal))
                {
                    return false;
                }

                copula |= character is '是' or '为' or '為';
            }
        }

        return copula;
    }

    /// <summary>Tells whether a stretch has no word in it.</summary>
    public static bool OnlyPunctuation(ReadOnlySpan<char> gap)
    {
        foreach (var character in gap)
        {
            if (char.IsLetterOrDigit(character))
            {
                return false;
            }
        }

        return true;
    }

    private static int DigitOnNextLine(string text, int from)
    {
        while (from < text.Length && (char.IsWhiteSpace(text[from]) || DigitGroups.IsInvisible(text[from])))
        {
            from++;
        }

        return from < text.Length && DigitGroups.DigitAt(text, from, out _) >= 0 ? from : -1;
    }

    private static bool EndsSentence(string text, int at) => text[at] switch
    {
        '。' or '!' or '?' or '！' or '？' or ';' or '；' or '\n' => true,
        '.' => at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]),
        _ => false,
    };
}
