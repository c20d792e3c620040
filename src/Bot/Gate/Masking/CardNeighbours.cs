namespace Cardline.Bot.Gate.Masking;

/// <summary>Finds what is written beside a card number without any cue: its expiry, and the CVV after that.</summary>
internal static class CardNeighbours
{
    private const int ReachChars = 32;

    private static readonly string[] Words =
    [
        "exp", "expires", "expiry", "expiration", "expire", "expiring", "date", "valid", "thru", "through", "until", "till", "to", "and", "with", "is", "good", "end", "mm", "yy",
        "有效期", "到期", "日期", "至", "是", "为", "的", "截止", "卡", "月", "年", "和",
    ];

    /// <summary>Finds the neighbours of one card number.</summary>
    public static void Add(DigitGroups groups, string text, CardFinding card, List<Finding> found)
    {
        var next = groups.FirstFrom(card.End);
        if (next >= 0 && IsBeside(text, card.End, groups.Groups[next].Start) && Expiry(groups, text, next) is { } expiry)
        {
            found.Add(expiry.Finding);
            AddCvv(groups, text, expiry.Last, found);
            return;
        }

        var first = groups.FirstFrom(card.Start);
        for (var at = Math.Max(0, first - 2); first > 0 && at < first; at++)
        {
            if (Expiry(groups, text, at) is { } before && before.Last < first && before.Last == first - 1 && IsBeside(text, groups.Groups[before.Last].End, card.Start))
            {
                found.Add(before.Finding);
                return;
            }
        }
    }

    private static void AddCvv(DigitGroups groups, string text, int expiryLast, List<Finding> found)
    {
        var at = expiryLast + 1;
        if (at >= groups.Groups.Count || groups.Groups[at].Count is not (3 or 4))
        {
            return;
        }

        var (end, group) = (groups.Groups[expiryLast].End, groups.Groups[at]);
        var alone = at + 1 >= groups.Groups.Count || !groups.Groups[at + 1].Joined;
        if (alone && group.Start - end <= 4 && Gap.OnlyPunctuation(text.AsSpan(end, group.Start - end)) && !CuedSecrets.IsCounted(text, group.Start, group.End))
        {
            found.Add(new Finding(group.Start, group.End, MaskKinds.Cvv, MaskKinds.Stars(MaskKinds.Cvv)));
        }
    }

    /// <summary>Reads an expiry at a group: 12/28, 12/2028, 2028-12, 28年12月, 1228.</summary>
    private static (Finding Finding, int Last)? Expiry(DigitGroups groups, string text, int at)
    {
        var one = groups.Groups[at];
        var a = one.Count <= 4 ? Checks.Number(groups.DigitsOf(one)) : 0;
        if (one.Count == 4 && a / 100 is >= 1 and <= 12 && a % 100 is >= 20 and <= 49 && !CuedSecrets.IsCounted(text, one.Start, one.End))
        {
            return (Make(one.Start, one.End), at);
        }

        if (at + 1 >= groups.Groups.Count)
        {
            return null;
        }

        var two = groups.Groups[at + 1];
        var between = text.AsSpan(one.End, two.Start - one.End).Trim();
        var divided = between is "/" or "-" or "." or "" or "年" or "／";
        var isDate = at + 2 < groups.Groups.Count && groups.Groups[at + 2].Count <= 2 && text.AsSpan(two.End, groups.Groups[at + 2].Start - two.End) is "/" or "-" or "." or "月";
        if (!divided || isDate || one.Count > 4 || two.Count > 4)
        {
            return null;
        }

        var b = Checks.Number(groups.DigitsOf(two));
        var fits = (one.Count <= 2 && IsMonth(a) && IsYear(b, two.Count)) || (IsYear(a, one.Count) && two.Count <= 2 && IsMonth(b));
        return fits ? (Make(one.Start, two.End), at + 1) : null;
    }

    private static bool IsMonth(int number) => number is >= 1 and <= 12;

    private static bool IsYear(int number, int digits) => digits == 2 ? number is >= 20 and <= 49 : digits == 4 && number is >= 2020 and <= 2049;

    private static bool IsBeside(string text, int from, int to)
    {
        if (to < from || to - from > ReachChars)
        {
            return false;
        }

        var gap = text[from..to];
        foreach (var word in Words)
        {
            gap = gap.Replace(word, " ", StringComparison.OrdinalIgnoreCase);
        }

        return Gap.OnlyPunctuation(gap) && !gap.Contains('\n', StringComparison.Ordinal);
    }

    private static Finding Make(int start, int end) => new(start, end, MaskKinds.Expiry, MaskKinds.Stars(MaskKinds.Expiry));
}
