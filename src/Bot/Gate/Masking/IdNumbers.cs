namespace Cardline.Bot.Gate.Masking;

/// <summary>Finds Chinese identity numbers: 18 characters with a valid check character, or 15 digits with a province and a birth date.</summary>
internal static class IdNumbers
{
    private const int LongDigits = 18;

    /// <summary>Finds all of them.</summary>
    public static void Add(DigitGroups groups, List<Finding> found)
    {
        for (var first = 0; first < groups.Groups.Count; first++)
        {
            var start = groups.Groups[first];
            if (start.Count == 15 && Checks.OldIdNumber(groups.DigitsOf(start)))
            {
                found.Add(Make(start.Start, start.End));
                continue;
            }

            var total = 0;
            for (var last = first; last < groups.Groups.Count && (last == first || groups.Groups[last].Joined) && total < LongDigits; last++)
            {
                var end = groups.Groups[last];
                total += end.Count;
                var digits = groups.Digits.Slice(start.First, total);
                if (total == LongDigits && Checks.IdNumber(digits, endsWithX: false))
                {
                    found.Add(Make(start.Start, end.End));
                }
                else if (total == LongDigits - 1 && XAfter(groups.Text, end.End) is { } x && Checks.IdNumber(digits, endsWithX: true))
                {
                    found.Add(Make(start.Start, x));
                }
            }
        }
    }

    /// <summary>The place after an X that follows, perhaps behind one separator; null when there is none.</summary>
    private static int? XAfter(string text, int at)
    {
        for (var skipped = 0; at < text.Length && skipped <= 2; at++, skipped++)
        {
            if (text[at] is 'X' or 'x' or 'Ｘ' or 'ｘ' or 'Х' or 'х')
            {
                return at + 1;
            }

            if (!DigitGroups.IsInvisible(text[at]) && !DigitGroups.IsSeparator(text[at]))
            {
                break;
            }
        }

        return null;
    }

    private static Finding Make(int start, int end) => new(start, end, MaskKinds.IdNumber, MaskKinds.Stars(MaskKinds.IdNumber));
}
