using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

public sealed class ReasonsTests
{
    private readonly TrainedRanker ranker = Made.Ranker(Made.Desk());

    [Theory]
    [InlineData("please tell me how to reset it", "reset", "pin.forgot")]
    [InlineData("could I download that", "download", "statement.copy")]
    [InlineData("someone has stolen, no: stole it", "stole", "card.lost")]
    [InlineData("我今天想重置一下", "重置", "pin.forgot")]
    [InlineData("能不能下载它", "下载", "statement.copy")]
    public void Why_OneWordDecides_NamesItFirst(string text, string word, string article)
    {
        var ranking = ranker.Rank(text);
        var why = ranking.Why!();

        ranking.Articles[0].Article.ShouldBe(article);
        why.Words[0].Word.ShouldBe(word);
        why.Words[0].Weight.ShouldBeGreaterThan(0.3);
        why.RunnerUp.ShouldBe(ranking.Articles[1].Article);
        why.Margin.ShouldBe(ranking.Articles[0].Probability - ranking.Articles[1].Probability, 1e-9);
    }

    [Theory]
    [InlineData("怎么提高我的信用额度呢", "提高", "额度")]
    [InlineData("信用卡被人偷走了", "被", "偷")]
    public void Why_Chinese_ShowsWordsAndNotEveryCharacterAlone(string text, string first, string second)
    {
        var words = ranker.Rank(text).Why!().Words.Select(word => word.Word).ToList();

        string.Join(' ', words).ShouldContain(first);
        string.Join(' ', words).ShouldContain(second);
        words.ShouldContain(word => word.Length >= 2);
        words.ShouldAllBe(word => text.Contains(word, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("🙂")]
    [InlineData("zzz qqq")]
    public void Why_NoWordIsKnown_NamesNone(string text)
    {
        var why = ranker.Rank(text).Why!();

        why.Words.ShouldBeEmpty();
        why.NearestQuestion.ShouldBeNull();
    }

    [Theory]
    [InlineData("pin")]
    [InlineData("reset reset reset the PIN")]
    [InlineData("I want to raise the limit of my card and download a statement and reset the PIN that the machine says is wrong, for a journey")]
    [InlineData("卡丢了密码也忘记了账单在哪里额度怎么提高")]
    public void Why_AnyQuestion_WeighsEachWordOnceAndAtMostOneInAll(string text)
    {
        var words = ranker.Rank(text).Why!().Words;

        words.Count.ShouldBeInRange(1, 8);
        words.ShouldAllBe(word => word.Weight > 0 && word.Weight <= 1);
        words.Sum(word => word.Weight).ShouldBeLessThanOrEqualTo(1 + 1e-9);
        words.Select(word => word.Weight).ShouldBe(words.Select(word => word.Weight).OrderDescending());
        words.Select(word => word.Word).Distinct(StringComparer.Ordinal).Count().ShouldBe(words.Count);
    }

    [Fact]
    public void Why_SampleQuestionIsNear_NamesIt()
    {
        ranker.Rank("can you reset my PIN").Why!().NearestQuestion.ShouldBe("how do I reset the PIN");
        ranker.Rank("下载我的账单").Why!().NearestQuestion.ShouldBe("怎么下载账单");
    }

    [Fact]
    public void Why_WordSpeaksForTheRunnerUp_IsNotNamed()
    {
        var ranking = ranker.Rank("reset my forgotten PIN, not the statement");

        ranking.Articles[0].Article.ShouldBe("pin.forgot");
        ranking.Why!().Words.Select(word => word.Word).ShouldNotContain("statement");
    }
}
