using Cardline.Benchmarks.Sets;

namespace Cardline.Knowledge.Tests.Benchmarks;

public sealed class SplitsTests
{
    private static readonly IReadOnlyList<Labelled> Rows =
        [.. Enumerable.Range(0, 53).Select(number => new Labelled($"question {number}", number % 4 == 0 ? "rare" : "frequent"))];

    [Fact]
    public void FoldOf_EachCategory_IsSpreadEvenly()
    {
        var folds = Splits.FoldOf(Rows, seed: 5);

        foreach (var category in (string[])["rare", "frequent"])
        {
            var sizes = Enumerable.Range(0, Splits.Folds).Select(fold => Rows.Where((row, number) => row.Category == category && folds[number] == fold).Count()).ToList();
            (sizes.Max() - sizes.Min()).ShouldBeLessThanOrEqualTo(1);
            sizes.Min().ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void FoldOf_SameSeed_IsTheSameAndAnotherIsNot()
    {
        Splits.FoldOf(Rows, 5).ShouldBe(Splits.FoldOf(Rows, 5));
        Splits.FoldOf(Rows, 5).ShouldNotBe(Splits.FoldOf(Rows, 6));
    }

    [Fact]
    public void PerArticle_TakesThatManyOfEach_AndAllOfASmallerOne()
    {
        Splits.PerArticle(Rows, 10, seed: 1).GroupBy(row => row.Category).ShouldAllBe(group => group.Count() == 10);
        Splits.PerArticle(Rows, 20, seed: 1).Count(row => row.Category == "rare").ShouldBe(14);
    }

    [Fact]
    public void PerArticle_DrawsWithoutRepeating_AndAnotherSeedDrawsOthers()
    {
        var drawn = Splits.PerArticle(Rows, 10, seed: 1);

        drawn.Distinct().Count().ShouldBe(drawn.Count);
        drawn.ShouldBe(Splits.PerArticle(Rows, 10, seed: 1));
        drawn.ShouldNotBe(Splits.PerArticle(Rows, 10, seed: 2));
    }
}
