namespace Cardline.Bot.Model.Checking;

/// <summary>A text taken apart: its tokens, and the numbers, dates, addresses and telephone numbers in it. Passages and sentences are read alike.</summary>
internal sealed class Reading
{
    private readonly char[] folded;

    /// <param name="text">Without markup, see <see cref="MarkupRules"/>.</param>
    internal Reading(string text)
    {
        Text = text;
        folded = new char[text.Length];
        for (var i = 0; i < folded.Length; i++) folded[i] = TextSigns.Fold(text[i]);
        ContactReader.Read(folded, this);
        Lexer.Read(folded, Tokens);
        Taken = new bool[Tokens.Count];
        DateReader.Written(this);
        QuantityReader.Read(this);
        DateReader.Named(this);
    }

    internal string Text { get; }

    internal List<Token> Tokens { get; } = new(64);

    /// <summary>Gets which tokens are part of a number or a date; they are checked by value and not as words.</summary>
    internal bool[] Taken { get; }

    internal List<Quantity> Quantities { get; } = [];

    internal List<DateMark> Dates { get; } = [];

    /// <summary>Gets telephone numbers, digits and a leading plus only.</summary>
    internal List<string> Phones { get; } = [];

    /// <summary>Gets addresses of pages and mails, in small letters.</summary>
    internal List<string> Addresses { get; } = [];

    internal ReadOnlySpan<char> Word(int token) => folded.AsSpan(Tokens[token].Start, Tokens[token].Length);

    internal void Take(int from, int to)
    {
        for (var i = from; i < to && i < Taken.Length; i++) Taken[i] = true;
    }

    /// <summary>The sign of a token, or zero for one that is none, or is not there.</summary>
    internal char SignAt(int token) => token >= 0 && token < Tokens.Count ? Tokens[token].Sign : '\0';

    internal bool IsNumber(int token) => token >= 0 && token < Tokens.Count && Tokens[token].Kind == TokenKind.Number;

    /// <summary>The known phrase that begins at a token; null past the end too.</summary>
    internal KnownPhrase? Known(int token, WordKind kinds) => token >= 0 && token < Tokens.Count ? WordTable.Instance.At(Tokens, token, kinds) : null;
}
