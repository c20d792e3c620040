using System.Runtime.InteropServices;

namespace Cardline.Bot.Model.Checking;

/// <summary>What a token is. A closed set.</summary>
internal enum TokenKind
{
    /// <summary>A word of Latin letters.</summary>
    Word,

    /// <summary>One Chinese character.</summary>
    Han,

    /// <summary>Figures, with their separators.</summary>
    Number,

    /// <summary>One other sign.</summary>
    Sign,

    /// <summary>An address or a telephone number, which has been taken note of.</summary>
    Contact,
}

/// <summary>A part of a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Hash">Of the stem of a word, of a character or of a sign; two texts are compared by it.</param>
/// <param name="Value">Of figures.</param>
/// <param name="Blank">Whether a blank stands before it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int Length, ulong Hash, double Value, bool Blank)
{
    /// <summary>Gets the sign, or zero for anything else.</summary>
    internal char Sign => Kind is TokenKind.Sign or TokenKind.Han ? (char)Hash : '\0';

    internal int End => Start + Length;
}
