namespace Cardline.Bot.Gate.Masking;

/// <summary>A card number found in a text.</summary>
/// <param name="Finding">What to overwrite.</param>
/// <param name="Start">Where the likeliest card number in it begins.</param>
/// <param name="End">Where it ends; an expiry or a CVV stands beside this, not beside the whole finding.</param>
/// <param name="IsLikely">Whether it begins like the cards of a scheme in use; otherwise a phone number that covers it is the better name.</param>
internal readonly record struct CardFinding(Finding Finding, int Start, int End, bool IsLikely);

/// <summary>
/// Finds card numbers: neighbouring groups of digits, 13 to 19 together, with a valid check digit. Groups are taken whole, so a
/// longer number that merely contains a valid one is left alone; wherever several readings are valid, all their digits go.
/// </summary>
internal static class CardNumbers
{
    /// <summary>Digits that stay readable, so that cardholder and agent can tell two cards apart.</summary>
    public const int TailDigits = 4;

    /// <summary>Finds all card numbers.</summary>
    /// <param name="groups">The text.</param>
    /// <param name="keepTail">Whether the last four digits stay. A second pass over masked text keeps none, which makes masking twice change nothing.</param>
    public static List<CardFinding> In(DigitGroups groups, bool keepTail)
    {
        var found = new List<CardFinding>();
        int from = -1, to = -1;
        (int First, int Last) best = default;
        for (var first = 0; first < groups.Groups.Count; first++)
        {
            if (from >= 0 && first > to)
            {
                found.Add(Make(groups, from, to, best, keepTail));
                from = -1;
            }

            var total = 0;
            for (var last = first; last < groups.Groups.Count && (last == first || groups.Groups[last].Joined); last++)
            {
                total += groups.Groups[last].Count;
                if (total > Checks.CardDigitsMax)
                {
                    break;
                }

                if (total < Checks.CardDigitsMin || !IsCard(groups, first, last))
                {
                    continue;
                }

                best = from < 0 || IsBetter(groups, (first, last), best) ? (first, last) : best;
                to = from < 0 ? last : Math.Max(to, last);
                from = from < 0 ? first : from;
            }
        }

        if (from >= 0)
        {
            found.Add(Make(groups, from, to, best, keepTail));
        }

        return found;
    }

    private static bool IsCard(DigitGroups groups, int first, int last) =>
        Checks.Luhn(Slice(groups, first, last)) && !Dates.Explain(groups, first, last);

    private static ReadOnlySpan<byte> Slice(DigitGroups groups, int first, int last) =>
        groups.Digits[groups.Groups[first].First..(groups.Groups[last].First + groups.Groups[last].Count)];

    private static bool IsBetter(DigitGroups groups, (int First, int Last) candidate, (int First, int Last) best) =>
        !Checks.BeginsLikeCard(Slice(groups, best.First, best.Last)) && Checks.BeginsLikeCard(Slice(groups, candidate.First, candidate.Last));

    private static CardFinding Make(DigitGroups groups, int from, int to, (int First, int Last) best, bool keepTail)
    {
        var all = Slice(groups, from, to);
        var shownTo = groups.Groups[best.Last].First + groups.Groups[best.Last].Count - groups.Groups[from].First;
        var replacement = new char[all.Length];
        for (var at = 0; at < all.Length; at++)
        {
            replacement[at] = keepTail && at < shownTo && at >= shownTo - TailDigits ? (char)('0' + all[at]) : '*';
        }

        var finding = new Finding(groups.Groups[from].Start, groups.Groups[to].End, MaskKinds.Card, new string(replacement));
        return new CardFinding(finding, groups.Groups[best.First].Start, groups.Groups[best.Last].End, Checks.BeginsLikeCard(Slice(groups, best.First, best.Last)));
    }
}
