using System.Globalization;

namespace Cardline.Knowledge.Articles;

/// <summary>What a fact's number counts. A new unit needs a line in each of the two tables below and in the head of facts.yml.</summary>
internal enum FactUnit
{
    Cny,
    Percent,
    Minutes,
    Hours,
    Days,
    Months,
    Years,
    Points,
    Times,
    Factor,
    Phone,
    Url,
    Email,
    Text,
}

/// <summary>Writes a fact in one language: 2000 CNY becomes "CNY 2,000" in English and "2000元" in Chinese.</summary>
internal static class FactText
{
    private static readonly Dictionary<string, FactUnit> Units = new(StringComparer.Ordinal)
    {
        ["CNY"] = FactUnit.Cny,
        ["percent"] = FactUnit.Percent,
        ["minutes"] = FactUnit.Minutes,
        ["hours"] = FactUnit.Hours,
        ["days"] = FactUnit.Days,
        ["months"] = FactUnit.Months,
        ["years"] = FactUnit.Years,
        ["points"] = FactUnit.Points,
        ["times"] = FactUnit.Times,
        ["factor"] = FactUnit.Factor,
        ["phone"] = FactUnit.Phone,
        ["url"] = FactUnit.Url,
        ["email"] = FactUnit.Email,
        ["text"] = FactUnit.Text,
    };

    /// <summary>The unit as it is written in facts.yml.</summary>
    internal static string Word(FactUnit unit) => Units.First(pair => pair.Value == unit).Key;

    internal static IEnumerable<string> UnitNames => Units.Keys;

    internal static FactUnit? Unit(string name) => Units.TryGetValue(name, out var unit) ? unit : null;

    internal static bool IsNumeric(FactUnit unit) => unit is not (FactUnit.Phone or FactUnit.Url or FactUnit.Email or FactUnit.Text);

    internal static string Of(FactValue fact, string lang)
    {
        var value = lang == Languages.Chinese ? fact.Chinese : fact.English;
        if (!IsNumeric(fact.Unit) || !decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) return value;
        return lang == Languages.Chinese ? Chinese(number, fact.Unit) : English(number, fact.Unit);
    }

    /// <summary>The word that rendering puts after the number, so that lint can see it written a second time.</summary>
    internal static string UnitWord(FactUnit unit, string lang) => lang == Languages.Chinese
        ? ChineseWord(unit)
        : unit switch { FactUnit.Percent => "%", FactUnit.Cny => "yuan", _ => EnglishWord(unit) };

    private static string English(decimal number, FactUnit unit)
    {
        var digits = number.ToString("#,##0.##########", CultureInfo.InvariantCulture);
        if (unit == FactUnit.Cny) return $"CNY {digits}";
        if (unit == FactUnit.Percent) return $"{digits}%";
        return number == 1 ? $"{digits} {EnglishWord(unit)}" : $"{digits} {EnglishWord(unit)}s";
    }

    private static string Chinese(decimal number, FactUnit unit) =>
        number.ToString("0.##########", CultureInfo.InvariantCulture) + ChineseWord(unit);

    private static string EnglishWord(FactUnit unit) => unit switch
    {
        FactUnit.Minutes => "minute",
        FactUnit.Hours => "hour",
        FactUnit.Days => "day",
        FactUnit.Months => "month",
        FactUnit.Years => "year",
        FactUnit.Points => "point",
        FactUnit.Times or FactUnit.Factor => "time",
        _ => string.Empty,
    };

    private static string ChineseWord(FactUnit unit) => unit switch
    {
        FactUnit.Cny => "元",
        FactUnit.Percent => "%",
        FactUnit.Minutes => "分钟",
        FactUnit.Hours => "小时",
        FactUnit.Days => "天",
        FactUnit.Months => "个月",
        FactUnit.Years => "年",
        FactUnit.Points => "积分",
        FactUnit.Times => "次",
        FactUnit.Factor => "倍",
        _ => string.Empty,
    };
}
