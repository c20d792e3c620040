using System.Text;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Tests.Articles;

public sealed class ArticleReaderTests
{
    private const string Head = "---\nid: fee.gold\nlang: en\ntitle: \"What is the fee?\"\n";
    private const string File = "articles/t/fee.gold.en.md";

    [Fact]
    public void Read_WholeArticle_KeepsEveryPart()
    {
        var article = Read(Head + """
            questions: [a b, "c: d"]
            not_questions:
              - e
            applies: {product: [gold], region: CN}
            expires: 2027-12-31
            risk: fees
            followups: [other]
            handoff: always
            owner: cards
            review_by: 2027-06-30
            sources: [{name: Agreement, section: "4.2"}, {name: Law}]
            ---

            # Gold

            Short **answer**
            on two lines.

            ## Rest

            - one
            """, "articles/t/fee.gold.en@2026-07-01.md", out var findings)!;

        findings.ShouldBeEmpty();
        article.From.ShouldBe(new DateOnly(2026, 7, 1));
        article.Expires.ShouldBe(new DateOnly(2027, 12, 31));
        article.Questions.Select(question => question.Text).ShouldBe(["a b", "c: d"]);
        article.Questions[1].At.ShouldBe(new Place("articles/t/fee.gold.en@2026-07-01.md", 5, 18));
        article.NotQuestions.ShouldHaveSingleItem().Text.ShouldBe("e");
        article.Applies["product"].ShouldBe(["gold"]);
        article.Applies["region"].ShouldBe(["CN"]);
        article.Handoff.ShouldBe(HandoffAdvice.Always);
        article.Risk.ShouldBe(Risk.Fees);
        article.Cites.ShouldBe(["Agreement 4.2", "Law"]);
        article.Body.Heading.ShouldBe("Gold");
        article.Body.Short.ShouldBe("Short **answer**\non two lines.");
        article.Body.More.ShouldBe("## Rest\n\n- one");
    }

    [Theory]
    [InlineData("", Risk.Low)]
    [InlineData("risk: low\n", Risk.Low)]
    [InlineData("risk: fees\n", Risk.Fees)]
    [InlineData("risk: legal\n", Risk.Legal)]
    [InlineData("risk: safety\n", Risk.Safety)]
    public void Read_Risk_IsKeptAndLowWhenNothingIsSaid(string line, Risk risk)
    {
        Read(Head + line + "---\nbody", "articles/t/fee.gold.en.md", out var findings)!.Risk.ShouldBe(risk);
        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("---\nbody", "KB003", 1)]
    [InlineData("no front matter", "KB003", 1)]
    [InlineData("---\n---\nbody", "KB003", 1)]
    [InlineData("---\nid: fee.gold\nlang: en\n---\nbody", "KB003", 1)]
    [InlineData("---\nid: fee.gold\nlang: en\ntitle:\n---\nbody", "KB003", 1)]
    [InlineData(Head + "---\n\n", "KB003", 6)]
    [InlineData(Head + "---\n# only a heading\n", "KB003", 6)]
    [InlineData(Head + "titel: x\n---\nbody", "KB002", 5)]
    [InlineData(Head + "applies: {colour: [red]}\n---\nbody", "KB002", 5)]
    [InlineData(Head + "risk: high\n---\nbody", "KB011", 5)]
    [InlineData(Head + "handoff: maybe\n---\nbody", "KB011", 5)]
    [InlineData(Head + "expires: 31.12.2027\n---\nbody", "KB010", 5)]
    [InlineData(Head + "review_by: 2027-13-01\n---\nbody", "KB010", 5)]
    [InlineData(Head + "questions: [{a: b}]\n---\nbody", "KB019", 5)]
    [InlineData(Head + "sources: [{title: x}]\n---\nbody", "KB019", 5)]
    [InlineData(Head + "questions: [a, b\n---\nbody", "KB001", 6)]
    [InlineData(Head + "id: again\n---\nbody", "KB001", 5)]
    [InlineData(Head + "owner: &a [*a]\n---\nbody", "KB001", 5)]
    [InlineData("---\nid: other\nlang: en\ntitle: x\n---\nbody", "KB004", 2)]
    [InlineData("---\nid: fee.gold\nlang: zh-Hans\ntitle: x\n---\nbody", "KB004", 3)]
    [InlineData("---\nid: fee.gold\nlang: fr\ntitle: x\n---\nbody", "KB011", 3)]
    public void Read_OneFault_NamesItWithItsLineAndServesNothing(string text, string number, int line)
    {
        Read(text, File, out var findings).ShouldBeNull();

        var finding = findings.ShouldHaveSingleItem();
        finding.Number.ShouldBe(number);
        finding.At.Line.ShouldBe(line);
        finding.Mend.ShouldNotBeEmpty();
    }

    [Fact]
    public void Read_KeyMisspelt_NamesTheNearestKey()
    {
        Read(Head + "not_question: [x]\n---\nbody", File, out var findings);

        findings.ShouldHaveSingleItem().Mend.ShouldBe("Did you mean \"not_questions\"?");
    }

    [Theory]
    [InlineData("articles/t/fee.gold.md", "KB004")]
    [InlineData("articles/t/fee.gold.fr.md", "KB004")]
    [InlineData("articles/t/fee.gold.en@soon.md", "KB010")]
    public void Read_FileNameSaysTooLittle_IsRefused(string file, string number)
    {
        Read(Head + "---\nbody", file, out var findings).ShouldBeNull();

        findings.ShouldHaveSingleItem().Number.ShouldBe(number);
    }

    [Fact]
    public void Read_NotUtf8OrDeeplyNested_IsAFindingNotAnException()
    {
        var findings = new List<Finding>();
        ArticleReader.Read(File, [0x2d, 0xff, 0xfe], findings).ShouldBeNull();
        findings.ShouldHaveSingleItem().Number.ShouldBe("KB017");

        Read(Head + "owner: " + new string('[', 50_000) + "\n---\nbody", File, out var deep).ShouldBeNull();
        deep.ShouldHaveSingleItem().Number.ShouldBe("KB001");
    }

    [Fact]
    public void Read_WindowsLineEndingsAndByteOrderMark_ReadsTheSame()
    {
        var article = Read("\uFEFF" + Head.Replace("\n", "\r\n", StringComparison.Ordinal) + "---\r\nShort.\r\n\r\nMore.\r\n", File, out var findings)!;

        findings.ShouldBeEmpty();
        article.Body.Short.ShouldBe("Short.");
        article.Body.More.ShouldBe("More.");
    }

    private static Article? Read(string text, string file, out List<Finding> findings)
    {
        findings = [];
        return ArticleReader.Read(file, Encoding.UTF8.GetBytes(text), findings);
    }
}
