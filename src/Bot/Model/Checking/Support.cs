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

    /// <summary>At least this share stands in the most similar sentence of the passage and its nearest rivals.</summary>
    private const double UnitShareMin = 0.3;

    /// <summary>One unknown word is let through for so many known ones.</summary>
    private const int KnownPerUnknown = 4;

    /// <summary>Sentences of the passage that hold this share of what the best one holds may be the one that is meant.</summary>
    private const double RivalShare = 0.8;

    private static readonly Opposition Opposed = Opposition.Make();

    /// <summary>Says what a passage does not carry.</summary>
    /// <returns>The token at fault, or -1 when the passage carries the sentence.</returns>
    internal static int Fault(Reading reading, List<Term> terms, PreparedPassage passage, bool chinese)
    {
        Span<int> overlap = stackalloc int[64];
        overlap.Clear();
        var (all, carried, unknown, fault) = (0, 0, 0, -1);
        foreach (var term in terms)
        {
            if (!term.Weighs) continue;
            all++;
            var same = passage.Where(term.Hash, term.Negated);
            var either = same | passage.Where(term.Hash, !term.Negated);
            for (var bits = either; bits != 0; bits &= bits - 1) overlap[BitOperations.TrailingZeroCount(bits)]++;
            if (same != 0) carried++;
            else
            {
                fault = term.Token;
                if (IsNew(reading, term, passage)) unknown++;
            }
        }

        if (all == 0) return 0;
        if (carried < all * (chinese ? ShareMinChinese : ShareMin)) return Math.Max(fault, 0);
        if (unknown * KnownPerUnknown > carried) return Math.Max(fault, 0);
        return Agrees(terms, passage, overlap, all) ? -1 : Math.Max(fault, 0);
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

    private static bool Agrees(List<Term> terms, PreparedPassage passage, ReadOnlySpan<int> overlap, int all)
    {
        var best = 0;
        foreach (var count in overlap) best = Math.Max(best, count);
        if (best < all * UnitShareMin) return false;
        for (var unit = 0; unit < overlap.Length; unit++)
        {
            if (overlap[unit] >= best * RivalShare && overlap[unit] > 0 && Agrees(terms, passage, 1UL << unit)) return true;
        }

        return false;
    }

    private static bool Agrees(List<Term> terms, PreparedPassage passage, ulong unit)
    {
        foreach (var term in terms)
        {
            if (!term.Weighs) continue;
            if ((passage.Where(term.Hash, term.Negated) & unit) == 0 && (passage.Where(term.Hash, !term.Negated) & unit) != 0) return false;
        }

        return Opposed.Agrees(terms, passage, unit);
    }
}
