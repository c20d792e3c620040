namespace Cardline.Bot.Gate.Masking;

/// <summary>Finds secrets that only a word beside them gives away: CVV, one-time codes, PINs and passwords.</summary>
internal static class CuedSecrets
{
    private const int UnitCharsMax = 8;

    // A number followed by one of these counts something; it is no secret.
    private static readonly string[] Units =
    [
        "元", "块", "位", "次", "天", "日", "年", "月", "个", "万", "小时", "分钟", "秒", "%", "yuan", "cny", "rmb", "usd", "hkd", "digit", "times", "day", "minute",
        "hour", "second", "month", "year", "character", "dollar", "attempt",
    ];

    /// <summary>Finds all of them.</summary>
    /// <param name="groups">The digits of <paramref name="text"/>.</param>
    /// <param name="text">The text with full-width letters folded, character for character.</param>
    /// <param name="found">Receives what is found.</param>
    public static void Add(DigitGroups groups, string text, List<Finding> found)
    {
        for (var from = 0; Cues.Next(text, from, out var start) is { Word: not null } cue; from = start + cue.Word.Length)
        {
            var end = start + cue.Word.Length;
            var finding = After(groups, text, cue, end)
                ?? (cue.Kind == MaskKinds.Password ? PasswordWord.After(text, end, cue.Word) : null)
                ?? Before(groups, text, cue, start);
            if (finding is { } secret)
            {
                found.Add(secret);
            }
        }
    }

    /// <summary>Tells whether a number counts something or is money.</summary>
    public static bool IsCounted(string text, int start, int end)
    {
        var after = text.AsSpan(end, Math.Min(UnitCharsMax, text.Length - end)).TrimStart(" -");
        foreach (var unit in Units)
        {
            if (after.StartsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return text.AsSpan(0, start).TrimEnd(' ') is [.., '¥' or '￥' or '$' or '€' or '£'];
    }

    private static Finding? After(DigitGroups groups, string text, Cue cue, int end)
    {
        var digit = Gap.NextDigit(text, end, out var isNear);
        if (digit < 0 || groups.GroupAt(digit) is not (>= 0 and var at) || (cue.StrictOnly && !isNear))
        {
            return null;
        }

        var last = LastOf(groups, at, cue);
        if (last < 0)
        {
            return null;
        }

        var (first, final) = (groups.Groups[at], groups.Groups[last]);
        var looksLikeYear = first.Count == 4 && last == at && Checks.Number(groups.DigitsOf(first)) is >= 1900 and <= 2099;
        var isRefused = IsCounted(text, first.Start, final.End) || Dates.IsDateAt(groups, at, groups.Groups.Count - 1) || (!isNear && looksLikeYear)
            || GluedToLetters(text, first, final);
        return isRefused ? null : Make(first.Start, final.End, cue.Kind);
    }

    private static Finding? Before(DigitGroups groups, string text, Cue cue, int start)
    {
        var at = LastBefore(groups, start);
        if (at < 0 || groups.IsMaskedTail(groups.Groups[at]))
        {
            return null;
        }

        var group = groups.Groups[at];
        var fits = group.Count >= cue.DigitsMin && group.Count <= cue.DigitsMax && !group.Joined;
        return fits && Gap.SaysSo(text.AsSpan(group.End, start - group.End), mayTouch: cue.Kind == MaskKinds.Cvv) && !GluedToLetters(text, group, group)
            ? Make(group.Start, group.End, cue.Kind)
            : null;
    }

    /// <summary>The group that ends the secret: the first that is long enough, or as many small ones ("12 34 56") as make one.</summary>
    private static int LastOf(DigitGroups groups, int at, Cue cue)
    {
        var total = 0;
        for (var last = at; last < groups.Groups.Count && (last == at || groups.Groups[last].Joined); last++)
        {
            total += groups.Groups[last].Count;
            if (total > cue.DigitsMax)
            {
                return -1;
            }

            var goesOn = last + 1 < groups.Groups.Count && groups.Groups[last + 1].Joined && groups.Groups[last + 1].Count <= groups.Groups[at].Count
                && groups.Groups[at].Count < cue.DigitsMin + 1 && total + groups.Groups[last + 1].Count <= cue.DigitsMax && cue.Kind != MaskKinds.Cvv;
            if (total >= cue.DigitsMin && !goesOn)
            {
                return last;
            }
        }

        return -1;
    }

    private static int LastBefore(DigitGroups groups, int position)
    {
        int low = 0, high = groups.Groups.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = groups.Groups[middle].End <= position ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private static bool GluedToLetters(string text, DigitGroup first, DigitGroup last) =>
        (first.Start > 1 && char.IsAsciiLetter(text[first.Start - 1]) && !EndsWithCue(text, first.Start)) || (last.End < text.Length && char.IsAsciiLetter(text[last.End]));

    private static bool EndsWithCue(string text, int end)
    {
        var from = Math.Max(0, end - 12);
        return Cues.Next(text[from..end], 0, out var start) is { Word: not null } cue && start + cue.Word.Length == end - from;
    }

    private static Finding Make(int start, int end, string kind) => new(start, end, kind, MaskKinds.Stars(kind));
}
