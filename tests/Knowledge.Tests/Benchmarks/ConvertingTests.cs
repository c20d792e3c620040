using Cardline.Benchmarks.Converting;
using Cardline.Benchmarks.Sets;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Benchmarks;

public sealed class ConvertingTests
{
    private static readonly string[] Hard =
    [
        "Is it: \"lost\", or 'late'?", "back\\slash \\n and # comment", "- not a list", "a\ttab and\na break", "{{no.fact}} }} {{", "!tag &anchor *alias", "null", "£5 – naïve 丢卡",
        "bell \u0007 and next line \u0085 and separator \u2028 end", "@at `tick` %percent",
    ];

    [Theory]
    [InlineData("card_arrival", "card-arrival", "card arrival")]
    [InlineData("Refund_not_showing_up", "refund-not-showing-up", "Refund not showing up")]
    [InlineData("reverted_card_payment?", "reverted-card-payment", "reverted card payment?")]
    public void Category_Name_BecomesIdAndTitle(string category, string id, string title)
    {
        Category.Id(category).ShouldBe(id);
        Category.Title(category).ShouldBe(title);
    }

    [Fact]
    public void Articles_TwoCategoriesOfOneId_AreRefused() =>
        Should.Throw<DataFault>(() => ArticleFolder.Articles([new Labelled("a", "card?"), new Labelled("b", "Card")])).Message.ShouldContain("\"card\"");

    [Fact]
    public void Write_HardTexts_LoadAsTheyWereWithoutAFinding()
    {
        using var folder = new KnowledgeFolder();
        ArticleFolder.Write(folder.Path, "made", [new MadeArticle("a", "A: \"title\"?", Hard, "Body {{ of it")]);

        var content = folder.Read();

        content.Findings.ShouldBeEmpty();
        var article = content.Articles.ShouldHaveSingleItem().Article;
        article.Title.Text.ShouldBe("A: \"title\"?");
        article.Questions.Count.ShouldBe(Hard.Length);
        article.Questions[0].Text.ShouldBe(Hard[0]);
        article.Questions[1].Text.ShouldBe(Hard[1]);
        article.Questions[3].Text.ShouldBe("a tab and a break");
        article.Questions[4].Text.ShouldBe("{no.fact} } {");
        article.Questions[7].Text.ShouldBe(Hard[7]);
    }

    [Fact]
    public void WriteQuestions_HardTexts_AreReadAsOneRowEach()
    {
        using var folder = new KnowledgeFolder();
        var file = Path.Combine(folder.Path, "questions.tsv");
        ArticleFolder.WriteQuestions(file, [.. Hard.Select(text => new MadeQuestion(text, "a")), new MadeQuestion("elsewhere", null)]);
        var findings = new List<Finding>();

        var rows = QuestionSet.Read("questions.tsv", File.ReadAllText(file), new HashSet<string> { "a" }, findings);

        findings.ShouldBeEmpty();
        rows.Count.ShouldBe(Hard.Length + 1);
        rows[^1].Article.ShouldBeNull();
    }

    [Fact]
    public void Write_TrainingPartOnly_AsksNothingThatStandsInAnArticle()
    {
        using var folder = new KnowledgeFolder();
        Labelled[] rows = [.. Enumerable.Range(0, 60).Select(number => new Labelled($"question number {number}", number < 30 ? "one" : "two"))];
        var output = Path.Combine(folder.Path, "out");

        var said = ConvertCommand.Write(new DataSet("banking77", rows, null, "test", []), output, perArticle: null, seed: 1);

        said.ShouldContain("one fold of 5");
        var asked = File.ReadAllLines(Path.Combine(output, "questions.tsv")).Skip(1).Select(line => line.Split('\t')[0]).ToList();
        asked.Count.ShouldBe(12);
        var learnt = new FolderReader(output).Read(null).Articles.SelectMany(article => article.Article.Questions).Select(question => question.Text).ToList();
        learnt.Count.ShouldBe(48);
        learnt.Intersect(asked).ShouldBeEmpty();
        Should.Throw<DataFault>(() => ConvertCommand.Write(new DataSet("banking77", rows, null, "test", []), output, null, 1)).Message.ShouldContain("--out");
    }

    [Fact]
    public void Eval_ConvertedFolder_FindsTheArticles()
    {
        using var folder = new KnowledgeFolder();
        folder.Write("banking77/train.csv", "text,category\nwhere is my card,card_arrival\nmy card has not arrived,card_arrival\n\"lost, stolen card\",lost_card\n\"my card was stolen\",lost_card\nwhat is the exchange rate,exchange_rate\nwhich rate do you exchange at,exchange_rate\n");
        folder.Write("banking77/test.csv", "text,category\nhas my card arrived,card_arrival\nexchange rate please,exchange_rate\n");
        var output = Path.Combine(folder.Path, "out");
        ConvertCommand.Write(Banking77.Read(new DataFolder(folder.Path)), output, null, 1).ShouldContain("the test part");
        using var said = new StringWriter();
        using var wrong = new StringWriter();

        var code = new EditorCommands(new KnowledgeOptions(), TimeProvider.System, said, wrong).Eval(new EvalRequest(Path.Combine(output, "questions.tsv")) { Path = output, Json = true });

        wrong.ToString().ShouldBeEmpty();
        code.ShouldBe(0);
        said.ToString().ShouldContain("\"hitAt1\": 1,");
    }
}
