using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Tests.Detection;

/// <summary>What the last messages reply to, and whether the conversation got anywhere.</summary>
public sealed class CourseTests
{
    private static readonly RuleSet Rules = RuleFile.Read("handoff.yml", File.ReadAllText(Path.Combine(Repository.KnowledgeBase, "handoff.yml")));
    private static readonly SaidTurn Offered = new("bot", "The fee is yearly.", "answer", "anger");
    private static readonly SaidTurn NotOffered = new("bot", "The fee is yearly.", "answer", "none");

    [Theory]
    [InlineData("yes")]
    [InlineData("Yes, please!")]
    [InlineData("YES PLEASE")]
    [InlineData("yeah go on then")]
    [InlineData("ok")]
    [InlineData("sure. please.")]
    [InlineData("that would be great")]
    [InlineData("I suppose so")]
    [InlineData("  yes \n")]
    [InlineData("ｙｅｓ")]
    [InlineData("好")]
    [InlineData("好的，谢谢")]
    [InlineData("好，麻煩你了")]
    [InlineData("需要")]
    [InlineData("那就轉吧")]
    [InlineData("嗯嗯！")]
    [InlineData("可以的")]
    public void Accepts_YesToAnOffer_IsTaken(string text)
    {
        Accepts(text, Offered).ShouldBeTrue();
        Accepts(text, NotOffered).ShouldBeFalse();
    }

    [Theory]
    [InlineData("yes but why")]
    [InlineData("yes. but what is the fee?")]
    [InlineData("no")]
    [InlineData("no thanks")]
    [InlineData("not yet")]
    [InlineData("yesterday")]
    [InlineData("ok then what is the annual fee")]
    [InlineData("好不好")]
    [InlineData("好的，但是年费多少")]
    [InlineData("不要")]
    [InlineData("不需要")]
    [InlineData("?")]
    [InlineData(" ")]
    [InlineData("")]
    public void Accepts_AnythingElse_IsNotAYes(string text) => Accepts(text, Offered).ShouldBeFalse();

    [Fact]
    public void Accepts_SomebodyElseSpokeInBetween_IsNotAYes()
    {
        Accepts("yes", Offered, new SaidTurn("agent", "Did you pay it?")).ShouldBeFalse();
        Accepts("yes", Offered, new SaidTurn("cardholder", "hm"), NotOffered).ShouldBeFalse();
        Accepts("yes").ShouldBeFalse();
    }

    [Theory]
    [InlineData("Would you like me to bring in a colleague?", true)]
    [InlineData("需要帮您转接人工客服吗？", true)]
    [InlineData("Would you like to know more about points?", false)]
    public void Accepts_LogThatDoesNotSayWhatWasOffered_IsReadByItsWords(string line, bool accepts) => Accepts("yes", new SaidTurn("bot", line)).ShouldBe(accepts);

    [Fact]
    public void Accepts_YesWithMoreBesideIt_EverySentenceHasToBeAYes()
    {
        Accepts([Offered, Holder("yes"), Holder("please")]).ShouldBeTrue();
        Accepts([Offered, Holder("yes"), Holder("what is the annual fee?")]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2", "choose", true)]
    [InlineData("Annual fee", "choose", true)]
    [InlineData("what is the annual fee", "choose", false)]
    [InlineData("2", "answer", false)]
    [InlineData("2", null, false)]
    public void Picks_ShortReplyToAList_IsAPick(string text, string? outcome, bool picks)
    {
        List<SaidTurn> said = [Holder("fees"), new("bot", "Which one?", outcome), Holder(text)];

        new Course(Rules, said).Picks(Last(said)).ShouldBe(picks);
    }

    [Fact]
    public void Picks_AgentAskedOrNobodyDid_IsNoPick()
    {
        foreach (var said in new List<SaidTurn>[] { [Holder("2")], [new("bot", "Which?", "choose"), new("agent", "Which?"), Holder("2")] })
        {
            new Course(Rules, said).Picks(Last(said)).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("what is the annual fee of my card", true)]
    [InlineData("What is the annual fee for my card??", true)]
    [InlineData("that is not what I asked", true)]
    [InlineData("答非所问", true)]
    [InlineData("how do I change my address", false)]
    [InlineData("thanks", false)]
    public void IsAgain_AskedBefore_IsNoticed(string text, bool isAgain)
    {
        IsAgain([Holder("what is the annual fee of my card"), NotOffered, Holder(text)]).ShouldBe(isAgain);
        // Nobody is offered a person twice in a row for saying the same again.
        IsAgain([Holder("what is the annual fee of my card"), Offered, Holder(text)]).ShouldBeFalse();
    }

    [Fact]
    public void IsAgain_RepliesOfSeveralLines_LooksAtTheQuestionBeforeAllOfThem()
    {
        IsAgain([Holder("what is the annual fee"), NotOffered, NotOffered, Holder("what is the annual fee")]).ShouldBeTrue();
        IsAgain([Holder("what is the annual fee"), NotOffered, Holder("thanks"), NotOffered, Holder("what is the annual fee")]).ShouldBeFalse();
    }

    [Fact]
    public void IsAgain_NobodyOrAnAgentRepliedBefore_IsNot()
    {
        IsAgain([Holder("what is the annual fee")]).ShouldBeFalse();
        IsAgain([Holder("what is the annual fee"), Holder("what is the annual fee")]).ShouldBeFalse();
        IsAgain([Holder("what is the annual fee"), NotOffered, new("agent", "Hello"), Holder("what is the annual fee")]).ShouldBeFalse();
    }

    [Fact]
    public void UnhelpedTurns_OneAfterAnother_AreCountedUpToWhatMakesTheDifference()
    {
        SaidTurn unknown = new("bot", "I do not know.", "unknown");

        Unhelped([Holder("who won the match")], "answer").ShouldBe(0);
        Unhelped([Holder("who won the match")], "unknown").ShouldBe(1);
        Unhelped([Holder("who won the match"), unknown, Holder("what is the weather")], "answer").ShouldBe(1);
        Unhelped([Holder("who won the match"), unknown, Holder("what is the weather")], "unknown").ShouldBe(2);
        Unhelped([Holder("a joke"), unknown, Holder("who won the match"), unknown, Holder("what is the weather")], "unknown").ShouldBe(2);
    }

    [Fact]
    public void UnhelpedTurns_HelpedOrAnAgentInBetween_AreNotCountedBeyond()
    {
        SaidTurn unknown = new("bot", "I do not know.", "unknown");

        Unhelped([Holder("who won the match"), unknown, Holder("what is the annual fee"), NotOffered, Holder("how do I change my address")], "unknown").ShouldBe(1);
        Unhelped([Holder("who won the match"), unknown, new("agent", "Hello"), Holder("what is the weather")], "unknown").ShouldBe(1);
        Unhelped([Holder("who won the match"), unknown, new("agent", "Hello"), unknown, Holder("what is the weather")], "answer").ShouldBe(0);
    }

    [Fact]
    public void UnhelpedTurns_LongAgo_AreNotLookedFor()
    {
        List<SaidTurn> said = [Holder("hm"), new("bot", "I do not know.", "unknown"), .. Enumerable.Repeat(NotOffered, Course.TurnsMax), Holder("what is the weather")];

        Unhelped(said, "answer").ShouldBe(0);
    }

    private static bool Accepts(string text, params SaidTurn[] before) => Accepts([.. before, Holder(text)]);

    private static bool Accepts(List<SaidTurn> said) => new Course(Rules, said).Accepts(Last(said));

    private static bool IsAgain(List<SaidTurn> said) => new Course(Rules, said).IsAgain(Last(said));

    private static int Unhelped(List<SaidTurn> said, string outcome) => new Course(Rules, said).UnhelpedTurns(Last(said), outcome);

    private static Burst Last(List<SaidTurn> said) => Burst.Before(Rules, said, said.Count);

    private static SaidTurn Holder(string text) => new("cardholder", text);
}
