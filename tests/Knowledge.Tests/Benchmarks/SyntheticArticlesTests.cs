using Cardline.Benchmarks.Scale;

namespace Cardline.Knowledge.Tests.Benchmarks;

public sealed class SyntheticArticlesTests
{
    [Fact]
    public void Make_SameSeed_MakesTheSameAndAnotherDoesNot()
    {
        string All(int seed) => string.Join('\n', SyntheticArticles.Make(20, 5, 10, seed).Articles.SelectMany(article => article.Questions));

        All(1).ShouldBe(All(1));
        All(1).ShouldNotBe(All(2));
    }

    [Fact]
    public void Make_AskedQuestions_StandInNoArticleAndAreSpreadOverAll()
    {
        var (articles, asked) = SyntheticArticles.Make(200, 10, 50, seed: 1);

        articles.Count.ShouldBe(200);
        articles.ShouldAllBe(article => article.Questions.Count == 10);
        asked.Select(question => question.Article).Distinct().Count().ShouldBe(50);
        asked.Select(question => question.Text).Intersect(articles.SelectMany(article => article.Questions)).ShouldBeEmpty();
        foreach (var question in asked)
        {
            var own = articles.Single(article => article.Id == question.Article);
            question.Text.Split(' ').Intersect(own.Questions.SelectMany(text => text.Split(' '))).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Word_DifferentNumbers_MakeDifferentWords() =>
        Enumerable.Range(0, 20_000).Select(SyntheticArticles.Word).Distinct().Count().ShouldBe(20_000);

    [Theory]
    [InlineData("100,300", new[] { 100, 300 })]
    [InlineData("100,", null)]
    [InlineData("0", null)]
    [InlineData("20001", null)]
    [InlineData("-5", null)]
    public void Sizes_Text_IsReadOrRefused(string text, int[]? expected) => ScaleCommand.Sizes(text).ShouldBe(expected);
}
