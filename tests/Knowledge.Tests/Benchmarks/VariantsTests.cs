using Cardline.Benchmarks.Variants;

namespace Cardline.Knowledge.Tests.Benchmarks;

public sealed class VariantsTests
{
    private static readonly string[] Rows = ["我的账单怎么还没出\tstatement\tzh-Hans", "my statement is late\tstatement\ten", "a b c\t-\ten"];

    [Fact]
    public void Of_Traditional_WritesTheChineseRowsAlone()
    {
        var varied = VariantsCommand.Of(Rows, traditional: true, seed: 1);

        var cells = varied.ShouldHaveSingleItem().Split('\t');
        cells[0].ShouldContain("單");
        cells[0].ShouldNotContain("单");
        cells[1..].ShouldBe(["statement", "zh-Hans"]);
    }

    [Fact]
    public void Of_Misspelt_ChangesEachRowOnceAndLeavesOutWhatCannotSlip()
    {
        var varied = VariantsCommand.Of(Rows, traditional: false, seed: 1);

        varied.Count.ShouldBe(2);
        varied.ShouldNotContain(row => Rows.Contains(row));
        var chinese = varied[0].Split('\t')[0];
        chinese.Zip("我的账单怎么还没出").Count(pair => pair.First != pair.Second).ShouldBe(1);
    }

    [Fact]
    public void Of_Misspelt_DependsOnTheSeedAlone()
    {
        string All(int seed) => string.Join('\n', VariantsCommand.Of(Enumerable.Repeat(Rows[1], 20), traditional: false, seed));

        All(1).ShouldBe(All(1));
        All(1).ShouldNotBe(All(2));
    }

    [Fact]
    public void In_ManySeeds_KeepsFirstLettersShortWordsAndLength()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var slipped = new Slips(seed).In("is my fee wrong", chinese: false)!;

            slipped.ShouldStartWith("is my fee ");
            slipped.Length.ShouldBeInRange("is my fee wrong".Length - 1, "is my fee wrong".Length + 1);
            slipped.ShouldNotBe("is my fee wrong");
        }
    }

    [Fact]
    public void HomophonePairs_Table_HasAtLeastSixty() => Slips.HomophonePairs.ShouldBeGreaterThanOrEqualTo(60);

    [Fact]
    public void TraditionalScript_EverydayCharacters_StayAsTheyAre() => TraditionalScript.Of("只在上面回答").ShouldBe("只在上面回答");
}
