using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>A word, a number, or one Chinese character.</summary>
/// <param name="Written">As folded.</param>
/// <param name="Key">Hash of the stem, without common endings; of the character itself in Chinese.</param>
/// <param name="IsHan">Whether it is a Chinese character.</param>
/// <param name="At">Where it begins in the text, once the phrases that only greet are out of it.</param>
/// <param name="End">Where it ends there.</param>
internal readonly record struct Token(string Written, ulong Key, bool IsHan, int At, int End);

/// <summary>Cuts a folded text into words and Chinese characters, without the phrases that only greet or beg.</summary>
internal static class Tokenizer
{
    /// <summary>A longer word is no word; its beginning is read.</summary>
    internal const int WordCharsMax = 32;

    /// <param name="folded">A folded text.</param>
    /// <param name="tokens">Takes its words.</param>
    /// <param name="tokensMax">Most words read.</param>
    /// <param name="known">Words of which the form is known; it changes nothing but the time.</param>
    internal static void Read(string folded, List<Token> tokens, int tokensMax, KnownWords? known = null)
    {
        tokens.Clear();
        var text = Terms.WithoutFillers(folded);
        var start = -1;
        for (var i = 0; i <= text.Length && tokens.Count < tokensMax; i++)
        {
            var sign = i < text.Length ? text[i] : ' ';
            var isHan = Folding.IsHan(sign);
            var inWord = !isHan && (char.IsLetterOrDigit(sign) || (start >= 0 && sign is '\'' or '\u2019'));
            // Where digits meet letters a new word begins, so that 2000yuan is found by 2000.
            var turns = inWord && start >= 0 && char.IsDigit(text[i - 1]) != char.IsDigit(sign) && sign is not ('\'' or '\u2019');
            if (start >= 0 && (!inWord || turns))
            {
                Word(text, start, i, tokens, known ?? KnownWords.None);
                start = -1;
            }

            if (inWord && start < 0) start = i;
            if (isHan && tokens.Count < tokensMax) tokens.Add(Character(sign, i));
        }
    }

    internal static Token Word(string word, int at, int end) => Word(WordForm.Of(word), at, end);

    private static void Word(string text, int start, int end, List<Token> tokens, KnownWords known)
    {
        var word = text.AsSpan()[start..Math.Min(end, start + WordCharsMax)];
        if (word.ContainsAny('\'', '\u2019')) word = word.ToString().Replace("'", string.Empty, StringComparison.Ordinal).Replace("\u2019", string.Empty, StringComparison.Ordinal);
        if (word.Length > 0 && !Terms.IsFiller(word)) tokens.Add(Word(known.Of(word), start, end));
    }

    private static Token Word(WordForm form, int at, int end) => new(form.Written, form.Key, false, at, end);

    private static Token Character(char sign, int at)
    {
        var text = HanText.Of(sign);
        return new Token(text, FeatureReader.KeyOf(text), true, at, at + 1);
    }
}
