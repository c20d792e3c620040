using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>What a number counts, as one word for both languages.</summary>
internal static class NumberUnits
{
    internal const string Money = "CNY";
    internal const string Percent = "percent";
    internal const string Times = "times";
    internal const string Date = "date";
    internal const string Clock = "clock";

    // Longer words come first: 个工作日 is no 个.
    private static readonly (string Word, string Unit)[] Words =
    [
        ("working day", "working days"), ("business day", "working days"), ("bank day", "working days"), ("个工作日", "working days"), ("工作日", "working days"), ("个营业日", "working days"),
        ("calendar day", "days"), ("day", "days"), ("个自然日", "days"), ("天", "days"), ("日", "days"), ("week", "weeks"), ("个星期", "weeks"), ("星期", "weeks"), ("周", "weeks"),
        ("month", "months"), ("个月", "months"), ("year", "years"), ("年", "years"), ("hour", "hours"), ("个小时", "hours"), ("小时", "hours"), ("minute", "minutes"), ("分钟", "minutes"),
        ("%", Percent), ("percent", Percent), ("per cent", Percent), ("yuan", Money), ("cny", Money), ("rmb", Money), ("元", Money), ("块", Money),
        ("time", Times), ("次", Times), ("遍", Times), ("回", Times), ("倍", Times), ("point", "points"), ("积分", "points"),
    ];

    private const string Measures = "个位张笔项种期岁步条人份家部台页样句字点";

    /// <summary>Reads the unit that follows a number, and where it ends.</summary>
    internal static (string Unit, int End) After(string text, int at)
    {
        var start = at;
        while (start < text.Length && start < at + 2 && text[start] is ' ' or '-') start++;
        foreach (var (word, unit) in Words)
        {
            if (string.Compare(text, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0) continue;
            var end = start + word.Length;
            if (!char.IsAsciiLetter(word[0])) return word == "年" && end < text.Length && text[end] == '费' ? (string.Empty, at) : (unit, end);
            if (end < text.Length && text[end] is 's' or 'S') end++;
            if (end >= text.Length || !char.IsAsciiLetter(text[end])) return (unit, end);
        }

        return (string.Empty, at);
    }

    internal static bool IsMeasure(string text, int at) => at < text.Length && Measures.Contains(text[at], StringComparison.Ordinal);

    /// <summary>The same words for the units of facts.yml; empty for those that count nothing.</summary>
    internal static string Of(FactUnit unit) => unit switch
    {
        FactUnit.Cny => Money,
        FactUnit.Factor => Times,
        _ => FactText.IsNumeric(unit) ? FactText.Word(unit) : string.Empty,
    };
}
