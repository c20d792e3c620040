using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

/// <summary>What an editor may rely on, whatever the weights are.</summary>
public sealed class EnginePropertiesTests
{
    [Theory]
    [InlineData("Where do I find my statement", "statement.copy")]
    [InlineData("  where DO i find my statement?! ", "statement.copy")]
    [InlineData("Ｗｈｅｒｅ ｄｏ Ｉ ｆｉｎｄ ｍｙ ｓｔａｔｅｍｅｎｔ", "statement.copy")]
    [InlineData("卡丟了怎麼辦", "card.lost")]
    public void Rank_TitleOrSampleTypedAsItStands_IsNearlySure(string text, string article)
    {
        var ranking = Made.Ranker(Made.Desk()).Rank(text);

        ranking.Articles[0].ShouldBe(new Ranked(article, Certainty.Exact));
        ranking.Articles.Skip(1).Sum(ranked => ranked.Probability).ShouldBeLessThanOrEqualTo(1 - Certainty.Exact + 1e-9);
    }

    [Theory]
    [InlineData("lost my card somewhere", "ｌｏｓｔ ＭＹ ｃａｒｄ　ｓｏｍｅｗｈｅｒｅ")]
    [InlineData("怎样重置我的密码", "怎樣重置我的密碼")]
    [InlineData("账单下载不了", "賬單下載不了")]
    [InlineData("limit 20000 for 3 days", "limit ２００００ for ３ days")]
    public void Rank_OtherWayToWriteTheSame_GivesTheSameFigures(string usual, string other)
    {
        var ranker = Made.Ranker(Made.Desk());

        var ranking = ranker.Rank(usual);
        ranking.Articles[0].Probability.ShouldBeLessThan(Certainty.Exact);
        ranker.Rank(other).Articles.ShouldBe(ranking.Articles);
    }

    [Theory]
    [InlineData("my credit card 不见了 lost", "card.lost")]
    [InlineData("怎么 reset 密码 PIN", "pin.forgot")]
    [InlineData("statement 账单 download", "statement.copy")]
    public void Rank_BothLanguagesInOneQuestion_FindsTheArticle(string text, string article) =>
        Made.Ranker(Made.Desk()).Rank(text).Articles[0].Article.ShouldBe(article);

    [Theory]
    [InlineData("were can i downlod the statment", "statement.copy")]
    [InlineData("smebody stoel my walet", "card.lost")]
    [InlineData("raize my cerdit limt", "limit.raise")]
    public void Rank_MisspeltWords_FindsTheArticle(string text, string article)
    {
        var ranker = Made.Ranker(Made.Desk());

        ranker.Rank(text).Articles[0].Article.ShouldBe(article);
        // The slips are put right, not just survived by the letters around them.
        ranker.Rank(text).Articles[0].Probability.ShouldBeGreaterThan(Verdict.ChooseFrom);
    }

    [Fact]
    public void Rank_NearMissOfAnArticle_PushesThatArticleDownAndNoOther()
    {
        var rate = Made.Document("rate", "What is the interest rate", "how much interest do I pay");
        var free = Made.Document("free", "How many days are without interest", "days before I pay interest");
        const string Asked = "how many days before I must pay the interest";
        RankedDocument[] with = [rate with { NotQuestions = ["how many days before I pay", "how many days without interest"] }, free, .. Made.Desk()];

        var without = Made.Ranker([rate, free, .. Made.Desk()]).Rank(Asked);
        var pushed = Made.Ranker(with).Rank(Asked);

        pushed.Of("rate").ShouldBeLessThan(without.Of("rate") * 0.8);
        pushed.Of("free").ShouldBeGreaterThan(without.Of("free") - 0.02);
        pushed.Articles[0].Article.ShouldBe("free");
    }

    [Theory]
    [InlineData("SWALLOWED!")]
    [InlineData("吞掉了")]
    public void Rank_WordOfTheGlossaryThatNoSampleHolds_FindsTheArticle(string text)
    {
        RankedDocument[] documents = [Made.Document("atm.kept", "The cash machine kept my card", "the machine has retained it"), .. Made.Desk()];
        var glossary = Glossary.Read("glossary.yml", "retained: [swallowed, 吞掉]", [])!;

        var ranker = new TrainedRanker(documents, glossary, []);
        var ranking = ranker.Rank(text);

        ranking.Articles[0].Article.ShouldBe("atm.kept");
        // The classifier learnt the group too; it is not BM25F alone that reads the glossary.
        ranker.Measure(text).Evidence[0].ShouldBeGreaterThan(Made.Ranker(documents).Measure(text).Evidence[0] + 0.1f);
        ranking.Of("atm.kept").ShouldBeGreaterThan(2 * Made.Ranker(documents).Rank(text).Of("atm.kept"));
    }

    [Fact]
    public void Rank_GlossaryWordInsideAnotherWord_ChangesNothing()
    {
        var glossary = Glossary.Read("glossary.yml", "PIN: [fee]", [])!;
        const string Asked = "I want a coffee";

        new TrainedRanker(Made.Desk(), glossary, []).Rank(Asked).Articles[0].Article
            .ShouldBe(Made.Ranker(Made.Desk()).Rank(Asked).Articles[0].Article);
        new Synonyms(glossary).GroupsIn("i want a coffee").ShouldBeEmpty();
        new Synonyms(glossary).GroupsIn("i want a fee").ShouldHaveSingleItem();
    }

    [Fact]
    public void Rank_QuestionsLikeThoseOutside_AreRefusedAndThoseInScopeAreNot()
    {
        string[] outside = ["mortgage rate for a house", "how do I get a mortgage", "book a flight to Rome", "will it rain tomorrow", "怎么申请房贷", "明天会下雨吗"];
        var ranker = new TrainedRanker(Made.Desk(), Glossary.Empty, outside);

        foreach (var text in (string[])["how do I get a mortgage for a house", "will it rain in Rome tomorrow", "申请房贷", "I want a mortgage"])
            Verdict.Of(ranker.Rank(text).Articles).ShouldBe(AnswerOutcome.Unknown, text);
        foreach (var (text, article) in ((string, string)[])[("I cannot find my wallet", "card.lost"), ("reset my PIN", "pin.forgot"), ("怎么提高我的额度", "limit.raise"), ("download the bill", "statement.copy")])
        {
            var ranked = ranker.Rank(text).Articles;
            ranked[0].Article.ShouldBe(article);
            Verdict.Of(ranked).ShouldNotBe(AnswerOutcome.Unknown, text);
        }
    }

    [Fact]
    public void Rank_QuestionOutsideAsItStandsThatIsAlsoASample_IsTheSamples()
    {
        // Both lists are an editor's; a question that an article answers word for word is never refused.
        new TrainedRanker(Made.Desk(), Glossary.Empty, ["I forgot my PIN"]).Rank("I forgot my PIN").Of("pin.forgot").ShouldBe(Certainty.Exact);
    }

    [Fact]
    public void Rank_WithOutsideGlossaryAndNearMisses_DoesNotDependOnTheOrderOfTheArticles()
    {
        RankedDocument[] documents = [.. Made.Desk().Select(document => document with { NotQuestions = ["book a flight"] }), Made.For("gold", "fee.gold", "Fee of the Gold card"), Made.For("classic", "fee.classic", "Fee of the Classic card")];
        var glossary = Glossary.Read("glossary.yml", "limit: [ceiling, 上限]", [])!;
        string[] outside = ["mortgage rate", "weather in Rome"];
        var forwards = new TrainedRanker(documents, glossary, outside);
        var backwards = new TrainedRanker([.. documents.Reverse()], glossary, outside);

        foreach (var text in (string[])["", "ceiling", "card fee", "gold", "rate of my limit", "卡", "反正忘记了", "book a flight", "lost it"])
            backwards.Rank(text).Articles.ShouldBe(forwards.Rank(text).Articles, text);
    }
}
