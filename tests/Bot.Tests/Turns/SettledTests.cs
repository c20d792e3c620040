using Cardline.Bot.Turns.Escalation;

namespace Cardline.Bot.Tests.Turns;

/// <summary>Where it is in doubt whether somebody gives thanks or is in trouble, they are in trouble.</summary>
public sealed class SettledTests
{
    [Theory]
    [InlineData("thanks, the stolen card is blocked now")]
    [InlineData("Thank you for your help with the fraud.")]
    [InlineData("The lost card has been replaced. Thank you!")]
    [InlineData("it's all sorted, thanks")]
    [InlineData("谢谢，丢的卡已经冻结了")]
    [InlineData("那笔处理好了。谢谢")]
    [InlineData("搞定了")]
    public void Is_ThanksForWhatWasDone_IsSettled(string text) => Settled.Is(text).ShouldBeTrue(Settled.Rest(text));

    [Theory]
    [InlineData("")]
    [InlineData("my card was stolen")]
    [InlineData("thanks, but my card was stolen again")]
    [InlineData("is the stolen card blocked now?")]
    [InlineData("The card is not blocked now")]
    [InlineData("thanks for nothing, it is not solved")]
    [InlineData("someone used my blocked card")]
    [InlineData("it was blocked and a second one was stolen")]
    [InlineData("Thanks, it is fixed. My phone was stolen.")]
    [InlineData("卡还没有冻结")]
    [InlineData("谢谢，我另一张卡也丢了")]
    [InlineData("卡又被盗了")]
    [InlineData("已经冻结了，可是又扣了一笔")]
    public void Is_AnythingElse_IsNot(string text) => Settled.Is(text).ShouldBeFalse();

    [Fact]
    public void Rest_ThanksAndTrouble_LeavesTheTrouble() =>
        Settled.Rest("Thanks, the card is blocked now. My wife's card was stolen.").Trim().ShouldBe("My wife's card was stolen.");

    [Theory]
    [InlineData("that did not help")]
    [InlineData("It is still not working")]
    [InlineData("这没有解决我的问题")]
    [InlineData("还是不行")]
    public void IsDenied_NotSettledAfterAll_IsHeard(string text) => Settled.IsDenied(text).ShouldBeTrue();

    [Theory]
    [InlineData("thanks, that helped")]
    [InlineData("how much is the fee")]
    [InlineData("谢谢，解决了")]
    public void IsDenied_AnythingElse_IsNot(string text) => Settled.IsDenied(text).ShouldBeFalse();
}
