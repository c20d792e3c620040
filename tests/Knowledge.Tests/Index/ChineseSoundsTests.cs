using Cardline.Knowledge.Index;
using Cardline.Knowledge.Tests.Search;

namespace Cardline.Knowledge.Tests.Index;

public sealed class ChineseSoundsTests
{
    [Theory]
    [InlineData('账', '帐')]
    [InlineData('再', '在')]
    [InlineData('资', '知')]
    [InlineData('今', '经')]
    public void Of_SoundsThatAreTypedForEachOther_AreOne(char one, char other) => ChineseSounds.Of(one).ShouldBe(ChineseSounds.Of(other));

    [Theory]
    [InlineData('账', '单')]
    [InlineData('金', '白')]
    [InlineData('龘', '麤')]
    [InlineData('a', 'b')]
    public void Of_OtherSoundsOrUnknownSigns_StayApart(char one, char other) => ChineseSounds.Of(one).ShouldNotBe(ChineseSounds.Of(other));

    [Fact]
    public void Rank_EveryCharacterTypedForAnotherOfItsSound_StillFindsTheArticle()
    {
        var ranker = Made.Ranker(Made.Document("statement", "账单怎么看"), Made.Document("limit", "额度怎么提"), Made.Document("pin", "忘记密码了"));

        // Only 怎么 stands as written, and two articles hold that.
        var ranked = ranker.Rank("帐丹怎么坎").Articles;

        ranked[0].Article.ShouldBe("statement");
        ranked[0].Probability.ShouldBeGreaterThan(2 * ranked[1].Probability);
    }
}
