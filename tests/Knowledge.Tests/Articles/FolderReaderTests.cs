namespace Cardline.Knowledge.Tests.Articles;

public sealed class FolderReaderTests : IDisposable
{
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_OneArticleBroken_KeepsAllOthers()
    {
        folder.Write("articles/t/pin.forgot.en.md", "---\nid: [\n---\n");

        var content = folder.Read();

        content.Articles.Count.ShouldBe(11);
        content.Articles.ShouldNotContain(good => good.Article.File.EndsWith("pin.forgot.en.md"));
        content.Findings.ShouldHaveSingleItem().At.File.ShouldBe("articles/t/pin.forgot.en.md");
    }

    [Fact]
    public void Read_BrokenEdit_KeepsTheLastGoodVersion()
    {
        var before = folder.Read();
        folder.Write("articles/t/pin.forgot.en.md", "---\nid: [\n---\n");

        var after = folder.Read(before);

        after.Articles.Count.ShouldBe(12);
        after.Kept.ShouldBe(["articles/t/pin.forgot.en.md"]);
        after.Version.ShouldBe(before.Version);
    }

    [Fact]
    public void Read_ArticleDeleted_IsGoneAlthoughItWasGoodBefore()
    {
        var before = folder.Read();
        File.Delete(Path.Combine(folder.Path, "articles/t/pin.forgot.en.md"));

        folder.Read(before).Articles.Count.ShouldBe(11);
    }

    [Fact]
    public void Read_FactsFileBroken_KeepsTheFactsOfBefore()
    {
        var before = folder.Read();
        folder.Write("facts.yml", "fee.gold: [");

        var after = folder.Read(before);

        after.Articles.Count.ShouldBe(12);
        after.Facts.Has("fee.gold").ShouldBeTrue();
    }

    [Fact]
    public void Read_FactTakenAway_KeepsTheArticleWithItsOldFact()
    {
        var before = folder.Read();
        folder.Write("facts.yml", "fee.platinum: [{value: 1, unit: CNY}]\nrate.daily: [{value: 1, unit: percent}]");

        var kept = folder.Read(before).Articles.Single(good => good.Article.File == "articles/t/fee.gold.en.md");

        kept.Facts.Has("fee.gold").ShouldBeTrue();
        folder.Read().Articles.ShouldNotContain(good => good.Article.Id == "fee.gold");
    }

    [Fact]
    public void Read_UnknownFact_NamesTheNearestAndLeavesTheArticleOut()
    {
        folder.Article("pin.forgot", "en", "I forgot my PIN", "First line.\nIt costs {{fee.gald}} now.");

        var content = folder.Read();

        var finding = content.Findings.ShouldHaveSingleItem();
        finding.Number.ShouldBe("KB007");
        finding.At.ShouldBe(new(("articles/t/pin.forgot.en.md"), 7, 10));
        finding.Mend.ShouldBe("Did you mean \"fee.gold\"?");
        content.Articles.ShouldNotContain(good => good.Article.File == "articles/t/pin.forgot.en.md");
    }

    [Fact]
    public void Read_BracesWithoutPartner_LeavesTheArticleOut()
    {
        folder.Article("pin.forgot", "en", "I forgot my PIN", "It costs {{fee.gold} now.");

        folder.Read().Findings.ShouldHaveSingleItem().Number.ShouldBe("KB007");
    }

    [Fact]
    public void Read_SameArticleTwice_ServesTheFirstAndNamesTheOther()
    {
        File.Copy(Path.Combine(folder.Path, "articles/t/pin.forgot.en.md"), Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "articles/u")).FullName, "pin.forgot.en.md"));

        var content = folder.Read();

        content.Articles.Count.ShouldBe(12);
        var finding = content.Findings.ShouldHaveSingleItem();
        finding.Number.ShouldBe("KB005");
        finding.At.File.ShouldBe("articles/u/pin.forgot.en.md");
    }

    [Fact]
    public void Read_NothingThere_IsEmptyAndSaysNothing()
    {
        using var empty = new KnowledgeFolder();

        var content = empty.Read();

        content.Articles.ShouldBeEmpty();
        content.Findings.ShouldBeEmpty();
        content.Version.ShouldBe(Cardline.Knowledge.Articles.KnowledgeContent.Empty.Version);
    }

    [Fact]
    public void Read_AnyByteChanges_ChangesTheVersion()
    {
        var before = folder.Read().Version;
        folder.Write("facts.yml", File.ReadAllText(Path.Combine(folder.Path, "facts.yml")).Replace("300", "301", StringComparison.Ordinal));

        folder.Read().Version.ShouldNotBe(before);
        before.ShouldMatch("^[0-9a-f]{12}$");
    }
}
