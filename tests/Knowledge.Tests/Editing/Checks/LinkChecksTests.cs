namespace Cardline.Knowledge.Tests.Editing.Checks;

public sealed class LinkChecksTests : IDisposable
{
    private readonly CheckedFolder folder = new("web: [{value: https://bank.example/help, unit: url}]\nhotline: [{value: 400-000-0100, unit: phone}]");

    public LinkChecksTests() => folder.Article("card.lost", "en", "Block it.\n\n## What it costs\n\nMoney.\n\n## 费用 & more\n\nMore.");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("[x](card.lots)", "There is no article \"card.lots\". Did you mean \"card.lost\"?")]
    [InlineData("[x](../fees/card.lots.en.md)", "Did you mean \"card.lost\"?")]
    [InlineData("[x](card.lost#what-it-cost)", "There are: #what-it-costs, #费用--more.")]
    [InlineData("[x](#below)", "There are: #here.")]
    [InlineData("[x]()", "no address")]
    [InlineData("[x](javascript:alert(1))", "cannot begin with \"javascript:\"")]
    [InlineData("[x](//evil.example/a)", "cannot begin with")]
    public void Lint_LinkThatLeadsNowhere_NamesWhatThereIs(string body, string mend)
    {
        folder.Article("x", "en", "Text.\n\n## Here\n\nSee " + body + ".");

        var line = folder.Lines("KB034").ShouldHaveSingleItem();
        line.ShouldStartWith("articles/t/x.en.md:11:5: error KB034");
        line.ShouldContain(mend);
    }

    [Theory]
    [InlineData("[x](card.lost)")]
    [InlineData("[x](card.lost.en.md)")]
    [InlineData("[x](../t/card.lost.en.md#what-it-costs)")]
    [InlineData("[x](card.lost.zh-Hans)")]
    [InlineData("[x](#here)")]
    [InlineData("[x](http://bank.example/help)")]
    [InlineData("[x](mailto:a@bank.example)")]
    [InlineData("![x](https://bank.example/help/a.png)")]
    [InlineData("[x][1]\n\n[1]: https://bank.example/help")]
    public void Lint_LinkThatTheChatShowsAsWords_IsAWarning(string body)
    {
        folder.Article("x", "en", "Text.\n\n## Here\n\nSee " + body);

        folder.Lines("KB035").ShouldHaveSingleItem().ShouldStartWith("articles/t/x.en.md:11:5: warning KB035");
        folder.Lines("KB034").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[x]({{web}})")]
    [InlineData("[x](https://bank.example/help/cards)")]
    [InlineData("[x](tel:{{hotline}})")]
    [InlineData("Press **Cards [new] > Block** (now).")]
    [InlineData("`[x](nowhere)`")]
    public void Lint_LinkThatTheChatShows_IsFine(string body)
    {
        folder.Article("x", "en", "See " + body);

        folder.Lines("KB034").Concat(folder.Lines("KB035")).ShouldBeEmpty();
    }
}
