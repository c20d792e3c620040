namespace Cardline.Knowledge.Tests.Search;

public sealed class FollowUpTests : IDisposable
{
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();

    public FollowUpTests()
    {
        folder.Article("card.replace", "en", "How do I get a replacement card?", "Order it in the app.\n\n## Delivery\n\n- It takes 5 days.\n\n## Price\n\nA replacement is free of charge.\n\n## Leftovers", "questions: [I need a new card]");
        folder.Article("card.replace", "zh-Hans", "怎样补办新卡？", "在App里申请。\n\n## 寄送\n\n- 需要5天。\n\n## 费用\n\n补卡免费。", "questions: [补卡]");
        folder.Article("lounge.use", "en", "How often may I visit the lounge with Platinum?", "Six times.", "questions: [platinum lounge visits]\napplies: {product: [platinum]}");
        folder.Article("post.abroad", "en", "Is a replacement card sent abroad?", "Yes, by courier.", "questions: [new card abroad, replacement card abroad]");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("and for the gold card?", "en", "how much is the platinum card per year", "how much is the gold card per year")]
    [InlineData("那金卡呢", "zh-Hans", "白金卡一年多少钱", "金卡一年多少钱")]
    public void Ask_AnotherProduct_AsksTheEarlierQuestionAboutIt(string text, string lang, string earlier, string asked)
    {
        var answer = Ask(text, earlier, "fee.platinum", lang);

        answer.Outcome.ShouldBe(AnswerOutcome.Answer);
        answer.Sources[0].Article.ShouldBe("fee.gold");
        answer.Candidates[0].Article.ShouldBe("fee.gold");
        answer.Candidates.Select(candidate => candidate.Article).ShouldBeUnique();
        answer.Followed.ShouldBe(new Followed(FollowedBy.Product, asked));
        answer.Why!.Filters.ShouldBe([new AppliedFilter("product", "gold", FilterOrigin.Question)]);
    }

    [Fact]
    public void Ask_AnotherProductOfAnArticleForAll_ShowsItAgain()
    {
        var answer = Ask("and for the gold card?", "I need a new card", "card.replace");

        answer.Sources[0].Article.ShouldBe("card.replace");
        answer.Followed!.Rule.ShouldBe(FollowedBy.SameForAll);
    }

    [Fact]
    public void Ask_AnotherProductOfAnArticleForOneOnly_IsNotAnsweredWithThatOnes()
    {
        var answer = Ask("and for the gold card?", "platinum lounge visits", "lounge.use");

        answer.Outcome.ShouldBe(AnswerOutcome.Unknown);
        answer.Text.ShouldBeNull();
        answer.Candidates.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [InlineData("how long does it take?", "en", "Delivery", "5 days")]
    [InlineData("is it free?", "en", "Price", "free of charge")]
    [InlineData("要多久", "zh-Hans", "寄送", "5天")]
    [InlineData("收费吗", "zh-Hans", "费用", "免费")]
    public void Ask_AnAspect_ServesThePartThatSaysIt(string text, string lang, string heading, string words)
    {
        var answer = Ask(text, "I need a new card", "card.replace", lang);

        answer.Sources[0].Article.ShouldBe("card.replace");
        answer.Sources[0].Heading.ShouldBe(heading);
        answer.Sources[0].Version.Length.ShouldBe(12);
        answer.Text!.ShouldContain(words);
        answer.Text!.ShouldNotContain("Order it");
        answer.Followed!.Rule.ShouldBe(FollowedBy.Section);
    }

    [Fact]
    public void Ask_AnAspectOfWhichNothingIsSaid_IsUnknownAndNotTheSameAnswerAgain()
    {
        var answer = Ask("why?", "I need a new card", "card.replace");

        answer.Outcome.ShouldBe(AnswerOutcome.Unknown);
        answer.Followed!.Rule.ShouldBe(FollowedBy.Topic);
    }

    [Fact]
    public void Ask_ATopicOfAnotherArticle_GoesThere()
    {
        var answer = Ask("and abroad?", "replacement card", "card.replace");

        answer.Sources[0].Article.ShouldBe("post.abroad");
        answer.Followed.ShouldBe(new Followed(FollowedBy.Topic, "replacement card abroad"));
    }

    [Fact]
    public void Ask_AVerbThatOnlyOtherWordsMakeSure_IsAskedBackAndNotAnswered()
    {
        folder.Article("card.close", "en", "How do I cancel my card?", "Call us.", "questions: [cancel it, how do I cancel it]");

        var answer = Ask("how do I cancel it?", "I forgot my PIN", "pin.forgot");

        answer.Outcome.ShouldBe(AnswerOutcome.Choose);
        answer.Text.ShouldBeNull();
        answer.Chips[0].Article.ShouldBe("card.close");
    }

    [Fact]
    public void Ask_AVerbThatLeadsToANamedFollowUp_IsAnswered()
    {
        folder.Article("card.close", "en", "How do I cancel my card?", "Call us.", "questions: [cancel it, how do I cancel it]");
        folder.Article("card.keep", "en", "Why should I keep my card?", "It is useful.", "questions: [reasons to keep a card]\nfollowups: [card.close]");

        Ask("how do I cancel it?", "reasons to keep a card", "card.keep").Sources[0].Article.ShouldBe("card.close");
    }

    [Theory]
    [InlineData("I forgot my PIN", "pin.forgot")]
    [InlineData("somebody stole my card", "card.lost")]
    [InlineData("how much is the gold card per year", "fee.gold")]
    public void Ask_AWholeQuestion_IsNotPulledBack(string text, string article)
    {
        var answer = Ask(text, "how much is the platinum card per year", "fee.platinum");

        answer.Sources[0].Article.ShouldBe(article);
        answer.Followed.ShouldBeNull();
    }

    [Fact]
    public void Ask_AFragmentWithoutAPast_IsAskedAsItStands()
    {
        Ask("gold?", string.Empty, "gone.article").Followed.ShouldBeNull();
        folder.Open().Ask(new Question("and for the gold card?", "en", KnowledgeFolder.Today)).Followed.ShouldBeNull();
    }

    [Fact]
    public void Ask_HoldingACard_DecidesBetweenArticlesThatDifferInTheCardOnly()
    {
        var question = new Question("how much is it per year", "en", KnowledgeFolder.Today);
        var knowledge = folder.Open();

        var without = knowledge.Ask(question);
        var with = knowledge.Ask(question with { Holds = new Dictionary<string, string> { ["product"] = "gold" } });

        without.Outcome.ShouldNotBe(AnswerOutcome.Answer);
        with.Candidates[0].Article.ShouldBe("fee.gold");
        with.Why!.Filters.ShouldBe([new AppliedFilter("product", "gold", FilterOrigin.Conversation)]);
        with.Candidates.Sum(candidate => candidate.Probability).ShouldBeLessThanOrEqualTo(1.0001);
    }

    [Theory]
    [InlineData("how much is the platinum card per year", "fee.platinum")]
    [InlineData("I forgot my PIN", "pin.forgot")]
    public void Ask_HoldingACard_DoesNotChangeWhatNamesAnotherOrNone(string text, string article)
    {
        var answer = folder.Open().Ask(new Question(text, "en", KnowledgeFolder.Today) { Holds = new Dictionary<string, string> { ["product"] = "gold" } });

        answer.Sources[0].Article.ShouldBe(article);
        answer.Why?.Filters.ShouldNotContain(filter => filter.Origin != FilterOrigin.Question);
    }

    [Fact]
    public void Named_OneProduct_IsNamedAndTwoAreNot()
    {
        var knowledge = folder.Open();

        knowledge.Named("my GOLD card", KnowledgeFolder.Today).ShouldBe(new Dictionary<string, string> { ["product"] = "gold" });
        knowledge.Named("金卡还是白金卡", KnowledgeFolder.Today).ShouldBeEmpty();
        knowledge.Named("my golden card", KnowledgeFolder.Today).ShouldBeEmpty();
    }

    private KnowledgeAnswer Ask(string text, string earlier, string article, string lang = "en") =>
        folder.Open().Ask(new Question(text, lang, KnowledgeFolder.Today) { Earlier = new Earlier(earlier, article) });
}
