namespace Cardline.Knowledge.Tests.Editing.Checks;

public sealed class FactChecksTests : IDisposable
{
    private const string Facts = """
        annual_fee.gold: [{value: 300, unit: CNY}, {value: 350, unit: CNY, from: 2027-01-01}]
        annual_fee.platinum: [{value: 2000, unit: CNY}]
        dispute.window_days: [{value: 60, unit: days}]
        dispute.answer_days: [{value: 30, unit: days}]
        late.fee_share: [{value: 5, unit: percent}]
        """;

    private readonly CheckedFolder folder = new(Facts);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("The annual fee of the gold card is CNY 320.", "\"CNY 320\" contradicts {{annual_fee.gold}}, which is CNY 300")]
    [InlineData("The window for disputes is ninety days.", "\"ninety days\" contradicts {{dispute.window_days}}")]
    [InlineData("For late payment the fee is 6% of it.", "\"6%\" contradicts {{late.fee_share}}")]
    [InlineData("The annual fee of the gold card is 350 yuan.", "contradicts {{annual_fee.gold}}")]
    public void Lint_NumberBesideTheWordsOfAFact_ThatIsNotItsValue_IsAWarning(string body, string wrong)
    {
        folder.Article("x", "en", body);

        folder.Lines("KB026").ShouldHaveSingleItem().ShouldContain(wrong);
    }

    [Theory]
    [InlineData("The annual fee of the gold card is CNY 300.")]
    [InlineData("The annual fee of gold is CNY 300, that of platinum CNY 2,000.")]
    [InlineData("The annual fee of the gold card is paid within 20 days.")]
    [InlineData("The gold card is fine. Its parking costs CNY 20 as an annual extra.")]
    [InlineData("The annual fee of the gold card is {{annual_fee.gold}}; for a visit you pay CNY 20.")]
    [InlineData("The annual fee of gold is {{annual_fee.gold}}, not CNY 20.")]
    [InlineData("We answer in 12 days.")]
    public void Lint_NumberThatContradictsNoFact_IsLeftAlone(string body)
    {
        folder.Article("x", "en", body);

        folder.Lines("KB026").ShouldBeEmpty();
    }

    [Fact]
    public void Lint_VersionOfALaterYear_IsHeldAgainstTheValueOfThatYear()
    {
        folder.Article("x", "en", "The annual fee of the gold card is CNY 350.", "owner: a", date: "@2027-01-01");

        folder.Lines("KB026").ShouldBeEmpty();
    }

    [Fact]
    public void Lint_VersionThatWasReplaced_IsHeldAgainstTheValueOfItsOwnTime()
    {
        folder.Write("facts.yml", "annual_fee.gold: [{value: 250, unit: CNY}, {value: 300, unit: CNY, from: 2026-01-01}]")
            .Article("x", "en", "The annual fee of the gold card is CNY 250.", "owner: a")
            .Article("x", "en", "The annual fee of the gold card is {{annual_fee.gold}}.", "owner: a", date: "@2026-01-01");

        folder.Lines("KB026").ShouldBeEmpty();
    }

    [Fact]
    public void Lint_ChineseBody_IsReadThroughTheGlossary()
    {
        folder.Write("glossary.yml", "annual fee: [年费]\ngold: [金卡]").Article("x", "zh-Hans", "金卡的年费是320元。\n\n金卡的停车费是20元。");

        folder.Lines("KB026").ShouldHaveSingleItem().ShouldContain("\"320元\" contradicts {{annual_fee.gold}}, which is 300元");
    }

    [Fact]
    public void Lint_TwoFactsWithTheSameLastWordsAndUnit_AreNoContradiction()
    {
        folder.Article("x", "en", "Within {{dispute.window_days}} you tell us, within {{dispute.answer_days}} we answer.");

        folder.All().ShouldNotContain(line => line.Contains("KB025") || line.Contains("KB026"));
    }

    [Fact]
    public void Lint_OneNameTwiceInTheFile_NamesBothLines()
    {
        folder.Write("facts.yml", "a: [{value: 1, unit: CNY}]\nb: [{value: {en: a, zh-Hans: b}, unit: text}]\na: [{value: 2, unit: CNY}]").Article("x", "en", "Text.");

        folder.Lines("KB025").ShouldHaveSingleItem().ShouldStartWith("facts.yml:3:1: error KB025: Fact \"a\" is written a second time; the first is on line 1.");
        folder.Lines("KB001").ShouldBeEmpty();
    }

    [Fact]
    public void Lint_TwoValuesOfOneDay_AreAnErrorAndOnTwoDaysAreNot()
    {
        folder.Write("facts.yml", "a: [{value: 1, unit: CNY}, {value: 2, unit: CNY}]\nb: [{value: 1, unit: CNY}, {value: 2, unit: CNY, from: 2027-01-01}]").Article("x", "en", "Text.");

        folder.Lines("KB025").ShouldHaveSingleItem().ShouldStartWith("facts.yml:1:28: error KB025: Fact \"a\"");
    }
}
