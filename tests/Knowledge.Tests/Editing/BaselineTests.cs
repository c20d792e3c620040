using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Editing;

public sealed class BaselineTests : IDisposable
{
    private const string Rows = "金卡收年费吗\tfee.gold\tzh-Hans\nI lost my card\tcard.lost\ten\nwill it rain tomorrow\t-\ten\n";
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly string kept;
    private readonly string questions;

    public BaselineTests()
    {
        kept = Path.Combine(folder.Path, "kept", "baseline.json");
        questions = Write("set.tsv", "question\tarticle\tlang\n" + Rows);
    }

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void Eval_SameFolderAndSet_ShowsNoDifferenceAndPasses()
    {
        Eval(save: kept).ShouldBe(0);
        // Another name and other line endings are the same questions.
        Write("set.tsv", ("question\tarticle\tlang\n" + Rows).Replace("\n", "\r\n", StringComparison.Ordinal));

        Eval(baseline: kept).ShouldBe(0);

        var difference = Report().GetProperty("baseline");
        difference.GetProperty("regressed").GetBoolean().ShouldBeFalse();
        difference.GetProperty("newlyWrong").GetProperty("count").GetInt32().ShouldBe(0);
        difference.GetProperty("newlyRight").GetProperty("count").GetInt32().ShouldBe(0);
        difference.GetProperty("figures").EnumerateArray().ShouldAllBe(figure => !figure.GetProperty("regressed").GetBoolean());
        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Eval_NoBaseline_WritesNoDifference()
    {
        Eval(save: kept).ShouldBe(0);

        Report().TryGetProperty("baseline", out _).ShouldBeFalse();
        var saved = JsonNode.Parse(File.ReadAllText(kept))!;
        saved["report"]!["questionSet"]!.GetValue<string>().Length.ShouldBe(12);
        saved["rows"]!.AsArray().Count.ShouldBe(3);
        saved["rows"]![2]!["article"]!.GetValue<string>().ShouldBe("-");
        Directory.GetFiles(Path.GetDirectoryName(kept)!).ShouldHaveSingleItem();
    }

    [Fact]
    public void Eval_ArticleLostItsSamples_FailsAndNamesTheQuestionNewlyWrong()
    {
        Eval(save: kept).ShouldBe(0);
        var before = File.ReadAllText(kept);
        folder.Article("card.lost", "en", "Zzz", "Yyy.").Article("card.lost", "zh-Hans", "哦", "嗯。");

        Eval(baseline: kept, save: kept).ShouldBe(1);

        var difference = Report().GetProperty("baseline");
        difference.GetProperty("regressed").GetBoolean().ShouldBeTrue();
        var wrong = difference.GetProperty("newlyWrong");
        wrong.GetProperty("count").GetInt32().ShouldBe(1);
        wrong.GetProperty("questions")[0].GetProperty("question").GetString().ShouldBe("I lost my card");
        wrong.GetProperty("questions")[0].GetProperty("before").GetProperty("first").GetString().ShouldBe("card.lost");
        difference.GetProperty("newlyRight").GetProperty("count").GetInt32().ShouldBe(0);
        // What it fell below stays the baseline: the next run must not pass.
        File.ReadAllText(kept).ShouldBe(before);
        error.ToString().ShouldContain("left as it is");
    }

    [Fact]
    public void Eval_ArticleMended_NamesTheQuestionNewlyRightAndKeepsTheNewRun()
    {
        folder.Article("card.lost", "en", "Zzz", "Yyy.").Article("card.lost", "zh-Hans", "哦", "嗯。");
        Eval(save: kept).ShouldBe(0);
        folder.Article("card.lost", "en", "I lost my card", "Block it.");

        Eval(baseline: kept, save: kept).ShouldBe(0);

        Report().GetProperty("baseline").GetProperty("newlyRight").GetProperty("questions")[0].GetProperty("question").GetString().ShouldBe("I lost my card");
        Report().GetProperty("baseline").GetProperty("newlyWrong").GetProperty("count").GetInt32().ShouldBe(0);
        JsonNode.Parse(File.ReadAllText(kept))!["report"]!["hitAt1"]!.GetValue<double>().ShouldBe(1);
    }

    [Theory]
    [InlineData("", "1:1", "KB061")]
    [InlineData("{\n  \"kind\": ]", "2:11", "KB061")]
    [InlineData("[]", "1:1", "KB061")]
    [InlineData("{\"kind\":\"other\",\"version\":1}", "1:1", "KB061")]
    [InlineData("{\"kind\":\"cardline.kb.eval\",\"version\":\"1\"}", "1:1", "KB061")]
    [InlineData("{\"kind\":\"cardline.kb.eval\",\"version\":1,\"rows\":[]}", "1:50", "KB061")]
    [InlineData("{\"kind\":\"cardline.kb.eval\",\"version\":1,\"report\":null,\"rows\":null}", "1:53", "KB061")]
    [InlineData("{\"kind\":\"cardline.kb.eval\",\"version\":2}", "1:1", "KB062")]
    public void Eval_UnusableBaseline_SaysWhyAndMeasuresNothing(string text, string place, string number)
    {
        Write("broken.json", text);

        Eval(baseline: Path.Combine(folder.Path, "broken.json")).ShouldBe(1);

        error.ToString().ShouldContain($"broken.json:{place}: error {number}: ");
        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Eval_BaselineWithARowTakenOut_IsBroken()
    {
        Eval(save: kept).ShouldBe(0);
        var saved = JsonNode.Parse(File.ReadAllText(kept))!;
        saved["rows"]!.AsArray().RemoveAt(0);
        File.WriteAllText(kept, saved.ToJsonString());

        Eval(baseline: kept).ShouldBe(1);

        error.ToString().ShouldContain("error KB061: The baseline holds 2 rows, but says 3.");
    }

    [Fact]
    public void Eval_AnotherQuestionSet_SaysSoAndMeasuresNothing()
    {
        Eval(save: kept).ShouldBe(0);
        Write("set.tsv", "question\tarticle\tlang\n" + Rows + "gold yearly fee\tfee.gold\ten\n");

        Eval(baseline: kept).ShouldBe(1);

        error.ToString().ShouldContain("error KB063: ");
        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Eval_NoSuchBaseline_SaysSo()
    {
        Eval(baseline: kept).ShouldBe(1);

        error.ToString().ShouldContain("error KB017: ");
    }

    [Fact]
    public void Eval_SaveToAFolderThatIsAFile_SaysSoAfterTheFigures()
    {
        Eval(save: Path.Combine(questions, "x.json")).ShouldBe(1);

        error.ToString().ShouldContain("error KB064: ");
        Report().GetProperty("questions").GetInt32().ShouldBe(3);
    }

    [Theory]
    [InlineData(0.800, 0.796, false)]
    [InlineData(0.800, 0.795, false)]
    [InlineData(0.800, 0.794, true)]
    [InlineData(0.800, 0.900, false)]
    public void Of_HitAt1Falls_RegressesBeyondTheToleranceOnly(double before, double now, bool regressed) =>
        Compared(Figured(hitAt1: before), Figured(hitAt1: now)).Regressed.ShouldBe(regressed);

    [Theory]
    [InlineData(0.100, 0.105, false)]
    [InlineData(0.100, 0.106, true)]
    [InlineData(0.100, 0.000, false)]
    public void Of_FalseRejectionRises_RegressesBeyondTheToleranceOnly(double before, double now, bool regressed) =>
        Compared(Figured(falseRejection: before), Figured(falseRejection: now)).Regressed.ShouldBe(regressed);

    [Fact]
    public void Of_ManyTurnedRows_CountsAllAndNamesTwenty()
    {
        var before = Enumerable.Range(0, 50).Select(i => Row($"q{i}", right: true)).ToList();
        var now = Enumerable.Range(0, 50).Select(i => Row($"q{i}", right: i >= 30)).ToList();

        var difference = BaselineComparison.Of(new SavedEvaluation(SavedEvaluation.KindName, 1, Figured(), before), Figured(), now);

        difference.NewlyWrong.Count.ShouldBe(30);
        difference.NewlyWrong.Questions.Count.ShouldBe(20);
        difference.NewlyRight.Count.ShouldBe(0);
        // A turned row alone is no regression: the guarded figures decide.
        difference.Regressed.ShouldBeFalse();
    }

    private static BaselineReport Compared(EvaluationReport before, EvaluationReport now) =>
        BaselineComparison.Of(new SavedEvaluation(SavedEvaluation.KindName, 1, before, []), now, []);

    private static SavedRow Row(string question, bool right) => new(question, "a", "en", "answer", "a", 1, 0.9, right);

    private static EvaluationReport Figured(double hitAt1 = 1, double falseRejection = 0) =>
        new(1, hitAt1, 1, 1, null, null, null, falseRejection, 0.1, new Latency(1, 2), new Dictionary<string, LanguageFigures>(), []);

    private int Eval(string? save = null, string? baseline = null)
    {
        output.GetStringBuilder().Clear();
        return new EditorCommands(new KnowledgeOptions(), TimeProvider.System, output, error)
            .Eval(new EvalRequest(questions) { Path = folder.Path, Json = true, Save = save, Baseline = baseline });
    }

    private JsonElement Report() => JsonDocument.Parse(output.ToString()).RootElement;

    private string Write(string file, string text)
    {
        folder.Write(file, text);
        return Path.Combine(folder.Path, file);
    }
}
