namespace Cardline.Knowledge.Tests.Editing.Checks;

public sealed class GlossaryChecksTests : IDisposable
{
    private readonly CheckedFolder folder = new("fee: [{value: 40, unit: CNY}]");

    public GlossaryChecksTests() => folder.Article("x", "en", "Pay the annual fee.\n\nOr 年费.", "questions: [cash machine ate it]", title: "The yearly bill");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("annual fee: [yearly charge]")]
    [InlineData("yearly charge: [ANNUAL  Fee]")]
    [InlineData("费用: [年费]")]
    [InlineData("ATM: [cash machine]")]
    [InlineData("invoice: [bill]")]
    public void Lint_GroupWithOneWordOfAnArticle_IsFine(string entry)
    {
        folder.Write("glossary.yml", entry);

        folder.Lines("KB032").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cheque book: [chequebook]")]
    [InlineData("ann: [nual]")]
    [InlineData("利息: [息费]")]
    public void Lint_GroupWithoutAnyWordOfAnArticle_IsAWarning(string entry)
    {
        folder.Write("glossary.yml", "annual fee: [yearly]\n" + entry);

        folder.Lines("KB032").ShouldHaveSingleItem().ShouldStartWith("glossary.yml:2:1: warning KB032");
    }

    [Fact]
    public void Lint_WordInTwoGroups_NamesTheFirst()
    {
        folder.Write("glossary.yml", "annual fee: [charge, charge]\nbill: [Charge]");

        folder.Lines("KB033").ShouldHaveSingleItem().ShouldContain("glossary.yml:2:8: warning KB033: \"Charge\" already stands in the group \"annual fee\" (line 1)");
    }
}
