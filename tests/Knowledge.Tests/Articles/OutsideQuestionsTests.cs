using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Articles;

public sealed class OutsideQuestionsTests
{
    private const string Header = "question\tlang\n";

    [Fact]
    public void Read_GoodRows_GivesTheQuestionsOfBothLanguages()
    {
        Read(Header + "mortgage rate\ten\n明天会下雨吗\tzh-Hans").Questions.ShouldBe(["mortgage rate", "明天会下雨吗"]);
    }

    [Theory]
    [InlineData("question\tlang\r\nmortgage rate\ten\r\n")]
    [InlineData("question\tlang\n\n \t \n\t\nmortgage rate\ten\n\n\n")]
    public void Read_OtherLineEndsAndBlankRows_IsNoFault(string text)
    {
        var (questions, findings) = Read(text);

        questions.ShouldBe(["mortgage rate"]);
        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("mortgage rate\ten\n")]
    [InlineData("question,lang\nmortgage rate,en\n")]
    [InlineData("question\tarticle\tlang\nmortgage rate\t-\ten\n")]
    [InlineData("\nquestion\tlang\nmortgage rate\ten\n")]
    public void Read_HeaderMissing_RefusesTheWholeFileAtItsFirstLine(string text)
    {
        var (questions, findings) = Read(text);

        questions.ShouldBeNull();
        var finding = findings.ShouldHaveSingleItem();
        (finding.Number, finding.Severity, finding.At).ShouldBe(("KB080", Severity.Error, new Place("outside.tsv")));
    }

    [Theory]
    [InlineData("weather\tfr")]
    [InlineData("weather\t")]
    [InlineData("weather")]
    [InlineData("weather en")]
    [InlineData("\ten")]
    [InlineData("   \ten")]
    [InlineData("weather\ten\tmore")]
    [InlineData("weather\ten\t")]
    public void Read_MalformedRow_LeavesThatRowOutAndNamesItsLine(string row)
    {
        var (questions, findings) = Read($"{Header}mortgage rate\ten\n\n{row}\nbook a flight\ten\n");

        questions.ShouldBe(["mortgage rate", "book a flight"]);
        var finding = findings.ShouldHaveSingleItem();
        (finding.Number, finding.At).ShouldBe(("KB080", new Place("outside.tsv", 4)));
    }

    [Fact]
    public void Read_MoreRowsThanAllowed_StopsAtTheLimit()
    {
        var rows = string.Concat(Enumerable.Range(0, OutsideQuestions.RowsMax + 5).Select(number => $"q{number}\ten\n"));

        Read(Header + rows).Questions!.Count.ShouldBe(OutsideQuestions.RowsMax);
    }

    [Fact]
    public void Lint_MalformedRows_AreErrorsWithTheirLines()
    {
        using var folder = KnowledgeFolder.Small();
        folder.Write("outside.tsv", Header + "weather\tfr\nmortgage rate\ten\nweather\ten\tmore\n");
        using var output = new StringWriter();

        var exit = new EditorCommands(new KnowledgeOptions(), new ManualTime(KnowledgeFolder.Today), output, TextWriter.Null).Lint(folder.Path);

        exit.ShouldBe(1);
        var lines = output.ToString().Split('\n').Where(line => line.Contains("KB080")).ToList();
        lines.Count.ShouldBe(2);
        lines[0].ShouldContain("outside.tsv:2:1: error KB080");
        lines[1].ShouldContain("outside.tsv:4:1: error KB080");
    }

    [Fact]
    public void Lint_InvisibleCharacterInOutside_IsFoundAsInTheOtherFiles()
    {
        using var folder = KnowledgeFolder.Small();
        folder.Write("outside.tsv", Header + "mort\u202egage rate\ten\n");
        using var output = new StringWriter();

        new EditorCommands(new KnowledgeOptions(), new ManualTime(KnowledgeFolder.Today), output, TextWriter.Null).Lint(folder.Path);

        output.ToString().ShouldContain("outside.tsv:2:5: error KB039");
    }

    [Fact]
    public void RuleTitles_MalformedRow_HasATitle()
    {
        var (title, severity) = RuleTitles.Of(FindingNumber.OutsideShape);

        title.ShouldBe("A row of outside.tsv is malformed");
        severity.ShouldBe(Severity.Error);
    }

    private static (IReadOnlyList<string>? Questions, List<Finding> Findings) Read(string text)
    {
        var findings = new List<Finding>();
        return (OutsideQuestions.Read("outside.tsv", text, findings), findings);
    }
}
