using System.Globalization;
using Cardline.Bot.Model.Checking;
using FsCheck;
using FsCheck.Fluent;

namespace Cardline.Bot.Tests.Model.Checking;

public sealed class GroundCheckProperties
{
    private const string English = "The late charge is CNY 40. The charge is added after 3 days.";
    private const string Chinese = "违约金是40元。3天后收取。";
    private static readonly GroundScope InEnglish = CheckedSentences.Of(English);
    private static readonly GroundScope InChinese = CheckedSentences.Of(Chinese, "zh-Hans");

    [Fact]
    public void Check_AnyNumberThatIsNotThere_NeverPasses()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll<uint, byte>((seed, form) =>
        {
            var number = (seed * 2_654_435_761) % (form % 3 == 0 ? 100u : 3_000_000u);
            if (number is 40 or 3) return;
            foreach (var written in Written(number, form))
            {
                CheckedSentences.Check.Check($"The late charge is CNY {written}.", InEnglish).Fault.ShouldNotBeNull(written);
                CheckedSentences.Check.Check($"The late charge is {written} yuan.", InEnglish).Fault.ShouldNotBeNull(written);
            }

            foreach (var written in Figures(number))
            {
                CheckedSentences.Check.Check($"违约金是{written}元。", InChinese).Fault.ShouldNotBeNull(written);
            }
        }));
    }

    [Fact]
    public void Check_AnyCharacters_NeverThrowsAndNeverPassesWithoutSource()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll<ushort[]>(units =>
        {
            var text = new string([.. units.Select(unit => (char)unit)]);
            foreach (var scope in (GroundScope[])[InEnglish, InChinese])
            {
                var verdict = CheckedSentences.Check.Check(text, scope);
                (verdict.Source is null).ShouldBe(verdict.Fault is not null);
            }
        }));
    }

    [Fact]
    public void Check_PiecesOfNumbersAndUnits_NeverThrows()
    {
        string[] pieces = ["二", "十", "百分之", "/", "-", "1", "2027", "年", "月", ".", "half", "and", "a", "twenty", "%", "点", "半", "第", "[", "](", ")", "*", "万", "CNY", "几", "分之", "24/7", "pm", ":", " ", "May", "\n", "@", "(", "…"];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll<byte[]>(choices =>
        {
            var text = string.Concat(choices.Select(choice => pieces[choice % pieces.Length]));
            Should.NotThrow(() => CheckedSentences.Check.Check(text, InEnglish));
            Should.NotThrow(() => CheckedSentences.Check.Check(text, CheckedSentences.Of(text, "zh-Hans")));
        }));
    }

    private static IEnumerable<string> Written(uint number, byte form)
    {
        foreach (var figures in Figures(number)) yield return figures;
        yield return number.ToString("#,0", CultureInfo.InvariantCulture);
        if (number < 100) yield return Words(number);
        if (number is >= 100 and < 1_000_000) yield return $"{Words((number / 1_000) % 100)} thousand and {Words((number % 99) + 1)}{(form % 2 == 0 ? string.Empty : " ")}";
    }

    private static IEnumerable<string> Figures(uint number)
    {
        var plain = number.ToString(CultureInfo.InvariantCulture);
        yield return plain;
        // Full width, Arabic-Indic and Devanagari digits.
        foreach (var zero in (char[])['０', '٠', '०']) yield return string.Concat(plain.Select(digit => (char)(zero + digit - '0')));
    }

    private static string Words(uint number)
    {
        string[] small = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
        string[] tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        return number < 20 ? small[number] : number % 10 == 0 ? tens[number / 10] : $"{tens[number / 10]}-{small[number % 10]}";
    }
}
