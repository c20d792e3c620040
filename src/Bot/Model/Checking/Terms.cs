using System.Runtime.InteropServices;

namespace Cardline.Bot.Model.Checking;

/// <summary>Something that a passage must carry: the stem of a word, two neighbouring characters, or a concept.</summary>
/// <param name="Hash">Which.</param>
/// <param name="Negated">Whether a "not" stands before it.</param>
/// <param name="Weighs">Whether a passage must carry it; the others only say how the sentence is meant.</param>
/// <param name="Token">Where it begins.</param>
/// <param name="Length">How many tokens it has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Term(ulong Hash, bool Negated, bool Weighs, int Token, int Length)
{
    /// <summary>Gets which part of the sentence it stands in, from 0.</summary>
    internal int Clause { get; init; }
}

/// <summary>Takes the words of a text that numbers and dates left over, and says what each means: which concept, and whether it is negated.</summary>
internal static class Terms
{
    /// <summary>A "not" reaches this many words to the right, never past a sign that parts the sentence.</summary>
    private const int ReachWords = 3;

    /// <summary>The same in Chinese characters.</summary>
    private const int ReachHan = 4;

    private const WordKind Kinds = WordKind.Concept | WordKind.Negation | WordKind.Light | WordKind.Wordlike;
    private static readonly ulong[] Turning = [Stem.Hash("but"), Stem.Hash("if"), Stem.Hash("when"), Stem.Hash("because"), Stem.Hash("while"), Stem.Hash("although"), Stem.Hash("since"), Stem.Hash("until")];

    /// <summary>Stands for any word that negates.</summary>
    internal static readonly ulong Not = WordTable.NameOf("not");

    /// <param name="reading">The text.</param>
    /// <param name="single">Whether to give every Chinese character by itself too, as a passage does.</param>
    internal static List<Term> Of(Reading reading, bool single)
    {
        var terms = new List<Term>(reading.Tokens.Count);
        var reach = 0;
        var run = -1;
        var (clause, from) = (0, 0);
        for (var i = 0; i < reading.Tokens.Count; i++)
        {
            var token = reading.Tokens[i];
            var known = reading.Taken[i] ? null : reading.Known(i, Kinds);
            if (reading.Taken[i] || known is not null || token.Kind != TokenKind.Han) run = EndRun(terms, reading, run, i, reach > 0);
            if (reading.Taken[i])
            {
                if (Quantity(reading, token.Start) is { } number) terms.Add(new Term(number.Hash, reach > 0, false, i, 1));
                continue;
            }

            if (known is not null)
            {
                reach = Known(terms, known, i, token, reach);
                i += known.Phrase.Length - 1;
            }
            else if (token.Kind == TokenKind.Han)
            {
                if (run < 0) run = i;
                if (single || i == run) terms.Add(new Term(token.Hash, reach > 0, false, i, 1));
                if (i > run) terms.Add(new Term(Pair(reading.Tokens[i - 1], token), reach > 0, true, i - 1, 2));
                reach = Math.Max(0, reach - 1);
            }
            else if (token.Kind == TokenKind.Word)
            {
                terms.Add(new Term(token.Hash, reach > 0, true, i, 1));
                reach = Math.Max(0, reach - 1);
            }

            if (!Ends(token)) continue;
            reach = 0;
            from = Mark(terms, from, clause++);
        }

        EndRun(terms, reading, run, reading.Tokens.Count, reach > 0);
        Mark(terms, from, clause);
        return terms;
    }

    private static bool Ends(Token token) =>
        token.Kind == TokenKind.Sign ? token.Sign is ',' or ';' or '。' or ':' or '.' or '!' or '?' or '\n' : Array.IndexOf(Turning, token.Hash) >= 0;

    private static int Mark(List<Term> terms, int from, int clause)
    {
        for (; from < terms.Count; from++) terms[from] = terms[from] with { Clause = clause };
        return from;
    }

    private static int Known(List<Term> terms, KnownPhrase known, int at, Token token, int reach)
    {
        switch (known.Kind)
        {
            case WordKind.Concept:
                terms.Add(new Term(known.Name, reach > 0, known.Weighs, at, known.Phrase.Length));
                if (known.Turns) return token.Kind == TokenKind.Han ? ReachHan : ReachWords;
                return Math.Max(0, reach - known.Phrase.Length);
            case WordKind.Negation:
                terms.Add(new Term(Not, false, false, at, known.Phrase.Length));
                return token.Kind == TokenKind.Han ? ReachHan : ReachWords;
            default:
                return token.Kind == TokenKind.Han ? Math.Max(0, reach - known.Phrase.Length) : reach;
        }
    }

    // A character that stands alone between known words has no neighbour to make a pair with, so it is a term by itself.
    private static int EndRun(List<Term> terms, Reading reading, int run, int at, bool negated)
    {
        if (run >= 0 && at == run + 1) terms.Add(new Term(reading.Tokens[run].Hash, negated, true, run, 1));
        return -1;
    }

    private static Quantity? Quantity(Reading reading, int start)
    {
        foreach (var quantity in reading.Quantities)
        {
            if (quantity.Start == start) return quantity;
        }

        return null;
    }

    private static ulong Pair(Token left, Token right) => (left.Hash << 16) | right.Hash | (1UL << 48);
}
