using System.Text.RegularExpressions;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Finds amounts and shares written by hand where a fact belongs, and units written twice.</summary>
internal static partial class BodyChecks
{
    internal static Func<BodyText, IEnumerable<Finding>> Over(Checkup checkup) => body => Of(body.Article, checkup.Content.Facts);

    internal static IEnumerable<Finding> Of(Article article, FactTable facts) =>
        HandWritten(article).Concat(DoubledUnits(article, facts));

    private static IEnumerable<Finding> HandWritten(Article article) =>
        Amount().Matches(article.Body.Markdown).Select(match => Finding.Warning(
            FindingNumber.HandWrittenNumber,
            FactUse.PlaceIn(article, match.Index),
            $"\"{match.Value.Trim()}\" is written by hand.",
            "Put the number in facts.yml and write {{its.name}} here, so that it changes everywhere on the same day."));

    private static IEnumerable<Finding> DoubledUnits(Article article, FactTable facts)
    {
        var body = article.Body.Markdown;
        foreach (var (name, start, end) in Placeholders.In(body))
        {
            if (facts.Values(name) is not [var fact, ..]) continue;
            var word = FactText.UnitWord(fact.Unit, article.Lang);
            if (word.Length == 0) continue;
            var after = body.AsSpan(end).TrimStart(' ');
            var before = body.AsSpan(0, start).TrimEnd(' ');
            var doubled = StartsWithUnit(after, word) || (fact.Unit == FactUnit.Cny && EndsWithCurrency(before));
            if (!doubled) continue;
            yield return Finding.Warning(
                FindingNumber.DoubledUnit,
                FactUse.PlaceIn(article, start),
                $"The unit stands beside {{{{{name}}}}}, which already brings it: \"{FactText.Of(fact, article.Lang)}\".",
                "Delete the unit written by hand.");
        }
    }

    // 年 in 年费 is no unit, and neither is time in timely: only the bare unit counts.
    private static bool StartsWithUnit(ReadOnlySpan<char> after, string word)
    {
        if (!after.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return false;
        var rest = after[word.Length..];
        if (word is "年" && rest.StartsWith("费", StringComparison.Ordinal)) return false;
        if (!char.IsAsciiLetter(word[0])) return true;
        rest = rest.StartsWith("s", StringComparison.OrdinalIgnoreCase) ? rest[1..] : rest;
        return rest.IsEmpty || !char.IsAsciiLetter(rest[0]);
    }

    private static bool EndsWithCurrency(ReadOnlySpan<char> before) =>
        before.EndsWith("CNY", StringComparison.Ordinal) || before.EndsWith("RMB", StringComparison.Ordinal) || before.EndsWith("¥", StringComparison.Ordinal) || before.EndsWith("￥", StringComparison.Ordinal);

    [GeneratedRegex(
        @"(?:\b(?:CNY|RMB|USD|HKD)|[¥￥$€£])[ \t]?\d[\d,.]{0,20}|(?<![\d,.])\d[\d,.]{0,20}[ \t]?(?:%|％|元|块钱|美元|港元|(?:yuan|CNY|RMB|dollars?|percent)\b)|百分之[零一二三四五六七八九十百点\d]{1,9}",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();
}
