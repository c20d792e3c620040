using Cardline.Handoff.Detection.Learned;

namespace Cardline.Handoff.Tests.Detection.Learned;

/// <summary>What is seen of a text, and how much of it at most.</summary>
public sealed class FeatureReaderTests
{
    private static readonly Concepts Present = new(["present", "box"], new Dictionary<string, List<int>> { ["gift"] = [0], ["箱"] = [1] });

    [Fact]
    public void Read_LongText_HasABoundedNumberOfFeaturesEachOnce()
    {
        var list = new FeatureList();

        new FeatureReader(Present).Read(string.Join(' ', Enumerable.Range(0, 20_000).Select(number => $"w{(char)('a' + (number % 26))}{(char)('a' + (number / 26 % 26))}{(char)('a' + (number / 676 % 26))}")), list);

        list.Features.Length.ShouldBe(FeatureList.CountMax);
        list.Features.ToArray().Select(feature => feature.Key).Distinct().Count().ShouldBe(FeatureList.CountMax);
    }

    [Fact]
    public void Read_AnotherTextAfterIt_ForgetsTheFirst()
    {
        FeatureList used = new(), fresh = new();
        var reader = new FeatureReader(Present);

        reader.Read("an entirely different gift", used);
        reader.Read("我要箱", used);
        reader.Read("我要箱", fresh);

        used.Features.ToArray().ShouldBe(fresh.Features.ToArray());
    }

    [Fact]
    public void Read_Text_LooksAtItInThreeWays()
    {
        var views = Views("my gift 箱");

        views.ShouldBe([View.Words, View.Letters, View.Concepts], ignoreOrder: true);
        Views("我要").ShouldBe([View.Words]);
        Features("my gift").Where(feature => feature.View == View.Concepts).ShouldHaveSingleItem().Start.ShouldBe(3);
    }

    [Theory]
    [InlineData("pay 5", "pay 77", true)]
    [InlineData("pay 1,234.50", "pay 8", true)]
    [InlineData("pay five", "pay six", false)]
    [InlineData("pay. now", "pay, now", true)]
    [InlineData("pay now", "pay? now", false)]
    [InlineData("don't", "dont", false)]
    public void Read_NumbersAndStops_AreAllAlike(string one, string other, bool alike) =>
        Features(one).Select(feature => feature.Key).SequenceEqual(Features(other).Select(feature => feature.Key)).ShouldBe(alike);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\ud83d")]
    [InlineData("\ude00")]
    [InlineData("''''")]
    [InlineData("\n")]
    public void Read_HardlyAnything_HasOnlyItsBeginningAndEnd(string text) => Features(text).ShouldAllBe(feature => feature.View == View.Words && feature.Start <= text.Length);

    [Fact]
    public void Cut_Text_StartsWithinItAndInOrder()
    {
        const string Text = "i'll pay 1,200 for 3 gifts' 卡片😡!";
        var tokens = new List<Token>();

        Token.Cut(Text, tokens);

        tokens[0].ShouldBe(Token.First);
        tokens[1..^1].Select(token => Text.Substring(token.Start, token.Length)).ShouldBe(["i'll", "pay", "1,200", "for", "3", "gifts", "卡", "片", "😡", "!"]);
        tokens[^1].Start.ShouldBe(Text.Length);
    }

    private static List<View> Views(string text) => [.. Features(text).Select(feature => feature.View).Distinct()];

    private static List<Feature> Features(string text)
    {
        var list = new FeatureList();
        new FeatureReader(Present).Read(text, list);
        return [.. list.Features];
    }
}
