namespace Cardline.Knowledge.Tests.Search;

public sealed class IndexedAnswersTests : IDisposable
{
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("What is the annual fee of the Gold card?", "en", "fee.gold")]
    [InlineData("  WHAT is the annual fee of the ｇｏｌｄ card ", "en", "fee.gold")]
    [InlineData("白金卡年费是多少", "zh-Hans", "fee.platinum")]
    [InlineData("白金卡年費是多少？", "zh-Hans", "fee.platinum")]
    [InlineData("卡不見了", "zh-Hans", "card.lost")]
    public void Ask_TitleOrSampleQuestionAsWritten_AnswersNearlySurely(string text, string lang, string article)
    {
        var answer = Ask(text, lang);

        answer.Outcome.ShouldBe(AnswerOutcome.Answer);
        answer.Candidates[0].Article.ShouldBe(article);
        answer.Candidates[0].Probability.ShouldBeGreaterThan(0.95);
        answer.Candidates[1].Probability.ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Ask_ChineseQuestionWithEnglishWanted_AnswersInEnglish()
    {
        var answer = Ask("金卡年费是多少", "en");

        answer.Lang.ShouldBe("en");
        answer.Text.ShouldBe("It is CNY 300.");
        answer.More.ShouldBe("Paid once a year.");
        answer.Candidates[0].Title.ShouldBe("What is the annual fee of the Gold card?");
    }

    [Theory]
    [InlineData("how much does the platinum cost a year", "fee.platinum", "fee.gold")]
    [InlineData("白金卡的年费", "fee.platinum", "fee.gold")]
    [InlineData("金卡要交年费不", "fee.gold", "fee.platinum")]
    public void Ask_QuestionNamesAProduct_RanksTheOtherProductFarBelow(string text, string right, string wrong)
    {
        var candidates = Ask(text, "en").Candidates;

        candidates[0].Article.ShouldBe(right);
        candidates.Single(candidate => candidate.Article == wrong).Probability.ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Ask_NearMissOfAnotherArticle_DoesNotAnswerWithThatArticle()
    {
        var answer = Ask("how long is the interest free period", "en");

        answer.Candidates[0].Article.ShouldBe("interest.free");
        answer.Candidates.Single(candidate => candidate.Article == "interest.rate").Probability.ShouldBeLessThan(0.05);
    }

    [Theory]
    [InlineData("will it rain on saturday in lisbon")]
    [InlineData("帮我订一张去北海道的机票")]
    [InlineData("")]
    [InlineData("🙂🙂🙂")]
    [InlineData("\0\u0001\u001b[31m")]
    [InlineData("\ud800 half a pair")]
    public void Ask_NothingFits_SaysUnknownWithoutText(string text)
    {
        var answer = Ask(text, "en");

        answer.Outcome.ShouldBe(AnswerOutcome.Unknown);
        answer.Text.ShouldBeNull();
        answer.Sources.ShouldBeEmpty();
        answer.Chips.ShouldBeEmpty();
        answer.Candidates.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void Ask_MegabyteOfText_AnswersFromItsBeginning()
    {
        Ask("I forgot my PIN " + new string('字', 1 << 20), "en").Candidates.ShouldNotBeEmpty();
        Ask("What is the annual fee of the Gold card?" + new string(' ', 1 << 20), "en").Outcome.ShouldBe(AnswerOutcome.Answer);
    }

    [Fact]
    public void Ask_FactChangesOnADay_AnswersWithTheValueOfTheBanksDay()
    {
        var lastMoment = new DateTimeOffset(2026, 12, 31, 15, 59, 59, TimeSpan.Zero);
        var knowledge = folder.Open();

        knowledge.Ask(new Question("platinum yearly fee", "en", lastMoment)).Text.ShouldBe("It is CNY 2,000.");
        knowledge.Ask(new Question("platinum yearly fee", "en", lastMoment.AddSeconds(1))).Text.ShouldBe("It is CNY 2,200.");
    }

    [Fact]
    public void Ask_AnswerCitesADocument_NamesItAndTheFileVersion()
    {
        var source = Ask("I lost my card", "en").Sources.ShouldHaveSingleItem();

        source.Name.ShouldBe("Cardholder agreement 6.2");
        source.Lang.ShouldBe("en");
        source.Version.ShouldMatch("^[0-9a-f]{12}$");
        source.Heading.ShouldBe("My card is lost or stolen: what do I do?");
    }

    [Fact]
    public void Ask_ArticleSaysItsRisk_PassesItOnWithAnAnswerOnly()
    {
        Ask("I lost my card", "en").Risk.ShouldBe(Risk.Safety);
        folder.Open().Show("card.lost", "en", KnowledgeFolder.Today)!.Risk.ShouldBe(Risk.Safety);
        Ask("卡不见了", "zh-Hans").Risk.ShouldBe(Risk.Low);
        Ask("will it rain on saturday in lisbon", "en").Risk.ShouldBe(Risk.Low);
    }

    [Fact]
    public void Ask_ArticleHasFollowups_OffersThemInItsLanguage()
    {
        Ask("金卡收年费吗", "zh-Hans").Chips.ShouldBe([new Chip("interest.rate", "信用卡利息怎么算？")]);
        Ask("卡不见了", "zh-Hans").Handoff.ShouldBe(HandoffAdvice.Offer);
    }

    [Fact]
    public void Ask_TwoArticlesShareAQuestion_AsksWhichOne()
    {
        folder.Article("pin.change", "en", "How do I change my PIN?", "In the app.", "questions: [how do I reset my pin]");

        var answer = Ask("How do I reset my PIN", "en");

        answer.Outcome.ShouldBe(AnswerOutcome.Choose);
        answer.Text.ShouldBeNull();
        answer.Chips.Select(chip => chip.Article).ShouldBe(["pin.change", "pin.forgot"]);
    }

    [Fact]
    public void Ask_SeveralArticlesFitEqually_OffersTitlesAndGuessesNone()
    {
        var answer = Ask("年费是多少", "zh-Hans");

        answer.Outcome.ShouldBe(AnswerOutcome.Choose);
        answer.Text.ShouldBeNull();
        answer.Sources.ShouldBeEmpty();
        answer.Chips.ShouldContain(new Chip("fee.gold", "金卡年费是多少？"));
        answer.Chips.ShouldContain(new Chip("fee.platinum", "白金卡年费是多少？"));
        answer.Chips.Count.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public void Show_KnownAndUnknownId_ServesTheArticleOrNull()
    {
        var knowledge = folder.Open();

        knowledge.Show("fee.gold", "zh-Hans", KnowledgeFolder.Today)!.Text.ShouldBe("每年300元。");
        knowledge.Show("no.such", "en", KnowledgeFolder.Today).ShouldBeNull();
    }

    private KnowledgeAnswer Ask(string text, string lang) => folder.Open().Ask(new Question(text, lang, KnowledgeFolder.Today));
}
