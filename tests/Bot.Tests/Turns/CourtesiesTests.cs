using Cardline.Bot.Turns.Context;

namespace Cardline.Bot.Tests.Turns;

public sealed class CourtesiesTests
{
    [Theory]
    [InlineData("hello", "Hello")]
    [InlineData("Hi there!", "Hello")]
    [InlineData("在吗？", "Hello")]
    [InlineData("你好，请问", "Hello")]
    [InlineData("Thank you so much!!", "Thanks")]
    [InlineData("ok bye", "Thanks")]
    [InlineData("太谢谢了", "Thanks")]
    [InlineData("好的，谢谢您", "Thanks")]
    [InlineData("謝謝", "Thanks")]
    [InlineData("👍", "Thanks")]
    [InlineData("no thanks", "Acknowledged")]
    [InlineData("不用了，谢谢", "Acknowledged")]
    [InlineData("No", "Acknowledged")]
    [InlineData("好的", "Acknowledged")]
    [InlineData("知道了", "Acknowledged")]
    [InlineData("Are you a robot?", "WhoAreYou")]
    [InlineData("你是机器人还是真人？", "WhoAreYou")]
    [InlineData("?", "Wordless")]
    [InlineData("……", "Wordless")]
    [InlineData("", "Wordless")]
    public void Of_AskingNothing_NamesIt(string text, string kind) => Courtesies.Of(text).ToString().ShouldBe(kind);

    [Theory]
    [InlineData("hello, how do I pay")]
    [InlineData("no annual fee how")]
    [InlineData("thanks for nothing, my card does not work")]
    [InlineData("没了")]
    [InlineData("我的钱没了")]
    [InlineData("不用密码能付吗")]
    [InlineData("早期还款")]
    [InlineData("好的卡怎么选")]
    [InlineData("1")]
    public void Of_AskingSomething_IsNoCourtesy(string text) => Courtesies.Of(text).ShouldBe(Courtesy.None);

    [Theory]
    [InlineData("I'm anxious, when is my payment due?", "when is my payment due")]
    [InlineData("我很着急，还款多久到账", "还款多久到账")]
    [InlineData("I paid 1,000.50 yesterday", null)]
    [InlineData("how do I pay?", null)]
    [InlineData("how do I pay my bill, please", null)]
    [InlineData("how do I pay, I am new here", null)]
    public void LastClause_OfAMessage_IsTheQuestionInIt(string text, string? clause) => Asking.LastClause(text).ShouldBe(clause);

    [Theory]
    [InlineData("不是要投诉，就问问年费", "就问问年费")]
    [InlineData("I don't want to talk to a person, just tell me how to change my PIN", "just tell me how to change my PIN")]
    [InlineData("我没有收到卡，怎么办", null)]
    [InlineData("I don't want to pay the annual fee, what can I do?", null)]
    [InlineData("不是要投诉", null)]
    public void AfterDenial_OfAMessage_IsWhatIsMeant(string text, string? meant) => Asking.AfterDenial(text).ShouldBe(meant);

    [Theory]
    [InlineData("How do I change my PIN and my address?", "How do I change my PIN|How do I change my address")]
    [InlineData("what is the fee of the gold card and the platinum card", "what is the fee of the gold card|what is the fee of the platinum card")]
    [InlineData("怎么改密码，还有怎么提额", "怎么改密码|怎么提额")]
    [InlineData("我想改密码,还有怎么提额", "我想改密码|怎么提额")]
    [InlineData("金卡和白金卡的年费多少？", "金卡年费多少|白金卡年费多少")]
    [InlineData("why was it declined and how do I pay?", "why was it declined|how do I pay")]
    [InlineData("how do I pay?", "how do I pay")]
    [InlineData("how do I pay for food and drinks", "how do I pay for food and drinks")]
    [InlineData("我的卡丢了", "")]
    public void Questions_OfAMessage_AreTheClausesThatAsk(string text, string clauses) => string.Join('|', Asking.Questions(text, 3)).ShouldBe(clauses);

    [Theory]
    [InlineData("how do I block it", true)]
    [InlineData("meanwhile, how do I change my PIN", true)]
    [InlineData("密码忘了怎么办", true)]
    [InlineData("I do have the app on my phone", false)]
    [InlineData("是关于上个月账单的", false)]
    public void Asks_ByItsForm_TellsQuestionFromStory(string text, bool asks) => Asking.Asks(text).ShouldBe(asks);
}
