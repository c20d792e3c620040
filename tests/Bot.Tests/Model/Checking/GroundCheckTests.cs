using Cardline.Bot.Model.Checking;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Model.Checking;

public sealed class GroundCheckTests
{
    private const string English =
        "The annual fee is CNY 2,000 and the rate is 5%. You must pay within 30 days after the statement date. The desk is open from 9:00 to 17:30 every Monday. " +
        "A report takes 12 months. You can have up to 3 cards. From 1 January 2027 the fee changes. Call 400-000-0100 or write to help@lanternbank.example. Visit the branch in Lantern Road.";

    private const string Chinese = "年费是每年2050元，日利率为0.05%。请在30天内还款。最多办3张卡。自2027年1月1日起调整。请拨打400-000-0100。积分有效期是2年。";

    [Theory]
    [InlineData("The annual fee is CNY 2,000.")]
    [InlineData("The annual fee is two thousand yuan.")]
    [InlineData("The annual fee is RMB 2000.00.")]
    [InlineData("The rate is five per cent.")]
    [InlineData("You must pay within thirty days after the statement date.")]
    [InlineData("A report takes a year.")]
    [InlineData("The desk is open from 9 am to 5:30 pm every Monday.")]
    [InlineData("From 2027-01-01 the fee changes.")]
    [InlineData("From January 2027 the fee changes.")]
    [InlineData("You can have up to three cards.")]
    [InlineData("Call 400 000 0100.")]
    [InlineData("Here is how it works:")]
    public void Check_EnglishThatStandsThere_Passes(string sentence) => Verdict(sentence).Fault.ShouldBeNull(sentence);

    [Theory]
    [InlineData("年费是每年两千零五十元。")]
    [InlineData("年费是每年贰仟零伍拾元。")]
    [InlineData("年費是每年2050元。")]
    [InlineData("年费是每年２０５０元。")]
    [InlineData("日利率为万分之五。")]
    [InlineData("请在三十天内还款。")]
    [InlineData("最多办三张卡。")]
    [InlineData("自2027年1月起调整。")]
    [InlineData("积分有效期是24个月。")]
    public void Check_ChineseThatStandsThere_Passes(string sentence) => Verdict(sentence, "zh-Hans").Fault.ShouldBeNull(sentence);

    [Theory]
    [InlineData("The annual fee is CNY 2,001.", nameof(SentenceFault.Number))]
    [InlineData("The annual fee is two thousand and fifty yuan.", nameof(SentenceFault.Number))]
    [InlineData("The annual fee is USD 2,000.", nameof(SentenceFault.Number))]
    [InlineData("The annual fee is half of CNY 2,000.", nameof(SentenceFault.Number))]
    [InlineData("The annual fee is a dozen yuan.", nameof(SentenceFault.Number))]
    [InlineData("The rate is 5 days.", nameof(SentenceFault.Number))]
    [InlineData("The rate is 5‰.", nameof(SentenceFault.Number))]
    [InlineData("You must pay within 30 working days after the statement date.", nameof(SentenceFault.Number))]
    [InlineData("You must pay twice within 30 days after the statement date.", nameof(SentenceFault.Number))]
    [InlineData("You can have at least 3 cards.", nameof(SentenceFault.Number))]
    [InlineData("The annual fee is CNY 2²,000.", nameof(SentenceFault.Number))]
    [InlineData("From 2 January 2027 the fee changes.", nameof(SentenceFault.Date))]
    [InlineData("From 1/1/2027 the fee changes.", nameof(SentenceFault.Date))]
    [InlineData("The desk is open from 9:00 to 17:30 every Tuesday.", nameof(SentenceFault.Date))]
    [InlineData("The desk is open from 9:15 to 17:30 every Monday.", nameof(SentenceFault.Date))]
    [InlineData("The desk is open tomorrow.", nameof(SentenceFault.Date))]
    [InlineData("Call 400-000-0101.", nameof(SentenceFault.Phone))]
    [InlineData("Call +86 400 000 0100.", nameof(SentenceFault.Phone))]
    [InlineData("Write to help@lanternbank.example.com.", nameof(SentenceFault.Address))]
    [InlineData("Visit https://lanternbank.example.", nameof(SentenceFault.Address))]
    [InlineData("Visit lantern.top.", nameof(SentenceFault.Address))]
    [InlineData("Visit the branch in Garden Street.", nameof(SentenceFault.Address))]
    [InlineData("The fee [changes](https://evil.example/x).", nameof(SentenceFault.Address))]
    [InlineData("The fee [changes](https://www.lanternbank.example/x?q=secret).", nameof(SentenceFault.Address))]
    [InlineData("The fee [changes](http://www.lanternbank.example/x).", nameof(SentenceFault.Address))]
    [InlineData("年费是2000元。", nameof(SentenceFault.Language))]
    [InlineData("Годовая плата CNY 2,000.", nameof(SentenceFault.Language))]
    [InlineData("We promise that the fee changes.", nameof(SentenceFault.Forbidden))]
    [InlineData("The fee is lower in summer if the moon is full.", nameof(SentenceFault.Unsupported))]
    [InlineData("You must not pay within 30 days after the statement date.", nameof(SentenceFault.Unsupported))]
    [InlineData("You can pay within 30 days after the statement date.", nameof(SentenceFault.Unsupported))]
    [InlineData("<b>The annual fee</b> is CNY 2,000.", nameof(SentenceFault.Markup))]
    [InlineData("# The annual fee", nameof(SentenceFault.Markup))]
    [InlineData("The `annual fee` is CNY 2,000.", nameof(SentenceFault.Markup))]
    [InlineData("![fee](https://www.lanternbank.example/a.png)", nameof(SentenceFault.Markup))]
    [InlineData("The annual\u200B fee is CNY 2,000.", nameof(SentenceFault.Markup))]
    [InlineData("The annual\u202E fee is CNY 2,000.", nameof(SentenceFault.Markup))]
    [InlineData("Agent Li: The annual fee is CNY 2,000.", nameof(SentenceFault.Markup))]
    [InlineData("Yes.", nameof(SentenceFault.Unsupported))]
    [InlineData("", nameof(SentenceFault.Unsupported))]
    public void Check_EnglishThatDoesNot_FailsForThatReason(string sentence, string fault)
    {
        var verdict = Verdict(sentence);

        verdict.Fault.ToString().ShouldBe(fault, $"{sentence} [{verdict.Found}]");
        verdict.Source.ShouldBeNull();
        verdict.Found.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("年费是每年二千零五元。", nameof(SentenceFault.Number))]
    [InlineData("年费是每年两万零五十元。", nameof(SentenceFault.Number))]
    [InlineData("年费是每月2050元。", nameof(SentenceFault.Number))]
    [InlineData("年费打七折。", nameof(SentenceFault.Number))]
    [InlineData("日利率为百分之五。", nameof(SentenceFault.Number))]
    [InlineData("请在三十个工作日内还款。", nameof(SentenceFault.Number))]
    [InlineData("请在廿天内还款。", nameof(SentenceFault.Number))]
    [InlineData("积分有效期是半年。", nameof(SentenceFault.Number))]
    [InlineData("至少办3张卡。", nameof(SentenceFault.Number))]
    [InlineData("自2027年2月1日起调整。", nameof(SentenceFault.Date))]
    [InlineData("自周一起调整。", nameof(SentenceFault.Date))]
    [InlineData("请拨打400-000-0101。", nameof(SentenceFault.Phone))]
    [InlineData("The annual fee is CNY 2,050.", nameof(SentenceFault.Language))]
    [InlineData("我们保证年费是2050元。", nameof(SentenceFault.Forbidden))]
    [InlineData("请不要在30天内还款。", nameof(SentenceFault.Unsupported))]
    [InlineData("客服小李：年费是每年2050元。", nameof(SentenceFault.Markup))]
    public void Check_ChineseThatDoesNot_FailsForThatReason(string sentence, string fault) =>
        Verdict(sentence, "zh-Hans").Fault.ToString().ShouldBe(fault, $"{sentence} [{Verdict(sentence, "zh-Hans").Found}]");

    [Fact]
    public void Check_NumbersOfTwoPassages_AreNotPutTogether()
    {
        var scope = new GroundScope([new Passage("a", "1", "Fees", "The annual fee is CNY 100."), new Passage("b", "1", "Delivery", "Delivery takes 7 days.")], "en");

        CheckedSentences.Check.Check("Delivery takes 7 days.", scope).Source!.Article.ShouldBe("b");
        CheckedSentences.Check.Check("Delivery takes 7 days and the annual fee is CNY 100.", scope).Fault.ShouldNotBeNull();
    }

    [Fact]
    public void Check_LinkToAListedHost_Passes() =>
        CheckedSentences.Check.Check("The annual fee is [CNY 2,000](https://www.lanternbank.example/fees).", CheckedSentences.Of(English)).Fault.ShouldBeNull();

    [Fact]
    public void Check_NoRules_FailsEverySentence() =>
        new GroundCheck(() => null).Check("The annual fee is CNY 2,000.", CheckedSentences.Of(English)).Fault.ShouldBe(SentenceFault.Forbidden);

    [Fact]
    public void Check_RulesChange_UsesTheNewOnesAtOnce()
    {
        var rules = CheckedSentences.Rules;
        var check = new GroundCheck(() => rules);
        check.Check("We promise that the fee changes.", CheckedSentences.Of(English)).Fault.ShouldBe(SentenceFault.Forbidden);

        rules = new ComplianceRules(new Dictionary<string, IReadOnlyList<ForbiddenWords>>(), []);

        check.Check("We promise that the fee changes.", CheckedSentences.Of(English)).Fault.ShouldNotBe(SentenceFault.Forbidden);
    }

    [Fact]
    public void Check_EachExampleInTheBanksRules_IsForbidden()
    {
        foreach (var words in CheckedSentences.Rules.Forbidden.Values.SelectMany(list => list))
        {
            var only = new ComplianceRules(new Dictionary<string, IReadOnlyList<ForbiddenWords>> { ["en"] = [words] }, []);
            new GroundCheck(() => only).Check(words.Example, CheckedSentences.Of(words.Example)).Fault.ShouldBe(SentenceFault.Forbidden, words.Words);
        }
    }

    private static SentenceVerdict Verdict(string sentence, string lang = "en") => CheckedSentences.Check.Check(sentence, CheckedSentences.Of(lang == "en" ? English : Chinese, lang));
}
