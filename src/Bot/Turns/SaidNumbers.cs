using System.Text;
using System.Text.RegularExpressions;

namespace Cardline.Bot.Turns;

/// <summary>
/// The numbers that stand in what was said. A number that a model writes must be one of them, letter for letter: "2" where "two" was
/// said is refused as well, because a refusal costs nothing but the model's help.
/// </summary>
internal sealed partial class SaidNumbers
{
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    private SaidNumbers()
    {
    }

    /// <summary>Reads them.</summary>
    public static SaidNumbers In(IEnumerable<string> texts)
    {
        var numbers = new SaidNumbers();
        foreach (var number in texts.SelectMany(Of))
        {
            numbers.known.Add(number);
        }

        return numbers;
    }

    /// <summary>Whether every number of a text was said.</summary>
    public bool HasAllOf(string text) => Of(text).All(known.Contains);

    private static IEnumerable<string> Of(string text)
    {
        // Full-width and other forms of digits mean the same.
        var plain = text.IsNormalized(NormalizationForm.FormKC) ? text : text.Normalize(NormalizationForm.FormKC);
        return Figures().Matches(plain).Select(match => match.Value.Replace(",", string.Empty, StringComparison.Ordinal))
            .Concat(Words().Matches(plain).Select(match => match.Value));
    }

    /// <summary>Digits with what holds one number together; a percent sign belongs to it.</summary>
    [GeneratedRegex(@"\p{Nd}+(?:[.,]\p{Nd}+)*[%‰]?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Figures();

    /// <summary>Numbers in words. "One" and a lone 一 are mostly no numbers ("the one I lost", 一下), and alone they say little.</summary>
    [GeneratedRegex(
        @"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|twice|double|triple|per ?cent)\b|[零〇二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億兩廿半][零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億兩廿半]*|一[零〇一二两三四五六七八九十百千万亿半]+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();
}
