using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Editing;

public sealed class LintTests : IDisposable
{
    private const string Five = "questions: [one a, two b, three c, four d, five e]";
    private readonly KnowledgeFolder folder = new();

    public LintTests()
    {
        folder.Write("facts.yml", "fee: [{value: 40, unit: CNY}]\nrate: [{value: 5, unit: percent}]\ndays: [{value: 3, unit: days}]");
        folder.Article("good", "en", "What does it cost?", "It costs {{fee}}.", Five);
        folder.Article("good", "zh-Hans", "多少钱？", "{{fee}}。", "questions: [甲一, 乙二, 丙三, 丁四, 戊五]");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lint_GoodFolder_SaysSoAndExitsWithZero()
    {
        var (exit, lines) = Run();

        exit.ShouldBe(0);
        lines.ShouldHaveSingleItem().ShouldStartWith("2 files: 0 errors, 0 warnings.");
    }

    [Theory]
    [InlineData("en", "followups: [god]", "Text.", "6:13", "error KB008", "Did you mean \"good\"?")]
    [InlineData("en", "followups: [bad]", "Text.", "6:13", "error KB008", "itself")]
    [InlineData("en", "", "It costs 40 yuan.", "8:10", "warning KB012", "40 yuan")]
    [InlineData("en", "", "The rate is 5 % a year.", "8:13", "warning KB012", "5 %")]
    [InlineData("en", "", "It costs {{fee}} yuan.", "8:10", "warning KB022", "CNY 40")]
    [InlineData("en", "", "Within {{days}} days.", "8:8", "warning KB022", "3 days")]
    [InlineData("en", "", "It costs {{fe}}.", "8:10", "error KB007", "Did you mean \"fee\"?")]
    public void Lint_OneFault_NamesPlaceNumberAndMend(string lang, string extra, string body, string place, string number, string mend)
    {
        folder.Article("bad", lang, "Another one?", body, "questions: [f f, g g, h h, i i, j j]\n" + (extra.Length > 0 ? extra : "owner: x"));
        folder.Article("bad", "zh-Hans", "另一个？", "文字。", "questions: [己, 庚, 辛, 壬, 癸]");

        var (exit, lines) = Run();

        exit.ShouldBe(number.StartsWith("error", StringComparison.Ordinal) ? 1 : 0);
        // The Chinese side has no numbers; that the two differ is another test's subject.
        var line = lines.Where(line => line.Contains("KB0") && !line.Contains("KB027")).ShouldHaveSingleItem();
        line.ShouldContain($"articles/t/bad.{lang}.md:{place}: {number}: ");
        line.ShouldContain(mend);
    }

    [Fact]
    public void Lint_NumberThatIsNoTerm_IsLeftAlone()
    {
        folder.Article("good", "en", "What does it cost?", "1. Open the app in 3 steps.\n2. Call 2 people. The fee is {{fee}}, timely. {{days}}daytime", Five);
        folder.Article("good", "zh-Hans", "多少钱？", "1. 打开App，3步办好。\n2. 打给2个人。{{fee}}，{{days}}", "questions: [甲一, 乙二, 丙三, 丁四, 戊五]");

        Run().Lines.ShouldHaveSingleItem();
    }

    [Fact]
    public void Lint_LanguageMissingInABilingualFolder_IsAnError()
    {
        folder.Article("alone", "en", "Alone?", "Yes.", "questions: [f f, g g, h h, i i, j j]");

        var (exit, lines) = Run();

        exit.ShouldBe(1);
        lines[0].ShouldContain("articles/t/alone.en.md:1:1: error KB006");
        lines[0].ShouldContain("alone.zh-Hans.md");
    }

    [Fact]
    public void Lint_FolderInOneLanguage_IsAChoice()
    {
        File.Delete(Path.Combine(folder.Path, "articles/t/good.zh-Hans.md"));

        Run().Exit.ShouldBe(0);
    }

    [Fact]
    public void Lint_BrokenArticle_IsNotAlsoCalledMissing()
    {
        folder.Article("good", "zh-Hans", "多少钱？", "{{none}}。", "followups: [good2]");
        folder.Write("tests/a.tsv", "question\tarticle\tlang\nx\tgood\ten\n");

        var (_, lines) = Run();

        lines.ShouldNotContain(line => line.Contains("KB006") || line.Contains("KB014"));
        lines.ShouldContain(line => line.Contains("KB007"));
    }

    [Fact]
    public void Lint_FewOrSharedQuestions_AreWarnings()
    {
        folder.Article("other", "en", "Other?", "Yes.", "questions: [\"One, A!\"]");
        folder.Article("other", "zh-Hans", "别的？", "是。", "questions: [甲, 乙, 丙, 丁, 戊]");

        var (exit, lines) = Run();

        exit.ShouldBe(0);
        lines.Where(line => line.Contains("warning KB009")).ShouldHaveSingleItem().ShouldContain("other.en.md:4:8");
        lines.Where(line => line.Contains("warning KB013")).ShouldHaveSingleItem().ShouldContain("articles/t/good.en.md:5");
    }

    [Fact]
    public void Lint_QuestionSetNamesAnUnknownArticle_SaysWhere()
    {
        folder.Write("tests/dev.tsv", "question\tarticle\tlang\nhow much\tgood\ten\nhow much\tgod\ten\nweather\t-\ten\n");

        var (exit, lines) = Run();

        exit.ShouldBe(1);
        lines[0].ShouldContain("tests/dev.tsv:3:10: error KB014");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lint_Progress_GoesToATerminalAloneAndIsWipedAway(bool terminal)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        new EditorCommands(new KnowledgeOptions(), TimeProvider.System, output, error).Lint(folder.Path, terminal: terminal);

        output.ToString().ShouldNotContain('\r');
        if (!terminal) error.ToString().ShouldBeEmpty();
        else error.ToString().Split('\r')[^2].ShouldBe(new string(' ', error.ToString().Split('\r')[^2].Length));
        error.ToString().Contains("reading", StringComparison.Ordinal).ShouldBe(terminal);
    }

    [Fact]
    public void Lint_NoFolderOrNoArticles_IsAnError()
    {
        using var empty = new KnowledgeFolder();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var commands = new EditorCommands(new KnowledgeOptions(), TimeProvider.System, output, error);

        commands.Lint(empty.Path).ShouldBe(1);
        output.ToString().ShouldContain("KB018");
        commands.Lint(Path.Combine(empty.Path, "nowhere")).ShouldBe(1);
        error.ToString().ShouldContain("KB018");
    }

    private (int Exit, string[] Lines) Run()
    {
        using var output = new StringWriter();
        var exit = new EditorCommands(new KnowledgeOptions(), TimeProvider.System, output, TextWriter.Null).Lint(folder.Path);
        return (exit, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
