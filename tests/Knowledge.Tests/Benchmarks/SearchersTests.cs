using Cardline.Benchmarks.Accuracy;
using Cardline.Benchmarks.Converting;
using Cardline.Benchmarks.Searchers;

namespace Cardline.Knowledge.Tests.Benchmarks;

public sealed class SearchersTests
{
    private static readonly MadeArticle[] Articles =
    [
        new("arrival", "card arrival", ["where is my card", "my card has not arrived"], "card arrival"),
        new("rate", "exchange rate", ["what is the exchange rate", "which rate do you use"], "exchange rate"),
        new("pin", "forgotten pin", ["I forgot my pin"], "forgotten pin"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FullText_Question_RanksTheRightArticleFirst(bool byRow)
    {
        using var searcher = new FullTextSearcher(Articles, byRow, limit: 10);

        searcher.Rank("exchange \"rates\" NEAR* (now)").Articles[0].ShouldBe("rate");
        searcher.Rank("exchange rate").Confidence.ShouldBeGreaterThan(searcher.Rank("the").Confidence);
        searcher.Rank("?!").Articles.ShouldBeEmpty();
    }

    [Fact]
    public void Judge_SearcherThatFindsNothing_CountsAsAMissAndNotAsAHit()
    {
        using var searcher = new Fixed(["pin", "rate"]);

        var figures = new Judge(TimeProvider.System).Other(searcher, [new("a", "pin"), new("b", "rate"), new("c", "arrival"), new("d", null)])[0].Figures;

        figures.HitAt1.ShouldBe(1 / 3.0);
        figures.HitAt3.ShouldBe(2 / 3.0);
        figures.Mrr!.Value.ShouldBe((1 + 0.5) / 3, 1e-9);
        figures.OutOfScopeAuroc.ShouldBe(0.5);
        figures.CalibrationError.ShouldBeNull();
        figures.OutOfScopeRecall.ShouldBeNull();
    }

    [Fact]
    public void Judge_Engine_AgreesWithItsRankerAlone()
    {
        var cut = new Cut(Articles, [new("has my card arrived", "arrival"), new("exchange rates", "rate"), new("pin", "pin"), new("the weather", null)]);
        var judge = new Judge(TimeProvider.System);

        var engine = judge.Engine(cut)[0];

        engine.Searcher.ShouldBe("Cardline");
        engine.Figures.Questions.ShouldBe(4);
        engine.Figures.HitAt1.ShouldBe(1);
        engine.Figures.OutOfScopeAuroc.ShouldBe(1);
    }

    [Fact]
    public void Averaged_SomeRunsWithoutAFigure_HasNoMean()
    {
        using var searcher = new Fixed(["pin"]);
        var judge = new Judge(TimeProvider.System);
        var right = judge.Other(searcher, [new("a", "pin")])[0];
        var wrong = judge.Other(searcher, [new("a", "rate"), new("b", null)])[0];

        var averaged = Averaged.Of([right, wrong]);

        averaged.Mean.Figures.HitAt1.ShouldBe(0.5);
        averaged.Mean.Figures.OutOfScopeAuroc.ShouldBeNull();
        averaged.HitAt1Deviation!.Value.ShouldBe(Math.Sqrt(0.5), 1e-9);
        Averaged.Deviation([1.0]).ShouldBeNull();
    }

    [Fact]
    public void Judge_TwoKindsOutOfScope_AreNotMixed()
    {
        using var searcher = new Fixed(["pin"]);

        var kinds = new Judge(TimeProvider.System).Other(searcher, [new("a", "pin"), new("b", null, "near"), new("c", null, "far"), new("d", null, "far")]);

        kinds.Select(kind => kind.Kind).ShouldBe(["near", "far"]);
        kinds.Select(kind => kind.Figures.Questions).ShouldBe([2, 3]);
        kinds.ShouldAllBe(kind => kind.Figures.HitAt1 == 1);
    }

    private sealed class Fixed(string[] articles) : ISearcher
    {
        public string Name => "fixed";

        public TimeSpan ProcessorTime => TimeSpan.Zero;

        public Ranking Rank(string question) => new(articles, 0.5);

        public void Dispose()
        {
        }
    }
}
