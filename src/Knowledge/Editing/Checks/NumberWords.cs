namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Numbers written as words: "twenty-four", 二十四, 两万.</summary>
internal static class NumberWords
{
    private const string ChineseDigits = "〇一二三四五六七八九";

    private static readonly string[] Small =
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".Split(' ');

    private static readonly string[] Tens = "twenty thirty forty fifty sixty seventy eighty ninety".Split(' ');

    /// <param name="words">One English number word, or two joined by a dash or a blank; lower case.</param>
    internal static decimal? English(string words)
    {
        if (words == "once") return 1;
        if (words is "twice" or "both") return 2;
        if (words == "thrice") return 3;
        var parts = words.Split('-', ' ');
        var tens = Array.IndexOf(Tens, parts[0]);
        if (tens >= 0) return ((tens + 2) * 10) + (parts.Length > 1 ? Array.IndexOf(Small, parts[1]) : 0);
        var small = Array.IndexOf(Small, parts[0]);
        return small < 0 ? null : small;
    }

    /// <param name="numeral">Chinese numerals only, such as 三, 二十四, 两万五千, 一二三.</param>
    /// <returns>One number, or several when two digits stand side by side and no unit joins them: 两三天 is two or three days.</returns>
    internal static IReadOnlyList<decimal> Chinese(string numeral)
    {
        if (numeral.All(sign => DigitOf(sign) is not null)) return [.. numeral.Select(sign => (decimal)DigitOf(sign)!.Value)];
        decimal total = 0, below = 0;
        decimal? digit = null;
        foreach (var sign in numeral)
        {
            if (DigitOf(sign) is { } next)
            {
                // 一两百 names no one number, so none is claimed.
                if (digit is > 0) return [];
                digit = next;
                continue;
            }

            var unit = UnitOf(sign);
            if (unit >= 10_000)
            {
                total = (total + below + (digit ?? 0)) * unit;
                below = 0;
            }
            else below += (digit ?? 1) * unit;
            digit = null;
        }

        return [total + below + (digit ?? 0)];
    }

    private static int? DigitOf(char sign) => sign switch
    {
        '零' => 0,
        '两' => 2,
        _ => ChineseDigits.IndexOf(sign) is >= 0 and var digit ? digit : null,
    };

    private static decimal UnitOf(char sign) => sign switch { '十' => 10, '百' => 100, '千' => 1_000, '万' => 10_000, _ => 100_000_000 };
}
