using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cardline.Handoff.Detection.Learned;

/// <summary>A word, a Chinese letter, a number or a sign of a folded text.</summary>
/// <param name="Hash">What it is; all numbers are alike, and so are all signs that end a clause.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">Its characters.</param>
/// <param name="Kind">What kind it is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(ulong Hash, int Start, int Length, TokenKind Kind)
{
    /// <summary>What begins every text.</summary>
    public static readonly Token First = new(1, 0, 0, TokenKind.Sign);

    /// <summary>Cuts a folded text into tokens.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">Takes the tokens, between one for the beginning and one for the end; cleared first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Cut(string text, List<Token> tokens)
    {
        tokens.Clear();
        tokens.Add(First);
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            var end = at + 1;
            if (IsHan(c))
            {
                tokens.Add(new Token(Keys.Of(c), at, 1, TokenKind.Han));
            }
            else if (char.IsLetter(c))
            {
                end = EndOf(text, at, static next => (char.IsLetter(next) && !IsHan(next)) || next == '\'');
                var word = text.AsSpan(at, end - at).TrimEnd('\'');
                tokens.Add(new Token(Keys.Of(word), at, word.Length, TokenKind.Word));
            }
            else if (char.IsAsciiDigit(c))
            {
                end = EndOf(text, at, static next => char.IsAsciiDigit(next) || next is '.' or ',');
                tokens.Add(new Token(2, at, end - at, TokenKind.Sign));
            }
            else if (c is '?' or '!')
            {
                tokens.Add(new Token(c, at, 1, TokenKind.Sign));
            }
            else if (char.IsHighSurrogate(c) && end < text.Length)
            {
                end++;
                tokens.Add(new Token(Keys.Of(text.AsSpan(at, 2)), at, 2, TokenKind.Sign));
            }
            else if (EndsClause(c))
            {
                tokens.Add(new Token(3, at, 1, TokenKind.Sign));
            }

            at = end;
        }

        tokens.Add(new Token(4, text.Length, 0, TokenKind.Sign));
    }

    /// <summary>Whether a character ends a clause.</summary>
    public static bool EndsClause(char c) => c is ',' or '.' or ';' or '。' or '、' or '\n';

    /// <summary>Whether a character is a Chinese letter.</summary>
    public static bool IsHan(char c) => c is >= '\u3400' and <= '\u9FFF';

    private static int EndOf(string text, int at, Func<char, bool> belongs)
    {
        var end = at + 1;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        return end;
    }
}

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>A word of letters.</summary>
    Word,

    /// <summary>A Chinese letter.</summary>
    Han,

    /// <summary>Anything else: a number, a mark, a picture.</summary>
    Sign,
}
