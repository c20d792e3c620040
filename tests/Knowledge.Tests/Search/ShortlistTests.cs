using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

public sealed class ShortlistTests
{
    private const int Many = 5 * Shortlist.LengthMax;

    [Theory]
    [InlineData(1)]
    [InlineData(Shortlist.LengthMax)]
    public void Of_SmallIndex_KeepsEveryArticle(int count) =>
        Shortlist.Of(new float[count], new double[count], []).ShouldBe(Enumerable.Range(0, count));

    [Fact]
    public void Of_LargeIndex_KeepsTheNearestInOrderOfNumber()
    {
        var evidence = Enumerable.Range(0, Many).Select(number => (float)((number * 7919) % Many)).ToArray();

        var kept = Shortlist.Of(evidence, new double[Many], []);

        kept.ShouldBe(Enumerable.Range(0, Many).Where(number => evidence[number] >= Many - Shortlist.LengthMax));
    }

    [Fact]
    public void Of_ArticleNearByItsWordsAlone_IsKept()
    {
        var evidence = Enumerable.Range(0, Many).Select(number => number / (float)Many).ToArray();
        var words = new double[Many];
        words[3] = 0.5;

        Shortlist.Of(evidence, words, []).ShouldContain(3);
        Shortlist.Of(evidence, new double[Many], []).ShouldNotContain(3);
    }

    [Fact]
    public void Of_WordForWordArticleThatIsFar_IsKeptBesideAllOthersAndOnce()
    {
        var evidence = Enumerable.Range(0, Many).Select(number => (float)number).ToArray();

        var kept = Shortlist.Of(evidence, new double[Many], [0, 7, Many - 1]);

        kept.ShouldBe([0, 7, .. Enumerable.Range(Many - Shortlist.LengthMax, Shortlist.LengthMax)]);
    }

    [Fact]
    public void Of_AllEquallyFar_IsNoLongerThanTheLimit() =>
        Shortlist.Of(new float[Many], new double[Many], []).Length.ShouldBe(Shortlist.LengthMax);

    [Fact]
    public void Rank_ArticleThatOnlyTheWordingFinds_IsFirstOfALargeIndex()
    {
        // Four hundred articles hold the words of the question far more often than the one whose title it is.
        var documents = Enumerable.Range(0, 400)
            .Select(number => Made.Document($"other-{number:000}", $"about it {number}", $"it is about it number {number}", "about it about it"))
            .Append(Made.Document("zz", "it is", "something wholly else with many other words", "nothing of that kind here"));

        var ranking = Made.Ranker([.. documents]).Rank("It is?");

        ranking.Articles[0].ShouldBe(new Ranked("zz", Certainty.Exact));
        ranking.Articles.Count.ShouldBe(TrainedRanker.RankedMax);
    }
}
