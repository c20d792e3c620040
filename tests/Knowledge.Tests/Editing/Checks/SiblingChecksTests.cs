using Cardline.Knowledge.Editing.Checks;

namespace Cardline.Knowledge.Tests.Editing.Checks;

public sealed class SiblingChecksTests : IDisposable
{
    private const string Facts = "fee: [{value: 40, unit: CNY}]\nother: [{value: 50, unit: CNY}]\ndays: [{value: 3, unit: days}]\nname: [{value: Lantern, unit: text}]\nlength: [{value: 6, unit: text}]\nhotline: [{value: 400-000-0100, unit: phone}]\nhours: [{value: 8:00 to 22:00, unit: text}]";
    private readonly CheckedFolder folder = new(Facts);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Within 3 working days.", "3个工作日内。")]
    [InlineData("Within three working days.", "三个工作日内。")]
    [InlineData("Try it twice.", "可以试两次。")]
    [InlineData("It takes a week or so, at one go.", "一般要一周左右。")]
    [InlineData("Type it once.", "输入。")]
    [InlineData("You may use both.", "都可以用。")]
    [InlineData("Look at both dates.", "看看这两个日期。")]
    [InlineData("Ten percent of it.", "其中的百分之十。")]
    [InlineData("It is 12.5% of it.", "其中的１２．５％。")]
    [InlineData("From 1 January 2027 on.", "2027年1月1日起。")]
    [InlineData("Until March 15, 2027.", "到2027-03-15为止。")]
    [InlineData("From 8:00 to 10 pm.", "8点到22:00。")]
    [InlineData("Up to 50,000 yuan.", "最多5万元。")]
    [InlineData("Twenty-four hours.", "二十四小时。")]
    [InlineData("{{name}}, yes, {{name}}: {{fee}}.", "收费{{fee}}。")]
    [InlineData("A PIN of {{length}} digits.", "密码是六位数字。")]
    [InlineData("It costs {{fee}}.", "收费40元。")]
    [InlineData("1. Open it.\n2. Press it.", "打开，再点一下。")]
    [InlineData("A six-digit code: `12345`.", "六位的数字密码。")]
    [InlineData("Never do it.", "千万不要这样做，十分危险，万一呢。")]
    [InlineData("Use {{name}}.", "请用。")]
    [InlineData("Look [here](https://a.example/2026/7).", "看这里。")]
    [InlineData("On the third day.", "第三天。")]
    public void Lint_SameNumbersInOtherWords_AreFine(string english, string chinese)
    {
        Pair(english, chinese);

        folder.Lines("KB027").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Within 3 days.", "5天内。", "\"3 days\" only in en, \"5天\" only in zh-Hans")]
    [InlineData("Within 3 days.", "3个工作日内。", "\"3 days\" only in en, \"3个工作日\" only in zh-Hans")]
    [InlineData("Within 3 days.", "3个月内。", "\"3 days\" only in en")]
    [InlineData("Within 3 days and 3 days.", "3天内。", "\"3 days\" only in en, none only in zh-Hans")]
    [InlineData("It costs {{fee}}.", "收费{{other}}。", "{{fee}} only in en, {{other}} only in zh-Hans")]
    [InlineData("It costs {{fee}}. Really, {{fee}}.", "收费{{fee}}。", "{{fee}} only in en, none only in zh-Hans")]
    [InlineData("Call {{hotline}}.", "请打电话。", "{{hotline}} only in en")]
    [InlineData("Call {{hotline}}.", "按0。", "{{hotline}} only in en, \"0\" only in zh-Hans")]
    [InlineData("Open {{hours}}.", "请来。", "{{hours}} only in en")]
    [InlineData("A PIN of {{length}} digits.", "密码是八位数字。", "{{length}} only in en, \"八位\" only in zh-Hans")]
    [InlineData("It costs {{fee}}.", "收费50元。", "{{fee}} only in en, \"50元\" only in zh-Hans")]
    [InlineData("Try it twice.", "可以试三次。", "\"twice\" only in en, \"三次\" only in zh-Hans")]
    [InlineData("Ten percent.", "百分之二十。", "\"Ten percent\" only in en")]
    [InlineData("From 1 January 2027 on.", "2027年2月1日起。", "\"1 January 2027\" only in en, \"2027年2月1日\" only in zh-Hans")]
    [InlineData("Open at 8:00.", "9点开门。", "\"8:00\" only in en, \"9点\" only in zh-Hans")]
    [InlineData("Nothing.", "两千元。", "none only in en, \"两千元\" only in zh-Hans")]
    public void Lint_NumberOfOneSideOnly_IsNamed(string english, string chinese, string named)
    {
        Pair(english, chinese);

        var line = folder.Lines("KB027").ShouldHaveSingleItem();
        line.ShouldContain(named);
        line.ShouldStartWith("articles/t/x.en.md:6:");
        line.ShouldContain("articles/t/x.zh-Hans.md:6)");
    }

    [Fact]
    public void Lint_DatedVersions_AreComparedWithTheirOwnSibling()
    {
        Pair("Within 3 days.", "3天内。");
        folder.Article("x", "en", "Within 5 days.", "owner: a", date: "@2027-01-01").Article("x", "zh-Hans", "5天内。", "owner: a", date: "@2027-01-01");

        folder.Lines("KB027").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("三", 3)]
    [InlineData("十二", 12)]
    [InlineData("二十四", 24)]
    [InlineData("一百零五", 105)]
    [InlineData("两万五千", 25_000)]
    [InlineData("一亿", 100_000_000)]
    public void Chinese_OneNumeral_IsItsValue(string numeral, int value) => NumberWords.Chinese(numeral).ShouldBe([value]);

    [Fact]
    public void Chinese_TwoDigitsSideBySide_AreTwoNumbersOrNone()
    {
        NumberWords.Chinese("两三").ShouldBe([2, 3]);
        NumberWords.Chinese("一两百").ShouldBeEmpty();
    }

    private void Pair(string english, string chinese) => folder.Article("x", "en", english, "").Article("x", "zh-Hans", chinese, "");
}
