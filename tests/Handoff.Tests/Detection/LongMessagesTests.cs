using Cardline.Handoff.Detection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Tests.Detection;

/// <summary>A danger is seen wherever in the newest message it stands, and whatever was sent before it.</summary>
public sealed class LongMessagesTests
{
    private const string Danger = "Someone stole my card.";

    private readonly HandoffFiles files = new(
        Options.Create(new HandoffOptions { Path = Repository.KnowledgeBase, Fact = (name, _) => $"<{name}>" }), TimeProvider.System, NullLogger<HandoffFiles>.Instance);

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(250)]
    public void AtOnce_DangerAmongManyLines_IsSeen(int linesBefore)
    {
        var lines = string.Concat(Enumerable.Repeat("coffee 12\n", linesBefore)) + Danger + string.Concat(Enumerable.Repeat("\ncoffee 12", 250 - linesBefore));

        files.AtOnce([new SaidTurn("cardholder", lines)]).Reason.ShouldBe("lost_stolen");
    }

    /// <summary>The next sentence may take a danger back (decision 0024); other questions do not.</summary>
    [Theory]
    [InlineData("Lovely weather here, the roses are out and the grandchildren came on Sunday with a cake. ", "I want to die. ", "What is the annual fee of the gold card and when is it charged? Do points expire at the end of the year? Thank you so much.", "safety")]
    [InlineData("How do I change my PIN at the machine, and does the card work in Portugal? We fly on Friday, the four of us. ", "My husband hits me and I am scared of him. ", "Is there a fee abroad? Which lounge can I use with the platinum card?", "safety")]
    [InlineData("Hello, I'd like to know the limit of the classic card and how to see points in the app. ", "My card was stolen an hour ago. ", "Also, what are the opening hours on Saturday, and can I pay in instalments?", "lost_stolen")]
    [InlineData("今天天气很好，孙子来看我了，还带了蛋糕。", "我不想活了。", "请问金卡年费多少，积分年底会过期吗？境外刷卡要手续费吗？谢谢你们。", "safety")]
    [InlineData("I took the whole box. Of chocolates. ", "My husband hits me and I am scared of him. ", "How many points for another?", "safety")]
    [InlineData("", "我不想活了。", "金卡的年费是多少，普卡的年费是多少，积分什么时候过期，怎么兑换里程？", "safety")]
    [InlineData("", "I want to die. ", "What is the annual fee of the gold card, what is the fee of the classic card, and when do the points expire if I never use them?", "safety")]
    [InlineData("", "He has a knife. ", "What is the annual fee of the gold card, what is the fee of the classic card, and when do the points expire if I never use them?", "safety")]
    [InlineData("", "Somebody stole my card. ", "How long does a new one take to arrive, do I get the same number again, and does it cost anything to have it sent to Spain?", "lost_stolen")]
    [InlineData("", "有人拿刀逼我交出密码。", "请问境外取现每天的限额是多少，手续费怎么算，可以用人民币还款吗？", "safety")]
    public void AtOnce_DangerInAShortMessageAmongHarmlessSentences_IsSeen(string before, string danger, string after, string reason) =>
        files.AtOnce([new SaidTurn("cardholder", before + danger + after)]).Reason.ShouldBe(reason);

    [Theory]
    [InlineData("They have hacked my account. In the film we saw on Sunday. Does the card work in cinemas abroad?")]
    [InlineData("我妈妈去世了。我是说剧里的妈妈。账单日是哪天？")]
    public void AtOnce_HarmlessStoryWithAlarmingWords_IsNotHandedOver(string story) => files.AtOnce([new SaidTurn("cardholder", story)]).ShouldBe(HandoffDecision.None);

    /// <summary>Of the parts of a long story one may always look odd alone; it counts only when it is nearly certain.</summary>
    [Theory]
    [InlineData("I rotate between night and day shifts at St Mary's and so I'm hardly ever awake when banks are. I've a trip to Vietnam coming with two friends from the "
        + "ward, we'll be on trains and in small hostels, and one of them swears you have to ring the bank before you go or everything is declined. The other one "
        + "says that's from the nineties. Which is it with your cards, do I need to announce the trip or can I simply go?")]
    [InlineData("I care for my brother full time. He's 34, has Down's, and is the cheeriest man you'll ever meet. He wants to buy his own coffee at the day centre like "
        + "the other lads do. He can't keep a PIN in his head and his signature is a drawing of a bus. I've the deputyship papers all in order. Is there any card "
        + "where he could just wave it, with a small limit that I can see on my phone, and would it be in his name or mine?")]
    public void AtOnce_LongHarmlessStory_IsNotHandedOver(string story) => files.AtOnce([new SaidTurn("cardholder", story)]).ShouldBe(HandoffDecision.None);

    [Fact]
    public void AtOnce_DangerAfterMoreSentencesThanAreLookedAt_IsSeen()
    {
        var letters = string.Concat(Enumerable.Repeat("a\n", 1500));

        files.AtOnce([new SaidTurn("cardholder", letters + Danger)]).Reason.ShouldBe("lost_stolen");
        files.AtOnce([new SaidTurn("cardholder", Danger + "\n" + letters)]).Reason.ShouldBe("lost_stolen");
    }

    [Fact]
    public void AtOnce_DangerBeginsALongMessageAfterAnother_IsSeen()
    {
        var statement = string.Concat(Enumerable.Repeat("coffee and cake ", 240));

        files.AtOnce([new SaidTurn("cardholder", statement), new SaidTurn("cardholder", Danger + " " + statement[..3000])]).Reason.ShouldBe("lost_stolen");
        files.AtOnce([new SaidTurn("cardholder", statement), new SaidTurn("cardholder", statement)]).Step.ShouldBe(HandoffStep.Answer);
    }
}
