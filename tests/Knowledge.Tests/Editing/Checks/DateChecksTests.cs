namespace Cardline.Knowledge.Tests.Editing.Checks;

public sealed class DateChecksTests : IDisposable
{
    private readonly CheckedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lint_ExpiredYesterday_SaysThatNobodyIsServed()
    {
        folder.Article("x", "en", "Text.", "expires: 2026-05-31");

        folder.Lines("KB028").ShouldHaveSingleItem().ShouldStartWith("articles/t/x.en.md:5:10: warning KB028");
    }

    [Theory]
    [InlineData("expires: 2026-06-01")]
    [InlineData("review_by: 2026-06-01")]
    [InlineData("owner: somebody")]
    public void Lint_TodayIsTheLastDay_IsFine(string extra)
    {
        folder.Article("x", "en", "Text.", extra);

        folder.Lines("KB028").Concat(folder.Lines("KB029")).ShouldBeEmpty();
    }

    [Fact]
    public void Lint_OldVersionThatALaterOneReplaced_IsFine()
    {
        folder.Article("x", "en", "Text.", "expires: 2026-01-31\nreview_by: 2026-01-01").Article("x", "en", "Text.", "review_by: 2027-01-01", date: "@2026-02-01");

        folder.All().ShouldNotContain(line => line.Contains("KB028") || line.Contains("KB029") || line.Contains("KB030") || line.Contains("KB031"));
    }

    [Fact]
    public void Lint_ReviewInThePast_IsAWarning()
    {
        folder.Article("x", "en", "Text.", "review_by: 2026-05-31");

        folder.Lines("KB029").ShouldHaveSingleItem().ShouldStartWith("articles/t/x.en.md:5:12: warning KB029");
    }

    [Fact]
    public void Lint_ExpiresBeforeItsFirstDay_IsAnError()
    {
        folder.Article("x", "en", "Text.", "expires: 2026-12-31", date: "@2027-01-01");

        folder.Lines("KB030").ShouldHaveSingleItem().ShouldStartWith("articles/t/x.en@2027-01-01.md:5:10: error KB030");
        folder.Lines("KB028").ShouldBeEmpty();
    }

    [Fact]
    public void Lint_VersionThatBeginsAfterTheOlderOneExpired_NamesTheDaysBetween()
    {
        folder.Article("x", "en", "Text.", "expires: 2026-12-15").Article("x", "en", "Text.", "owner: a", date: "@2027-01-01");

        folder.Lines("KB031").ShouldHaveSingleItem().ShouldContain("From 2026-12-16 until 2026-12-31 (16 days)");
    }

    [Theory]
    [InlineData("expires: 2026-12-31")]
    [InlineData("expires: 2027-06-30")]
    [InlineData("owner: a")]
    public void Lint_VersionThatTakesOverAtOnce_LeavesNoGap(string extra)
    {
        folder.Article("x", "en", "Text.", extra).Article("x", "en", "Text.", "owner: a", date: "@2027-01-01");

        folder.Lines("KB031").ShouldBeEmpty();
    }

    [Fact]
    public void Lint_TwoFilesOfOneVersion_IsAnError()
    {
        folder.Article("x", "en", "Text.").Write("articles/u/x.en.md", "---\nid: x\nlang: en\ntitle: T\n---\nText.");

        folder.Lines("KB005").ShouldHaveSingleItem().ShouldStartWith("articles/u/x.en.md:1:1: error");
    }
}
