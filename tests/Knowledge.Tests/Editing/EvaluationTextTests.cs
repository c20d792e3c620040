using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Editing;

public sealed class EvaluationTextTests : IDisposable
{
    private readonly StringWriter output = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public void Write_ConfusionWithSampleQuestions_SaysWhoTakesWhatAndWhatDrewIt()
    {
        var lines = Lines(Report(
        [
            new Confusion("fee.platinum", "fee.gold", 3, "how much a year") { DrawnBy = [new Draw("yearly cost", 2), new Draw("金卡年费", 1)] },
            new Confusion("-", "fee.gold", 1, "gold bars"),
            new Confusion("card.lost", "-", 2, "where is it"),
        ]));

        lines.ShouldContain("  fee.gold takes 3 questions from fee.platinum, such as: how much a year");
        lines.ShouldContain("      drawn by: yearly cost (2 times); 金卡年费");
        lines.ShouldContain("  fee.gold takes 1 question that no article answers, such as: gold bars");
        lines.ShouldContain("  card.lost loses 2 questions to nothing at all, such as: where is it");
        lines.Count(line => line.Contains("drawn by")).ShouldBe(1);
        lines.ShouldNotContain(line => line.Contains("baseline"));
    }

    [Fact]
    public void Write_MoreArticlesThanTen_ShowsTheWorstAndCountsTheOthers()
    {
        var articles = Enumerable.Range(0, 14).Select(i => new ArticleFigures($"a{i}", 2, i < 12 ? 0.5 : 1, 1, 0)).ToList();

        var lines = Lines(Report([]) with { PerArticle = articles });

        lines.Count(line => line.StartsWith('a') && line.Contains("0.50")).ShouldBe(10);
        lines.ShouldContain("and 2 more that lost a question; --articles shows all 14.");
        Lines(Report([]) with { PerArticle = articles }, all: true).Count(line => line.StartsWith('a') && line.Contains("1.00")).ShouldBe(14);
    }

    [Fact]
    public void Write_Baseline_ShowsFiguresUpAndDownAndTheQuestions()
    {
        var lines = Lines(Report([]) with
        {
            Baseline = new BaselineReport(
                "abc", 0.005, true, [new FigureChange("hitAt1", 0.9, 0.8, -0.1, true), new FigureChange("mrr", 0.5, 0.75, 0.25, false), new FigureChange("outOfScopeRecall", null, null, null, false)],
                new TurnedRows(21, [new TurnedRow("gold fee", "en", "fee.gold", new GivenReply("answer", "fee.gold"), new GivenReply("unknown", "card.lost"))]),
                new TurnedRows(1, [new TurnedRow("weather", "en", "-", new GivenReply("choose", "fee.gold"), new GivenReply("unknown", "fee.gold"))])),
        });

        lines.ShouldContain("  hitAt1                  0.9000 -> 0.8000  -0.1000  worse");
        lines.ShouldContain("  mrr                     0.5000 -> 0.7500  +0.2500");
        lines.ShouldContain("newly wrong: 21, the first 1:");
        lines.ShouldContain("  gold fee  (wanted fee.gold; before answer fee.gold; now unknown card.lost)");
        lines.ShouldContain("newly right: 1");
        lines.ShouldContain("  weather  (wanted nothing; before choose fee.gold; now unknown fee.gold)");
        lines.ShouldContain("worse than the baseline by more than 0.005: hitAt1.");
        lines.ShouldNotContain(line => line.Contains("  outOfScopeRecall"));
    }

    [Fact]
    public void Judge_EngineSaysWhy_KeepsTheSampleQuestionThatDrewTheRow()
    {
        var answer = new KnowledgeAnswer(
            AnswerOutcome.Answer, [new Candidate("fee.gold", "Gold", 0.7), new Candidate("fee.platinum", "Platinum", 0.2)], "en", "x", null, [], [], HandoffAdvice.Never, "v")
        {
            Why = new Explanation([], "gold yearly fee", "fee.platinum", 0.5, []),
        };
        var period = new Cardline.Knowledge.Index.KnowledgeIndex(KnowledgeContent.Empty, KnowledgeServices.Engine).At(new DateOnly(2026, 6, 1));

        Evaluation.Judge(new AskedRow("q", "fee.platinum", "en", new Place("f")), answer, period)
            .ShouldBe(new JudgedRow(new AskedRow("q", "fee.platinum", "en", new Place("f")), 2, "fee.gold", 0.7, AnswerOutcome.Answer, "gold yearly fee"));
        Evaluation.Judge(new AskedRow("q", "fee.platinum", "en", new Place("f")), answer with { Why = null }, period).Nearest.ShouldBeNull();
    }

    private static EvaluationReport Report(IReadOnlyList<Confusion> confusions) =>
        new(1, 1, 1, 1, null, null, null, 0, 0.1, new Latency(1, 2), new Dictionary<string, LanguageFigures>(), confusions);

    private string[] Lines(EvaluationReport report, bool all = false)
    {
        output.GetStringBuilder().Clear();
        EvaluationText.Write(report, all, output);
        return output.ToString().Split('\n');
    }
}
