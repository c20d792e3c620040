using System.Globalization;
using System.Text.RegularExpressions;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>A number in a text.</summary>
/// <param name="Value">Its value; a date is year, month and day as one number, a time of day its minutes.</param>
/// <param name="Unit">What it counts, in the words of <see cref="NumberUnits"/>; empty when that is not known.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Written">As it is written, with its unit.</param>
/// <param name="IsSoft">Whether it may be mere grammar: one, once, 一, both, 重复.</param>
internal sealed record NumberSeen(decimal Value, string Unit, int Start, string Written, bool IsSoft);

/// <summary>Reads the numbers of a text in both languages: digits, words, dates and times of day.</summary>
/// <remarks>The text has been made half width, and what is no prose in it is blank: see <see cref="BodyText.Plain"/>.</remarks>
internal static partial class NumberReader
{
    /// <summary>No more numbers of one body are looked at.</summary>
    internal const int NumbersMax = 500;

    private static readonly string[] Months = "jan feb mar apr may jun jul aug sep oct nov dec".Split(' ');

    internal static IReadOnlyList<NumberSeen> In(string plain)
    {
        var numbers = new List<NumberSeen>();
        foreach (Match match in Form().Matches(plain))
        {
            if (numbers.Count >= NumbersMax) break;
            numbers.AddRange(Read(plain, match));
        }

        return numbers;
    }

    private static IEnumerable<NumberSeen> Read(string plain, Match match)
    {
        if (match.Groups["day"].Success) return Date(match);
        if (match.Groups["hour"].Success) return [Clock(match)];
        if (match.Groups["digits"] is { Success: true } digits) return Digits(plain, match, digits.Value);
        if (match.Groups["words"] is { Success: true } words) return Words(plain, match, words.Value.ToLowerInvariant());
        if (match.Groups["share"] is { Success: true } share) return NumberWords.Chinese(share.Value).Select(value => new NumberSeen(value, NumberUnits.Percent, match.Index, match.Value, false));
        // Paid twice is 重复还款: it is a two where the other side has one, and none of its own.
        if (match.Groups["again"].Success) return [new NumberSeen(2, NumberUnits.Times, match.Index, match.Value, true)];
        return Han(plain, match);
    }

    private static IEnumerable<NumberSeen> Date(Match match)
    {
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        var month = match.Groups["named"].Success ? Array.IndexOf(Months, match.Groups["named"].Value[..3].ToLowerInvariant()) + 1 : Part("month");
        yield return new NumberSeen((Part("year") * 10_000) + (month * 100) + Part("day"), NumberUnits.Date, match.Index, match.Value, false);
    }

    private static NumberSeen Clock(Match match)
    {
        var hour = int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].Value, CultureInfo.InvariantCulture) : 0;
        var isLate = match.Groups["half"].Value is "下午" or "晚上" || match.Groups["half"].Value.StartsWith("p", StringComparison.OrdinalIgnoreCase);
        return new NumberSeen((((isLate && hour < 12) ? hour + 12 : hour) * 60) + minute, NumberUnits.Clock, match.Index, match.Value, false);
    }

    private static IEnumerable<NumberSeen> Digits(string plain, Match match, string digits)
    {
        if (!decimal.TryParse(digits.Replace(",", string.Empty, StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) yield break;
        value *= match.Groups["scale"].Value.ToLowerInvariant() switch { "thousand" or "千" => 1_000, "万" => 10_000, "million" => 1_000_000, "亿" => 100_000_000, _ => 1 };
        var (unit, end) = NumberUnits.After(plain, match.Index + match.Length);
        if (match.Groups["money"].Success) (unit, end) = (NumberUnits.Money, match.Index + match.Length);
        yield return new NumberSeen(value, unit, match.Index, plain[match.Index..end].Trim(), false);
    }

    private static IEnumerable<NumberSeen> Words(string plain, Match match, string words)
    {
        if (NumberWords.English(words) is not { } value) yield break;
        value *= match.Groups["scale"].Value.ToLowerInvariant() switch { "hundred" => 100, "thousand" => 1_000, "million" => 1_000_000, _ => 1 };
        var (unit, end) = words is "once" or "twice" or "thrice" ? (NumberUnits.Times, match.Index + match.Length) : NumberUnits.After(plain, match.Index + match.Length);
        yield return new NumberSeen(value, unit, match.Index, plain[match.Index..end], value == 1 || words == "both");
    }

    // 千万 and 十分 are words of their own: a numeral counts only before something that is counted.
    private static IEnumerable<NumberSeen> Han(string plain, Match match)
    {
        var after = match.Index + match.Length;
        if (match.Index > 0 && plain[match.Index - 1] is '第' or '周' or '期') yield break;
        var (unit, end) = NumberUnits.After(plain, after);
        if (unit.Length == 0 && !NumberUnits.IsMeasure(plain, after)) yield break;
        foreach (var value in NumberWords.Chinese(match.Value)) yield return new NumberSeen(value, unit, match.Index, plain[match.Index..Math.Max(end, Math.Min(plain.Length, after + 1))], value == 1);
    }

    private const string MonthNames = @"(?<named>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
    private const string WordNumbers =
        @"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|once|twice|thrice|both|" +
        @"zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";

    [GeneratedRegex(
        @"(?<!\d)(?<year>\d{4})(?:-|年)(?<month>\d{1,2})(?:-|月)(?<day>\d{1,2})(?!\d)[日号]?" +
        @"|(?<!\d)(?<month>\d{1,2})月(?<day>\d{1,2})[日号]" +
        @"|\b(?<day>\d{1,2})(?:st|nd|rd|th)?[ ]" + MonthNames + @"\b(?:[ ](?<year>\d{4})\b)?" +
        @"|\b" + MonthNames + @"[ ](?<day>\d{1,2})(?:st|nd|rd|th)?\b(?:,?[ ](?<year>\d{4})\b)?" +
        @"|(?<half>上午|早上|下午|晚上)?(?<![\d:])(?<hour>\d{1,2}):(?<minute>\d{2})(?![\d:])(?:[ ]?(?<half>[ap]\.?m\b))?" +
        @"|(?<half>上午|早上|下午|晚上)?(?<!\d)(?<hour>\d{1,2})点(?!\d)|(?<![\d.,])(?<hour>\d{1,2})[ ]?(?<half>[ap]\.?m\b)" +
        @"|(?<money>(?:CNY|RMB|¥)[ ]?)?(?<![A-Za-z])(?<digits>\d[\d,]*(?:\.\d+)?)(?:[ ]?(?<scale>千|万|亿|thousand\b|million\b))?" +
        @"|百分之(?<share>[零〇一二两三四五六七八九十百]+)" +
        @"|\b(?<words>" + WordNumbers + @")\b(?:[ ](?<scale>hundred|thousand|million)\b)?" +
        @"|(?<again>重复|双倍|\bdouble\b|\bduplicate\b)" +
        @"|[零〇一二两三四五六七八九十百千万亿]+",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 2000)]
    private static partial Regex Form();
}
