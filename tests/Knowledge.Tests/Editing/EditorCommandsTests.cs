using System.Text.Json;
using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Editing;

public sealed class EditorCommandsTests : IDisposable
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

    [Fact]
    public void Ask_Json_WritesOneObjectWithThePromisedKeys()
    {
        Commands().Ask(new AskRequest("金卡年费是多少") { Path = folder.Path, Json = true }).ShouldBe(0);

        var answer = JsonDocument.Parse(output.ToString()).RootElement;
        answer.GetProperty("outcome").GetString().ShouldBe("answer");
        answer.GetProperty("text").GetString().ShouldBe("每年300元。");
        answer.GetProperty("candidates").GetArrayLength().ShouldBeGreaterThanOrEqualTo(3);
        answer.GetProperty("candidates")[0].GetProperty("article").GetString().ShouldBe("fee.gold");
        answer.GetProperty("candidates")[0].GetProperty("probability").GetDouble().ShouldBeGreaterThan(0.9);
        answer.GetProperty("sources")[0].GetProperty("article").GetString().ShouldBe("fee.gold");
        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Ask_BrokenArticleInTheFolder_AnswersAndNamesItOnTheErrorStream()
    {
        folder.Write("articles/t/pin.forgot.en.md", "---\n[\n---\nx");

        Commands().Ask(new AskRequest("金卡年费是多少") { Lang = "en", Path = folder.Path, Json = true }).ShouldBe(0);

        JsonDocument.Parse(output.ToString()).RootElement.GetProperty("text").GetString().ShouldBe("It is CNY 300.");
        error.ToString().ShouldContain("KB001");
    }

    [Fact]
    public void Eval_Json_WritesOneObjectWithEveryPromisedKey()
    {
        Commands().Eval(new EvalRequest(Set("金卡收年费吗\tfee.gold\tzh-Hans\nI lost my card\tcard.lost\ten\nwill it rain tomorrow\t-\ten")) { Path = folder.Path, Json = true }).ShouldBe(0);

        var report = JsonDocument.Parse(output.ToString()).RootElement;
        report.EnumerateObject().Select(property => property.Name).ShouldBe(
            [
                "questions", "hitAt1", "hitAt3", "mrr", "outOfScopeAuroc", "outOfScopeRecallAt95", "outOfScopeRecall", "falseRejection", "calibrationError", "latencyMicroseconds", "perLanguage", "confusions",
                "answerPrecision", "answered", "offered", "refused", "perArticle", "questionSet", "indexVersion",
            ]);
        report.GetProperty("questions").GetInt32().ShouldBe(3);
        report.GetProperty("hitAt1").GetDouble().ShouldBe(1);
        report.GetProperty("outOfScopeRecall").GetDouble().ShouldBe(1);
        report.GetProperty("latencyMicroseconds").EnumerateObject().Select(property => property.Name).ShouldBe(["p50", "p99"]);
        report.GetProperty("perLanguage").EnumerateObject().Select(property => property.Name).ShouldBe(["en", "zh-Hans"]);
        report.GetProperty("perLanguage").GetProperty("zh-Hans").GetProperty("outOfScopeRecall").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Eval_Text_IsReadable()
    {
        Commands().Eval(new EvalRequest(Set("金卡收年费吗\tfee.gold\tzh-Hans\r\n")) { Path = folder.Path }).ShouldBe(0);

        output.ToString().ShouldContain("right article first");
        output.ToString().ShouldNotContain("{");
    }

    [Fact]
    public void Eval_QuestionOfAnotherArticle_IsToldInWordsAndPerArticle()
    {
        var set = Set("gold yearly fee\tcard.lost\ten\ngold yearly fee please\tcard.lost\ten\nI lost my card\tcard.lost\ten\nplatinum yearly fee\tfee.platinum\ten");

        Commands().Eval(new EvalRequest(set) { Path = folder.Path }).ShouldBe(0);

        output.ToString().ShouldContain("fee.gold takes 2 questions from card.lost, such as: gold yearly fee");
        output.ToString().ShouldContain("articles that fared worst");
        output.ToString().ShouldContain("card.lost                                     3    0.33");
        output.ToString().ShouldNotContain("fee.platinum");
        output.GetStringBuilder().Clear();

        Commands().Eval(new EvalRequest(set) { Path = folder.Path, Articles = true }).ShouldBe(0);

        output.ToString().ShouldContain("fee.platinum                                  1    1.00");
    }

    [Theory]
    [InlineData("question,article,lang\n", "1:1", "KB015")]
    [InlineData("", "1:1", "KB015")]
    [InlineData("question\tarticle\tlang\n", "2:1", "KB015")]
    [InlineData("question\tarticle\tlang\nonly one cell\n", "2:1", "KB015")]
    [InlineData("question\tarticle\tlang\nq\tfee.gold\tfr\n", "2:12", "KB015")]
    [InlineData("question\tarticle\tlang\nq\tfee.glod\ten\n", "2:3", "KB014")]
    public void Eval_BadTsv_NamesThePlaceAndWritesNoFigures(string text, string place, string number)
    {
        var file = Path.Combine(folder.Path, "set.tsv");
        File.WriteAllText(file, text);

        Commands().Eval(new EvalRequest(file) { Path = folder.Path, Json = true }).ShouldBe(1);

        error.ToString().ShouldContain($"set.tsv:{place}: error {number}: ");
        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Eval_NoSuchFile_SaysSo()
    {
        Commands().Eval(new EvalRequest(Path.Combine(folder.Path, "none.tsv")) { Path = folder.Path, Json = true }).ShouldBe(1);

        error.ToString().ShouldContain("KB017");
    }

    [Fact]
    public void FindingNumber_EachOne_HasItsPage()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Bot.sln"))) root = root.Parent;
        var numbers = typeof(Cardline.Knowledge.Articles.FindingNumber)
            .GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToList();

        numbers.Distinct(StringComparer.Ordinal).Count().ShouldBe(numbers.Count);
        foreach (var number in numbers) File.ReadAllText(Path.Combine(root!.FullName, "docs/errors", number + ".md")).ShouldContain("To mend it");
    }

    private EditorCommands Commands() => new(new KnowledgeOptions(), TimeProvider.System, output, error);

    private string Set(string rows)
    {
        var file = Path.Combine(folder.Path, "set.tsv");
        File.WriteAllText(file, "question\tarticle\tlang\n" + rows);
        return file;
    }
}
