using System.Text.Json;
using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Editing;

public sealed class AskCommandTests : IDisposable
{
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Theory]
    [InlineData("金卡年费是多少")]
    [InlineData("fee")]
    [InlineData("will it rain tomorrow")]
    public void Ask_Why_NamesRunnerUpAndMarginWhateverTheOutcome(string question)
    {
        Ask(new AskRequest(question) { Why = true, Json = true }).ShouldBe(0);

        var answer = JsonDocument.Parse(output.ToString()).RootElement;
        var why = answer.GetProperty("why");
        why.EnumerateObject().Select(property => property.Name).ShouldBe(["words", "nearestQuestion", "runnerUp", "margin", "filters"]);
        why.GetProperty("runnerUp").GetString().ShouldBe(answer.GetProperty("candidates")[1].GetProperty("article").GetString());
        why.GetProperty("margin").GetDouble().ShouldBe(
            answer.GetProperty("candidates")[0].GetProperty("probability").GetDouble() - answer.GetProperty("candidates")[1].GetProperty("probability").GetDouble(), 0.001);
    }

    [Fact]
    public void Ask_WithoutWhy_LeavesItOut()
    {
        Ask(new AskRequest("金卡年费是多少") { Json = true }).ShouldBe(0);
        JsonDocument.Parse(output.ToString()).RootElement.TryGetProperty("why", out _).ShouldBeFalse();

        Ask(new AskRequest("金卡年费是多少")).ShouldBe(0);
        output.ToString().ShouldNotContain("came first");
    }

    [Fact]
    public void Ask_WhyInAFolderWithoutArticles_SaysSo()
    {
        using var empty = new KnowledgeFolder();

        Ask(new AskRequest("anything") { Why = true, Path = empty.Path }).ShouldBe(0);

        output.ToString().ShouldContain("no article in force");
    }

    [Fact]
    public void Ask_OnADay_ServesTheFactOfThatDay()
    {
        Ask(new AskRequest("platinum yearly fee") { On = "2026-12-31" }).ShouldBe(0);
        output.ToString().ShouldContain("2,000");
        output.ToString().ShouldNotContain("2,200");
        output.GetStringBuilder().Clear();

        Ask(new AskRequest("platinum yearly fee") { On = "2027-01-01" }).ShouldBe(0);
        output.ToString().ShouldContain("2,200");
    }

    [Theory]
    [InlineData("--on", "2027-13-01")]
    [InlineData("--product", "gld")]
    [InlineData("--region", "CN")]
    [InlineData("--earlier-article", "no.such")]
    [InlineData("--earlier", "will it rain tomorrow")]
    public void Ask_OptionThatNamesNothing_SaysWhichAndAsksNothing(string option, string value)
    {
        Ask(new AskRequest("and for the gold card?")
        {
            On = option == "--on" ? value : null,
            Product = option == "--product" ? value : null,
            Region = option == "--region" ? value : null,
            EarlierArticle = option == "--earlier-article" ? value : null,
            Earlier = option == "--earlier" ? value : null,
        }).ShouldBe(1);

        error.ToString().ShouldContain($"{option}:1:1: error KB065: ");
        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Ask_EarlierAndProduct_AreTaken()
    {
        Ask(new AskRequest("and for the gold card?") { Earlier = "platinum yearly fee", Product = "GOLD" }).ShouldBe(0);
        Ask(new AskRequest("and for the gold card?") { EarlierArticle = "fee.platinum" }).ShouldBe(0);

        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Write_ReasonsInBothScripts_StandInColumns()
    {
        var answer = new KnowledgeAnswer(
            AnswerOutcome.Choose, [new Candidate("fee.gold", "金卡年费", 0.5), new Candidate("fee.platinum", "白金卡年费", 0.25)], "zh-Hans", null, null, [], [], HandoffAdvice.Never, "v")
        {
            Why = new Explanation(
                [new MatchedWord("年费", 0.75), new MatchedWord("gold", 0.25)], "金卡一年多少钱", "fee.platinum", 0.25, [new AppliedFilter("product", "gold", FilterOrigin.Cardholder)]),
        };

        AnswerText.Write(answer, why: true, output);

        var lines = output.ToString().Split('\n');
        lines.ShouldContain("why fee.gold came first (0.500, not sure enough to answer, so titles are offered):");
        lines.ShouldContain("  words             年费  0.750  ###############");
        lines.ShouldContain("                    gold  0.250  #####");
        lines.ShouldContain("  nearest sample    \"金卡一年多少钱\"");
        lines.ShouldContain("  runner-up         fee.platinum  白金卡年费  (behind by 0.250)");
        lines.ShouldContain("  filters           product = gold (the cardholder's own, as the bank says)");
    }

    [Theory]
    [InlineData("gold", 4)]
    [InlineData("金卡", 4)]
    [InlineData("ＡＢ（）", 8)]
    [InlineData("e\u0301", 1)]
    [InlineData("", 0)]
    public void Width_OfATextInAnyScript_IsInCells(string text, int cells)
    {
        Columns.Width(text).ShouldBe(cells);
        Columns.Width(Columns.Pad(text, 10)).ShouldBe(10);
    }

    private int Ask(AskRequest request) =>
        new EditorCommands(new KnowledgeOptions(), TimeProvider.System, output, error).Ask(request with { Path = request.Path ?? folder.Path });
}
