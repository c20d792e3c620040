using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Tests.Articles;

public sealed class FactTextTests
{
    [Theory]
    [InlineData("2000", "CNY", "CNY 2,000", "2000元")]
    [InlineData("0", "CNY", "CNY 0", "0元")]
    [InlineData("1.5", "percent", "1.5%", "1.5%")]
    [InlineData("0.70", "percent", "0.7%", "0.7%")]
    [InlineData("20", "days", "20 days", "20天")]
    [InlineData("1", "days", "1 day", "1天")]
    [InlineData("6", "months", "6 months", "6个月")]
    [InlineData("72", "hours", "72 hours", "72小时")]
    [InlineData("30", "minutes", "30 minutes", "30分钟")]
    [InlineData("1", "years", "1 year", "1年")]
    [InlineData("200000", "points", "200,000 points", "200000积分")]
    [InlineData("1", "times", "1 time", "1次")]
    [InlineData("2", "factor", "2 times", "2倍")]
    [InlineData("400-000-0100", "phone", "400-000-0100", "400-000-0100")]
    [InlineData("+86 21 0000 0100", "phone", "+86 21 0000 0100", "+86 21 0000 0100")]
    [InlineData("6", "text", "6", "6")]
    public void Of_ValueAndUnit_WritesBothLanguages(string value, string unit, string english, string chinese)
    {
        var fact = Read($"x: [{{value: \"{value}\", unit: {unit}}}]").InForce("x", DateOnly.MaxValue)!;

        FactText.Of(fact, "en").ShouldBe(english);
        FactText.Of(fact, "zh-Hans").ShouldBe(chinese);
    }

    [Fact]
    public void Of_TextInBothLanguages_TakesTheRightOne()
    {
        var fact = Read("bank: [{value: {en: Lantern Bank, zh-Hans: 明灯银行}, unit: text}]").InForce("bank", DateOnly.MinValue)!;

        FactText.Of(fact, "en").ShouldBe("Lantern Bank");
        FactText.Of(fact, "zh-Hans").ShouldBe("明灯银行");
    }

    [Fact]
    public void InForce_DatedValues_ChangesOnTheDayAndNotBefore()
    {
        var facts = Read("fee: [{value: 5, unit: CNY, from: 2027-01-01}, {value: 0, unit: CNY}]");

        facts.InForce("fee", new DateOnly(2026, 12, 31))!.English.ShouldBe("0");
        facts.InForce("fee", new DateOnly(2027, 1, 1))!.English.ShouldBe("5");
        facts.InForce("other", new DateOnly(2027, 1, 1)).ShouldBeNull();
    }

    [Theory]
    [InlineData("x: [{value: 40, unit: EUR}]", "KB016")]
    [InlineData("x: [{value: forty, unit: CNY}]", "KB016")]
    [InlineData("x: [{unit: CNY}]", "KB016")]
    [InlineData("x: [{value: 40}]", "KB016")]
    [InlineData("x: 40", "KB016")]
    [InlineData("x: []", "KB016")]
    [InlineData("x: [{value: 40, unit: CNY, until: 2027-01-01}]", "KB016")]
    [InlineData("x: [{value: 40, unit: CNY}, {value: 50, unit: CNY}]", "KB025")]
    [InlineData("x: [{value: 40, unit: CNY}, {value: 40, unit: CNY}]", "KB016")]
    [InlineData("x: [{value: http://bank.example, unit: url}]", "KB016")]
    [InlineData("x: [{value: help at bank, unit: email}]", "KB016")]
    [InlineData("x: [{value: {en: only}, unit: text}]", "KB016")]
    [InlineData("x: [{value: 40, unit: CNY, from: 2027-02-30}]", "KB010")]
    public void Read_BrokenFact_IsLeftOutAndTheOthersStand(string broken, string number)
    {
        var findings = new List<Finding>();

        var facts = new FactsReader("facts.yml", findings).Read($"good: [{{value: 1, unit: CNY}}]\n{broken}\n")!;

        facts.Names.ShouldBe(["good"]);
        var finding = findings.ShouldHaveSingleItem();
        finding.Number.ShouldBe(number);
        finding.At.Line.ShouldBe(2);
    }

    private static FactTable Read(string yaml)
    {
        var findings = new List<Finding>();
        var facts = new FactsReader("facts.yml", findings).Read(yaml)!;
        findings.ShouldBeEmpty();
        return facts;
    }
}
