using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

/// <summary>An index as it is on the first day: no article, one, or articles that nobody wrote sample questions for.</summary>
public sealed class SmallIndexTests : IDisposable
{
    private readonly KnowledgeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("I forgot my PIN")]
    [InlineData("\ud800")]
    public void Ask_NoArticles_SaysUnknown(string text)
    {
        folder.Write("outside.tsv", "question\tlang\nmortgage rate today\ten\n");

        var answer = Ask(text);

        answer.Outcome.ShouldBe(AnswerOutcome.Unknown);
        answer.Candidates.ShouldBeEmpty();
        answer.Chips.ShouldBeEmpty();
    }

    [Fact]
    public void Ask_OneArticleItsTitle_AnswersIt()
    {
        folder.Article("pin.forgot", "en", "I forgot my PIN", "Set a new one.", "questions: [how do I reset my pin]");

        var answer = Ask("i forgot my pin");

        answer.Outcome.ShouldBe(AnswerOutcome.Answer);
        answer.Candidates.ShouldHaveSingleItem().Probability.ShouldBe(Certainty.Exact);
        answer.Why!.RunnerUp.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("🙂")]
    [InlineData("will it rain on saturday in lisbon")]
    [InlineData("世界上最高的山")]
    public void Ask_OneArticleNothingFits_SaysUnknown(string text)
    {
        folder.Article("pin.forgot", "en", "I forgot my PIN", "Set a new one.", "questions: [how do I reset my pin]\nnot_questions: [I lost my card]");

        Ask(text).Outcome.ShouldBe(AnswerOutcome.Unknown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("🙂")]
    [InlineData("พรุ่งนี้ฝนจะตกไหม")]
    [InlineData("will it rain on saturday in lisbon")]
    public void Ask_TwoArticlesAndAListOfWhatIsOutside_SaysUnknown(string text)
    {
        folder.Article("pin.forgot", "en", "I forgot my PIN", "Set a new one.").Article("card.lost", "en", "I lost my card", "Block it.");
        folder.Write("outside.tsv", "question\tlang\nmortgage rate today\ten\nwill it snow on sunday\ten\n");

        var answer = Ask(text);

        answer.Outcome.ShouldBe(AnswerOutcome.Unknown);
        answer.Chips.ShouldBeEmpty();
    }

    [Fact]
    public void Ask_ArticleWithoutQuestions_IsFoundByTitleAndByItsBody()
    {
        folder.Article("lounge", "en", "Airport lounges", "Show the boarding pass at the reception.");
        folder.Article("pin.forgot", "en", "I forgot my PIN", "Set a new one.", "questions: [how do I reset my pin]");
        folder.Article("card.lost", "en", "I lost my card", "Block it.", "questions: [my card was stolen]");

        Ask("Airport lounges?").Candidates[0].ShouldBe(new Candidate("lounge", "Airport lounges", Certainty.Exact));
        Ask("boarding pass reception").Candidates[0].Article.ShouldBe("lounge");
        Ask("how can I reset a pin").Candidates[0].Article.ShouldBe("pin.forgot");
    }

    [Fact]
    public void Ask_NoArticleHasAnyWord_StillAnswersNothing()
    {
        folder.Article("a", "en", "???", "...").Article("b", "en", "!!!", "---x");

        Ask("???").Outcome.ShouldBe(AnswerOutcome.Unknown);
        Ask("x").Candidates.Sum(candidate => candidate.Probability).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Ask_TwoArticlesWithTheSameQuestions_OffersBothAndAnswersNeither()
    {
        folder.Article("a.one", "en", "Change the PIN", "In the app.", "questions: [how do I reset my pin, set another pin]");
        folder.Article("a.two", "en", "Reset the PIN", "At a machine.", "questions: [how do I reset my pin, set another pin]");
        folder.Article("card.lost", "en", "I lost my card", "Block it.", "questions: [my card was stolen]");

        foreach (var text in (string[])["How do I reset my PIN?", "set another pin"])
        {
            var answer = Ask(text);

            answer.Outcome.ShouldBe(AnswerOutcome.Choose);
            answer.Text.ShouldBeNull();
            answer.Chips.Select(chip => chip.Article).ShouldBe(["a.one", "a.two"], ignoreOrder: true);
            answer.Candidates[0].Probability.ShouldBe(answer.Candidates[1].Probability, 1e-9);
        }
    }

    [Fact]
    public void Rank_SameQuestionTwiceInOneArticle_IsSureOnce()
    {
        var ranking = Made.Ranker([Made.Document("a", "Reset the PIN", "reset the pin", "RESET the PIN!"), .. Made.Desk()]).Rank("reset the pin");

        ranking.Of("a").ShouldBe(Certainty.Exact);
    }

    private KnowledgeAnswer Ask(string text) => folder.Open().Ask(new Question(text, "en", KnowledgeFolder.Today));
}
