using System.Numerics;

namespace Cardline.Bot.Model.Checking;

/// <summary>
/// Whether a passage carries the words of a sentence: enough of its content words stand there with the same negation, and the sentence of the
/// passage that is most like it does not say the opposite.
/// </summary>
internal static class Support
{
    /// <summary>At least this share of the content words stands in the passage. Chosen on the tuning half of the test sentences.</summary>
    internal const double ShareMin = 0.7;

    /// <summary>The same for pairs of Chinese characters: a changed order of words breaks pairs that are no new words.</summary>
    internal const double ShareMinChinese = 0.55;

    /// <summary>One unknown word is let through for so many known ones.</summary>
    private const int KnownPerUnknown = 4;

    /// <summary>Sentences of the passage that hold this share of what the best one holds may be the one that is meant.</summary>
    private const double RivalShare = 1.0;

    /// <summary>A part of a sentence with fewer content words is too little to tell which sentence of the passage is meant.</summary>
    private const int ClauseTermsMin = 2;

    /// <summary>What a word counts that not the whole passage is about; such a one counts 1.</summary>
    private const int WordPoints = 8;

    /// <summary>A number stands in a sentence of the passage that has this share of the points of the best one.</summary>
    private const double RelatedShare = 0.6;

    private const int UnitsMax = PreparedPassage.UnitsMax;

    private static readonly Opposition Opposed = Opposition.Make();

    /// <summary>Says what a passage does not carry.</summary>
    /// <returns>The token at fault, or -1 when the passage carries the sentence.</returns>
    internal static int Fault(Reading reading, List<Term> terms, PreparedPassage passage, bool chinese)
    {
        Span<int> overlap = stackalloc int[UnitsMax];
        overlap.Clear();
        var (all, carried, unknown, fault) = (0, 0, 0, -1);
        foreach (var term in terms)
        {
            if (!term.Weighs) continue;
            all++;
            var same = passage.Where(term.Hash, term.Negated);
            if (same != 0) carried++;
            else
            {
                fault = term.Token;
                if (IsNew(reading, term, passage)) unknown++;
            }
        }

        Count(terms, passage, overlap);
        if (!Numbers(reading, passage, overlap)) return 0;
        // A number and nothing else to go by: it is checked like a word.
        if (all == 0) all = carried = reading.Quantities.Count;
        if (all == 0) return 0;
        if (carried < all * (chinese ? ShareMinChinese : ShareMin)) return Math.Max(fault, 0);
        if (unknown * KnownPerUnknown > carried) return Math.Max(fault, 0);
        if (!Agrees(reading, terms, passage, overlap, all)) return Math.Max(fault, 0);
        return Clauses(reading, terms, passage) ? -1 : Math.Max(fault, 0);
    }

    /// <summary>Each part of the sentence that says enough by itself must agree too: two true halves may stand in two sentences of the passage.</summary>
    private static bool Clauses(Reading reading, List<Term> terms, PreparedPassage passage)
    {
        Span<int> overlap = stackalloc int[UnitsMax];
        for (var from = 0; from < terms.Count;)
        {
            var to = from;
            var weighing = 0;
            for (; to < terms.Count && terms[to].Clause == terms[from].Clause; to++)
            {
                if (terms[to].Weighs) weighing++;
            }

            if (weighing >= ClauseTermsMin && (from > 0 || to < terms.Count))
            {
                var clause = terms.GetRange(from, to - from);
                overlap.Clear();
                Count(clause, passage, overlap);
                if (!Agrees(reading, clause, passage, overlap, 0)) return false;
            }

            from = to;
        }

        return true;
    }

    // Two characters that stand in the passage, but not side by side, are a new order of words rather than a new word.
    private static bool IsNew(Reading reading, Term term, PreparedPassage passage)
    {
        if (term.Length != 2 || reading.Tokens[term.Token].Kind != TokenKind.Han || term.Hash >> 63 != 0) return true;
        for (var i = term.Token; i < term.Token + 2; i++)
        {
            var hash = reading.Tokens[i].Hash;
            if ((passage.Where(hash, false) | passage.Where(hash, true)) == 0) return true;
        }

        return false;
    }

    /// <summary>Counts in which sentences of the passage the words stand. What the whole passage is about tells them apart only when nothing else does.</summary>
    private static void Count(List<Term> terms, PreparedPassage passage, Span<int> overlap)
    {
        foreach (var term in terms)
        {
            if (!term.Weighs) continue;
            var points = passage.IsTopic(term.Hash) ? 1 : WordPoints;
            var either = passage.Where(term.Hash, false) | passage.Where(term.Hash, true);
            for (; either != 0; either &= either - 1) overlap[BitOperations.TrailingZeroCount(either)] += points;
        }
    }

    /// <summary>
    /// The numbers and times have been found; here each must also stand in a sentence of the passage that speaks of the same thing
    /// ("branches are open 24/7" when only the chat is). They help to find the sentence that is meant.
    /// </summary>
    /// <returns>Whether they do.</returns>
    private static bool Numbers(Reading reading, PreparedPassage passage, Span<int> overlap)
    {
        foreach (var date in reading.Dates)
        {
            ulong where = 0;
            foreach (var held in passage.Dates)
            {
                if (held.Carries(date)) where |= held.Where;
            }

            if (!Related(where, overlap)) return false;
        }

        foreach (var quantity in reading.Quantities)
        {
            ulong where = 0;
            foreach (var held in passage.Quantities)
            {
                if (passage.IsFor(held.Keys, quantity.Keys) && Units.Carries(held, quantity) && Bounds.Carries(held.Bound, quantity.Bound)) where |= held.Where;
            }

            if (!Related(where, overlap)) return false;
        }

        return true;
    }

    private static bool Related(ulong where, Span<int> overlap)
    {
        var best = 0;
        foreach (var points in overlap) best = Math.Max(best, points);
        ulong spoken = 0;
        for (var i = 0; i < overlap.Length && best >= WordPoints; i++)
        {
            if (overlap[i] >= best * RelatedShare) spoken |= 1UL << i;
        }

        if (spoken != 0 && (where & spoken) == 0) return false;
        for (; where != 0; where &= where - 1) overlap[BitOperations.TrailingZeroCount(where)] += WordPoints;
        return true;
    }

    private static int KeysOf(Reading reading)
    {
        var keys = 0;
        for (var i = 0; i < reading.Tokens.Count; i++)
        {
            if (reading.Known(i, WordKind.Key) is not { } known) continue;
            keys |= Products.Bit(known.Name);
            i += known.Phrase.Length - 1;
        }

        return keys;
    }

    private static bool Agrees(Reading reading, List<Term> terms, PreparedPassage passage, ReadOnlySpan<int> overlap, int all)
    {
        var best = 0;
        foreach (var count in overlap) best = Math.Max(best, count);
        if (best == 0 && all > 0) return false;
        var keys = KeysOf(reading);
        for (var unit = 0; unit < overlap.Length; unit++)
        {
            if (overlap[unit] >= best * RivalShare && overlap[unit] > 0 && KeysAgree(passage.KeysOf(unit), keys) && Agrees(terms, passage, 1UL << unit)) return true;
        }

        return false;
    }

    private static bool KeysAgree(int passage, int sentence) => passage == 0 || (passage & sentence) == sentence;

    private static bool Agrees(List<Term> terms, PreparedPassage passage, ulong unit)
    {
        foreach (var term in terms)
        {
            if ((passage.Where(term.Hash, term.Negated) & unit) == 0 && (passage.Where(term.Hash, !term.Negated) & unit) != 0) return false;
        }

        return Opposed.Agrees(terms, passage, unit);
    }
}
