using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Tests.Articles;

/// <summary>A file that has not changed is not read again, and yet is checked like one that was.</summary>
public sealed class FileReuseTests : IDisposable
{
    private const string File = "articles/t/pin.forgot.en.md";
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_NothingChanged_KeepsEveryArticleAsTheSameObject()
    {
        var before = folder.Read();

        var after = folder.Read(before);

        after.Version.ShouldBe(before.Version);
        after.Articles.Count.ShouldBe(12);
        foreach (var good in after.Articles) good.Article.ShouldBeSameAs(Article(before, good.Article.File));
    }

    [Fact]
    public void Read_OneFileChanged_ReadsThatOneAlone()
    {
        var before = folder.Read();
        folder.Article("pin.forgot", "en", "I forgot my PIN", "Another text.");

        var after = folder.Read(before);

        Article(after, File).Body.Short.ShouldBe("Another text.");
        after.Articles.Where(good => good.Article.File != File).ShouldAllBe(good => ReferenceEquals(good.Article, Article(before, good.Article.File)));
        after.Version.ShouldNotBe(before.Version);
    }

    [Fact]
    public void Read_SameLengthAndLaterTime_IsReadAgain()
    {
        var before = folder.Read();
        Rewrite("Set a new one", "Get a new one");

        Article(folder.Read(before), File).Body.Short.ShouldBe("Get a new one in the app.");
    }

    [Fact]
    public void Read_SameTimeAndAnotherLength_IsReadAgain()
    {
        var path = Path.Combine(folder.Path, File);
        var time = System.IO.File.GetLastWriteTimeUtc(path);
        var before = folder.Read();
        Rewrite("Set a new one", "Make a new one");
        System.IO.File.SetLastWriteTimeUtc(path, time);

        Article(folder.Read(before), File).Body.Short.ShouldBe("Make a new one in the app.");
    }

    [Fact]
    public void Read_FactTakenAway_KeepsTheUnreadArticleWithItsOldFactAndSaysSo()
    {
        var before = folder.Read();
        folder.Write("facts.yml", "fee.platinum: [{value: 1, unit: CNY}]\nrate.daily: [{value: 1, unit: percent}]");

        var after = folder.Read(before);

        after.Findings.Select(finding => (finding.Number, finding.At.File)).Distinct()
            .ShouldBe([("KB007", "articles/t/fee.gold.en.md"), ("KB007", "articles/t/fee.gold.zh-Hans.md")]);
        after.Kept.ShouldBe(["articles/t/fee.gold.en.md", "articles/t/fee.gold.zh-Hans.md"]);
        Good(after, "articles/t/fee.gold.en.md").Facts.Has("fee.gold").ShouldBeTrue();
        Good(after, "articles/t/fee.platinum.en.md").Facts.ShouldBeSameAs(after.Facts);

        // Neither may the next look forget it, though nothing changed since.
        var again = folder.Read(after);
        again.Kept.ShouldBe(after.Kept);
        again.Findings.Count.ShouldBe(after.Findings.Count);
    }

    [Fact]
    public void Read_FactChanged_GivesTheUnreadArticleTheNewFact()
    {
        var before = folder.Read();
        var facts = Path.Combine(folder.Path, "facts.yml");
        folder.Write("facts.yml", System.IO.File.ReadAllText(facts).Replace("300", "333", StringComparison.Ordinal));

        var good = Good(folder.Read(before), "articles/t/fee.gold.en.md");

        good.Article.ShouldBeSameAs(Article(before, "articles/t/fee.gold.en.md"));
        good.Facts.Values("fee.gold")[0].English.ShouldContain("333");
    }

    [Fact]
    public void Read_FactComesBack_ServesTheArticleWithItAgain()
    {
        var before = folder.Read();
        var facts = System.IO.File.ReadAllText(Path.Combine(folder.Path, "facts.yml"));
        folder.Write("facts.yml", "fee.platinum: [{value: 1, unit: CNY}]\nrate.daily: [{value: 1, unit: percent}]");
        var without = folder.Read(before);
        folder.Write("facts.yml", facts);

        var after = folder.Read(without);

        after.Kept.ShouldBeEmpty();
        after.Findings.ShouldBeEmpty();
        Good(after, "articles/t/fee.gold.en.md").Facts.ShouldBeSameAs(after.Facts);
    }

    [Fact]
    public void Read_BrokenThenUnchanged_StillNamesTheBrokenFile()
    {
        var before = folder.Read();
        folder.Write(File, "---\nid: [\n---\n");
        var broken = folder.Read(before);

        var again = folder.Read(broken);

        again.Findings.ShouldBe(broken.Findings);
        again.Findings.ShouldNotBeEmpty();
        again.Kept.ShouldBe([File]);
    }

    [Fact]
    public void Read_FileWithAFaultFromTheStart_NamesItEveryTime()
    {
        folder.Article("pin.forgot", "en", "I forgot my PIN", "Text.", "no_such_key: 1");
        var before = folder.Read();
        before.Findings.ShouldNotBeEmpty();

        folder.Read(before).Findings.ShouldBe(before.Findings);
    }

    [Fact]
    public void Read_SameFileInAnotherFolder_IsNotTakenForTheOld()
    {
        var before = folder.Read();
        using var other = KnowledgeFolder.Small();
        other.Write(File, System.IO.File.ReadAllText(Path.Combine(other.Path, File)).Replace("Set a", "Get a", StringComparison.Ordinal));
        System.IO.File.SetLastWriteTimeUtc(Path.Combine(other.Path, File), System.IO.File.GetLastWriteTimeUtc(Path.Combine(folder.Path, File)));

        Article(other.Read(before), File).Body.Short.ShouldBe("Get a new one in the app.");
    }

    private void Rewrite(string old, string next)
    {
        var path = Path.Combine(folder.Path, File);
        var time = System.IO.File.GetLastWriteTimeUtc(path);
        folder.Write(File, System.IO.File.ReadAllText(path).Replace(old, next, StringComparison.Ordinal));
        System.IO.File.SetLastWriteTimeUtc(path, time.AddMilliseconds(5));
    }

    private static CheckedArticle Good(KnowledgeContent content, string file) => content.Articles.Single(good => good.Article.File == file);

    private static Article Article(KnowledgeContent content, string file) => Good(content, file).Article;
}
