namespace Cardline.Bot.Gate.Masking;

/// <summary>
/// Tells dates and amounts from card numbers where a check digit happens to fit (one number in ten). A written date begins with a
/// year of the 20th or 21st century, and no card scheme in use begins with 19 or 20.
/// </summary>
internal static class Dates
{
    private const int AmountDigitsMax = 7;

    /// <summary>Tells whether the groups are explained by dates, time stamps or a list of amounts with cents.</summary>
    public static bool Explain(DigitGroups groups, int first, int last)
    {
        if (first == last)
        {
            return Checks.IsTimeStamp(groups.DigitsOf(groups.Groups[first]));
        }

        return HoldsDate(groups, first, last) || AreAmounts(groups, first, last);
    }

    /// <summary>Tells whether three groups are a date such as 2026-03-14 or 14.03.2026.</summary>
    public static bool IsDateAt(DigitGroups groups, int at, int last)
    {
        if (at + 2 > last || Between(groups, at) is not { } separator || Between(groups, at + 1) != separator || separator == ' ')
        {
            return false;
        }

        var (one, two, three) = (groups.Groups[at], groups.Groups[at + 1], groups.Groups[at + 2]);
        if (two.Count > 2 || one.Count > 4 || three.Count > 4 || !IsWritten(one) || !IsWritten(two) || !IsWritten(three))
        {
            return false;
        }

        var (a, b, c) = (Checks.Number(groups.DigitsOf(one)), Checks.Number(groups.DigitsOf(two)), Checks.Number(groups.DigitsOf(three)));
        return (one.Count == 4 && three.Count <= 2 && Checks.IsDate(a, b, c, 1900, 2099))
            || (three.Count == 4 && one.Count <= 2 && (Checks.IsDate(c, b, a, 1900, 2099) || Checks.IsDate(c, a, b, 1900, 2099)));
    }

    // Nobody writes a year with invisible signs between its digits; a number dressed up with them is no date.
    private static bool IsWritten(DigitGroup group) => group.End - group.Start == group.Count;

    private static bool HoldsDate(DigitGroups groups, int first, int last)
    {
        var beginsLikeCard = Checks.BeginsLikeCard(groups.Digits.Slice(groups.Groups[first].First, 4));
        for (var at = first; at <= last; at++)
        {
            if (IsDateAt(groups, at, last) || (!beginsLikeCard && groups.Groups[at].Count == 8 && Checks.IsTimeStamp(groups.DigitsOf(groups.Groups[at]))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Two or more amounts with cents, such as 1200.50 3400.25.</summary>
    private static bool AreAmounts(DigitGroups groups, int first, int last)
    {
        if ((last - first + 1) % 2 != 0 || last - first < 3)
        {
            return false;
        }

        for (var at = first; at <= last; at += 2)
        {
            var isAmount = Between(groups, at) == '.' && groups.Groups[at + 1].Count == 2 && groups.Groups[at].Count <= AmountDigitsMax;
            if (!isAmount || (at + 2 <= last && Between(groups, at + 1) != ' '))
            {
                return false;
            }
        }

        return true;
    }

    private static char? Between(DigitGroups groups, int at)
    {
        var (from, to) = (groups.Groups[at].End, groups.Groups[at + 1].Start);
        return to - from == 1 ? groups.Text[from] : null;
    }
}
