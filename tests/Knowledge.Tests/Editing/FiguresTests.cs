using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Editing;

public sealed class FiguresTests
{
    [Fact]
    public void Of_KnownRows_GivesTheFiguresWorkedOutByHand()
    {
        var figures = Figures.Of(
        [
            Row("a", 1, 0.9, AnswerOutcome.Answer),
            Row("a", 2, 0.6, AnswerOutcome.Choose),
            Row("a", 4, 0.3, AnswerOutcome.Unknown),
            Row("a", 0, 0.2, AnswerOutcome.Answer),
            Row(null, 0, 0.1, AnswerOutcome.Unknown),
            Row(null, 0, 0.6, AnswerOutcome.Answer),
        ]);

        figures.Questions.ShouldBe(6);
        figures.HitAt1.ShouldBe(0.25);
        figures.HitAt3.ShouldBe(0.5);
        figures.Mrr!.Value.ShouldBe((1 + 0.5 + 0.25) / 4, 1e-9);
        // Of the 8 pairs the in-scope row is surer in 1+... : 0.9 beats both, 0.6 beats one and ties one, 0.3 and 0.2 beat one each.
        figures.OutOfScopeAuroc!.Value.ShouldBe((2 + 1.5 + 1 + 1) / 8, 1e-9);
        figures.OutOfScopeRecallAt95.ShouldBe(0.5);
        figures.OutOfScopeRecall.ShouldBe(0.5);
        figures.FalseRejection.ShouldBe(0.25);
        figures.AnswerPrecision!.Value.ShouldBe(1.0 / 3, 1e-9);
        figures.Answered!.Value.ShouldBe(3.0 / 6, 1e-9);
        figures.Offered!.Value.ShouldBe(1.0 / 6, 1e-9);
        figures.Refused!.Value.ShouldBe(2.0 / 6, 1e-9);
        figures.CalibrationError!.Value.ShouldBe((0.1 + 1.2 + 0.3 + 0.2 + 0.1) / 6, 1e-9);
    }

    [Fact]
    public void Of_NoOutOfScopeRows_LeavesTheirFiguresEmpty()
    {
        var figures = Figures.Of([Row("a", 1, 0.9, AnswerOutcome.Answer)]);

        figures.OutOfScopeAuroc.ShouldBeNull();
        figures.OutOfScopeRecallAt95.ShouldBeNull();
        figures.OutOfScopeRecall.ShouldBeNull();
        figures.FalseRejection.ShouldBe(0);
    }

    [Fact]
    public void Latencies_HundredValues_TakesTheRanks()
    {
        Figures.Latencies(Enumerable.Range(1, 100).Select(value => (double)value)).ShouldBe(new Latency(50, 99));
        Figures.Latencies([]).ShouldBe(new Latency(0, 0));
    }

    [Fact]
    public void Confusions_RowsInScopeAndOut_CountsWhatWasPutFirst()
    {
        Figures.Confusions(
        [
            Row("a", 1, 0.9, AnswerOutcome.Answer),
            Row("a", 2, 0.9, AnswerOutcome.Answer, "b"),
            Row("a", 3, 0.1, AnswerOutcome.Unknown, "b"),
            Row(null, 0, 0.9, AnswerOutcome.Answer, "b"),
            Row(null, 0, 0.1, AnswerOutcome.Unknown, "b"),
        ]).Select(confusion => (confusion.Expected, confusion.Got, confusion.Count)).ShouldBe([("a", "b", 2), ("-", "b", 1)]);
    }

    [Fact]
    public void Confusions_EngineNamesSampleQuestions_CountsWhichDrewThem()
    {
        var confusion = Figures.Confusions(
        [
            Row("a", 2, 0.9, AnswerOutcome.Answer, "b", "yearly cost"),
            Row("a", 2, 0.9, AnswerOutcome.Answer, "b", "what it costs"),
            Row("a", 2, 0.9, AnswerOutcome.Answer, "b", "yearly cost"),
            Row("a", 2, 0.9, AnswerOutcome.Answer, "b"),
            Row("a", 1, 0.9, AnswerOutcome.Answer, "a", "not counted"),
        ]).ShouldHaveSingleItem();

        confusion.Count.ShouldBe(4);
        confusion.Examples.Count.ShouldBe(3);
        confusion.DrawnBy.ShouldBe([new Draw("yearly cost", 2), new Draw("what it costs", 1)]);
    }

    [Fact]
    public void PerArticle_SeveralArticles_PutsTheWorstFirst()
    {
        var articles = Figures.PerArticle(
        [
            Row("good", 1, 0.9, AnswerOutcome.Answer),
            Row("near", 2, 0.9, AnswerOutcome.Choose),
            Row("near", 1, 0.9, AnswerOutcome.Answer),
            Row("lost", 0, 0.1, AnswerOutcome.Unknown),
            Row(null, 0, 0.1, AnswerOutcome.Unknown),
        ]);

        articles.ShouldBe([new ArticleFigures("lost", 1, 0, 0, 1), new ArticleFigures("near", 2, 0.5, 1, 0), new ArticleFigures("good", 1, 1, 1, 0)]);
    }

    [Theory]
    [InlineData("a", 1, AnswerOutcome.Answer, true)]
    [InlineData("a", 1, AnswerOutcome.Choose, true)]
    [InlineData("a", 1, AnswerOutcome.Unknown, false)]
    [InlineData("a", 2, AnswerOutcome.Choose, false)]
    [InlineData(null, 0, AnswerOutcome.Unknown, true)]
    [InlineData(null, 0, AnswerOutcome.Choose, false)]
    public void IsRight_RankAndOutcome_IsWhatTheCardholderGot(string? article, int rank, AnswerOutcome outcome, bool right) =>
        Row(article, rank, 0.5, outcome).IsRight.ShouldBe(right);

    private static JudgedRow Row(string? article, int rank, double probability, AnswerOutcome outcome, string first = "a", string? nearest = null) =>
        new(new AskedRow("q", article, "en", new Place("f")), rank, first, probability, outcome, nearest);
}
