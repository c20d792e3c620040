using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Tests.Detection;

/// <summary>The repository's rule for self-harm without the examples, which would hide what it misses.</summary>
public sealed class SelfHarmRuleTests
{
    private static readonly HandoffPolicy Rules =
        HandoffPolicy.OfRules(RuleFile.Read("handoff.yml", File.ReadAllText(Path.Combine(Repository.KnowledgeBase, "handoff.yml"))));

    [Theory]
    [InlineData("My son says he wants to die. How do I block that shop on his card?")]
    [InlineData("my flatmate said she is going to kill herself tonight")]
    [InlineData("she told me she'd take her own life if they call again")]
    [InlineData("i have suiside thoughts every day")]
    [InlineData("I no want live more, card not work")]
    [InlineData("they would be better off if I wasn't here")]
    [InlineData("bu xiang huo le")]
    [InlineData("我不要活 我想死 银行帮帮我")]
    [InlineData("我弟弟说要寻短见")]
    public void AtOnce_SaidOfOthersMisspeltOrInSimpleWords_IsSafety(string text) => Judge(text).Rule.ShouldBe("safety.self_harm");

    [Theory]
    [InlineData("I don't want to live in London any longer")]
    [InlineData("I don't want to wake up early to ring you")]
    [InlineData("is there a fee if I take my life savings out at a branch")]
    [InlineData("my old phone wants to die")]
    [InlineData("We lost our son to suicide in January")]
    [InlineData("我不要活期,定期怎么开")]
    [InlineData("跑到最后真觉得要死了,不过拿了奖牌")]
    public void AtOnce_SameWordsWithoutDanger_IsNotSafety(string text) => Judge(text).Reason.ShouldNotBe("safety");

    private static HandoffDecision Judge(string text) => Rules.AtOnce([new SaidTurn("cardholder", text)]);
}
