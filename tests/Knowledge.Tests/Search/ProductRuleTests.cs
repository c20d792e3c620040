using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

public sealed class ProductRuleTests
{
    private static readonly Dictionary<string, string> HoldsGold = new() { ["product"] = "gold" };
    private readonly TrainedRanker ranker = Made.Ranker(
    [
        Made.For("classic", "fee.classic", "Annual fee of the Classic card", "what does the Classic card cost a year", "普卡年费"),
        Made.For("gold", "fee.gold", "Annual fee of the Gold card", "what does the Gold card cost a year", "金卡年费"),
        Made.For("platinum", "fee.platinum", "Annual fee of the Platinum card", "what does the Platinum card cost a year", "白金卡年费"),
        .. Made.Desk(),
    ]);

    [Theory]
    [InlineData("yearly cost of a Classic card", "fee.classic")]
    [InlineData("gold annual fee please", "fee.gold")]
    [InlineData("PLATINUM: annual fee?", "fee.platinum")]
    [InlineData("普通卡的年费", "fee.classic")]
    [InlineData("金卡的年费", "fee.gold")]
    [InlineData("白金卡要不要年费", "fee.platinum")]
    public void Rank_ProductNamed_IsFirstAndTheOthersFarBelow(string text, string article)
    {
        var ranking = ranker.Rank(text);

        ranking.Articles[0].Article.ShouldBe(article);
        ranking.Articles.Where(ranked => ranked.Article.StartsWith("fee.", StringComparison.Ordinal) && ranked.Article != article).ShouldAllBe(ranked => ranked.Probability < 0.1);
        ranking.Why!().Filters.ShouldHaveSingleItem().ShouldBe(new AppliedFilter("product", article[4..], FilterOrigin.Question));
    }

    [Theory]
    [InlineData("how much is the annual fee of my card")]
    [InlineData("what does the card cost a year")]
    [InlineData("年费")]
    public void Rank_NoProductNamed_NoneIsSureEnoughToBeServed(string text)
    {
        var ranking = ranker.Rank(text);

        ranking.Articles[0].Article.ShouldStartWith("fee.");
        ranking.Articles[0].Probability.ShouldBeLessThan(Verdict.AnswerFrom);
        ranking.Articles.Take(3).Select(ranked => ranked.Article).ShouldBe(["fee.classic", "fee.gold", "fee.platinum"], ignoreOrder: true);
        ranking.Articles[2].Probability.ShouldBeGreaterThanOrEqualTo(Verdict.ChipFrom);
        ranking.Why!().Filters.ShouldBeEmpty();
    }

    [Fact]
    public void Rank_TwoProductsNamed_KeepsBothAndDropsTheThird()
    {
        var ranking = ranker.Rank("annual fee: Gold card or Platinum card");

        ranking.Articles.Take(2).Select(ranked => ranked.Article).ShouldBe(["fee.gold", "fee.platinum"], ignoreOrder: true);
        ranking.Of("fee.classic").ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Rank_CardholderHoldsAProduct_DecidesWhenItsArticleIsNear()
    {
        var ranking = ranker.Rank("what does the card cost a year", HoldsGold);

        ranking.Articles[0].Article.ShouldBe("fee.gold");
        ranking.Articles[0].Probability.ShouldBeGreaterThan(ranker.Rank("what does the card cost a year").Of("fee.gold") + 0.2);
        ranking.Of("fee.classic").ShouldBeLessThan(0.1);
        ranking.Why!().Filters.ShouldHaveSingleItem().ShouldBe(new AppliedFilter("product", "gold", FilterOrigin.Conversation));
    }

    [Theory]
    [InlineData("how can I reset the PIN")]
    [InlineData("somebody took my wallet")]
    public void Rank_CardholderHoldsAProductButTheQuestionIsOfSomethingElse_DecidesNothing(string text)
    {
        var ranking = ranker.Rank(text, HoldsGold);

        ranking.Articles.ShouldBe(ranker.Rank(text).Articles);
        ranking.Why!().Filters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("annual fee for the platinum one")]
    [InlineData("platinum: what does the card cost a year")]
    public void Rank_AnotherProductNamedThanHeld_TheNamedOneCounts(string text)
    {
        var ranking = ranker.Rank(text, HoldsGold);

        ranking.Articles[0].Article.ShouldBe("fee.platinum");
        ranking.Of("fee.gold").ShouldBeLessThan(0.1);
        ranking.Articles.ShouldBe(ranker.Rank(text).Articles);
        ranking.Why!().Filters.ShouldHaveSingleItem().Value.ShouldBe("platinum");
    }

    [Fact]
    public void For_NamedAndHeld_TouchesTheNamedOneAlone()
    {
        var applies = new AppliesSignal([Made.For("gold", "a", "A"), Made.For("platinum", "b", "B")], Knowledge.Articles.Glossary.Empty);

        applies.For("the platinum card", HoldsGold).ShouldHaveSingleItem().Value.ShouldBe("platinum");
        applies.For("the card", HoldsGold).ShouldHaveSingleItem().Value.ShouldBe("gold");
    }

    [Fact]
    public void Rank_ProductNamedThatNoArticleOfTheTopicIsFor_ServesNoOtherProductsArticle()
    {
        var lounge = Made.Ranker([Made.For("gold", "lounge.gold", "Airport lounges of the Gold card", "lounge with the Gold card"), Made.For("platinum", "fee.platinum", "Annual fee of the Platinum card"), .. Made.Desk()]);

        var ranking = lounge.Rank("airport lounge with the Platinum card");

        ranking.Of("lounge.gold").ShouldBeLessThan(0.1);
    }

    [Theory]
    [InlineData("unknown", "x")]
    [InlineData("product", "")]
    [InlineData("product", "diamond")]
    public void Rank_HeldThingThatNoArticleKnows_ChangesNothing(string filter, string value)
    {
        var holds = new Dictionary<string, string> { [filter] = value };

        ranker.Rank("what does the card cost a year", holds).Articles.ShouldBe(ranker.Rank("what does the card cost a year").Articles);
    }

    [Theory]
    [InlineData("gold")]
    [InlineData("annual fee")]
    [InlineData("")]
    [InlineData("classic gold platinum 金卡")]
    public void Rank_AnyProduct_ProbabilitiesStillSumToAtMostOne(string text)
    {
        foreach (var holds in (Dictionary<string, string>?[])[null, HoldsGold])
            ranker.Rank(text, holds).Articles.Sum(ranked => ranked.Probability).ShouldBeLessThanOrEqualTo(1 + 1e-9);
    }
}
