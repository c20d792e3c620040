using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns;

/// <summary>A complex case gets one short question beside the offer, and nobody has to reply to it.</summary>
public sealed class IntakeTests : IDisposable
{
    private static readonly HandoffDecision Complex = new(HandoffStep.Offer, "complex", Evidence: null, "complex.1");
    private static readonly KnowledgeAnswer Choice = TurnDesk.Article("a") with { Outcome = AnswerOutcome.Choose, Text = null, Sources = [] };

    private readonly TurnDesk desk = new();

    public IntakeTests()
    {
        desk.Intakes.Add("complex");
        desk.DecidesAfter = (said, _) => said[^1].Text.Contains("complicated") && said.All(turn => turn.OfferedReason != "complex") ? Complex : HandoffDecision.None;
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_Complex_AsksOneQuestionWithThePersonBesideIt()
    {
        var log = await desk.SaysAsync("it is complicated");

        var asked = log.Spoken().ShouldHaveSingleItem();
        ((string?)asked["text"]).ShouldBe("What happened?");
        asked.Chips().ShouldBe(["person", "decline"]);
        (asked.Mark("offered"), asked.Mark("intake")).ShouldBe(("complex", "asked"));
        ((string?)log.Outcome()["intake"]!["step"]).ShouldBe("asked");
        (await HolderAsync()).ShouldBe(HolderKind.Bot);
    }

    [Fact]
    public async Task Run_ComplexWithAnAnswer_GivesTheAnswerFirst()
    {
        desk.Answers = _ => TurnDesk.Article("a");

        var spoken = (await desk.SaysAsync("it is complicated, how much is the fee")).Spoken();

        spoken.Select(message => (string?)message["text"]).ShouldBe(["Short answer of a", "What happened?"]);
        spoken[0].Chips().ShouldBeEmpty();
        spoken[1].Chips().ShouldBe(["a", "other", "person", "decline"]);
    }

    [Fact]
    public async Task Run_ComplexWithAChoice_AsksWhichOneFirst_AndTheSecondOneStillPicks()
    {
        desk.Answers = _ => Choice;

        var spoken = (await desk.SaysAsync("it is complicated")).Spoken();
        var picked = await desk.SaysAsync("the first one");

        spoken.Select(message => message.Mark("kind")).ShouldBe(["choice", "offer"]);
        spoken[1].Chips().ShouldBe(["other", "person", "decline"]);
        ((string?)picked.Outcome()["outcome"]).ShouldBe("Answered");
        picked.Outcome()["intake"].ShouldBeNull();
    }

    [Theory]
    [InlineData("my gold card was refused in a shop")]
    [InlineData("the terminal beeped and nothing came out, since monday")]
    public async Task Run_ReplyToTheQuestion_IsNotedAndAPersonOfferedOnceMore(string reply)
    {
        await desk.SaysAsync("it is complicated");
        desk.Answers = question => question.Text.Contains("since") ? TurnDesk.Article("a") : Choice;

        var log = await desk.SaysAsync(reply);

        var noted = log.Spoken().ShouldHaveSingleItem();
        ((string?)noted["text"]).ShouldBe("That is noted. Shall I bring a person?");
        noted.Chips().ShouldBe(["person", "decline"]);
        var outcome = log.Outcome();
        ((string?)outcome["outcome"], (string?)outcome["intake"]!["step"], (string?)outcome["person"]!["rule"]).ShouldBe(("Noted", "noted", "turns.intake"));
        outcome["article"].ShouldBeNull();
        ((int)outcome["offers"]!["since"]!["complex"]!).ShouldBe(1, "The line that it is noted is no second offer.");
        outcome.ToJsonString().ShouldNotContain(reply, Case.Insensitive, "The message itself is the record; nothing repeats it.");
    }

    [Fact]
    public async Task Run_NewQuestionInsteadOfAReply_IsSimplyAnswered()
    {
        await desk.SaysAsync("it is complicated");
        desk.Answers = _ => TurnDesk.Article("a");

        var log = await desk.SaysAsync("how much is the fee");

        ((string?)log.Spoken().ShouldHaveSingleItem()["text"]).ShouldBe("Short answer of a");
        log.Outcome()["intake"].ShouldBeNull();
    }

    [Fact]
    public async Task Run_UnknownWordsLaterThanTheReply_AreNoReply()
    {
        await desk.SaysAsync("it is complicated");
        await desk.SaysAsync("my card was refused");

        var log = await desk.SaysAsync("the weather is nice");

        ((string?)log.Outcome()["outcome"]).ShouldBe("Unknown");
    }

    [Fact]
    public async Task Run_PersonPressedAtTheQuestion_HandsOverWithOneLine()
    {
        await desk.SaysAsync("it is complicated");

        var log = await desk.PressesAsync("Talk to a person", new() { ["action"] = "person" });

        log.Spoken().Count(message => message.Mark("kind") == "handedOff").ShouldBe(1);
        log.Spoken().ShouldHaveSingleItem();
        (await HolderAsync()).ShouldBe(HolderKind.Queue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_UrgentWordsAtTheQuestion_GiveTheFirstStepAndOneHandoffLine(bool onDuty)
    {
        desk.AgentsOnDuty = onDuty;
        await desk.SaysAsync("it is complicated");
        desk.DecidesAtOnce = said => said[^1].Text.Contains("stolen") ? new HandoffDecision(HandoffStep.Handoff, "fraud", "stolen", "fraud.1") : HandoffDecision.None;

        var log = await desk.SaysAsync("since yesterday, my card was stolen");

        log.Spoken().Select(message => message.Mark("kind")).ShouldBe(["firstStep", "handedOff"]);
        log.Outcome()["intake"].ShouldBeNull();
        (await HolderAsync()).ShouldBe(HolderKind.Queue);
    }

    [Fact]
    public async Task Run_NoThanksAtTheQuestion_GoesOnAndAsksNothing()
    {
        await desk.SaysAsync("it is complicated");

        var log = await desk.PressesAsync("No, thanks", new() { ["action"] = "decline" });

        ((string?)log.Outcome()["outcome"]).ShouldBe("Greeted");
        log.Offered().ShouldBeNull();
        desk.Asked.ShouldBe(1, "What refuses is not searched for.");
    }

    [Fact]
    public async Task Run_ComplexMuchLater_OffersAgainWithoutTheQuestion()
    {
        await desk.SaysAsync("it is complicated");
        for (var i = 0; i < Bot.Turns.Escalation.OfferMemory.TurnsBetweenOffers; i++)
        {
            await desk.SaysAsync("hello");
        }

        var log = await desk.SaysAsync("it is complicated");

        ((string?)log.Spoken().Single(message => message.Mark("offered") is not null)["text"]).ShouldBe("Shall I bring a person?");
        log.Outcome()["intake"].ShouldBeNull();
    }

    [Fact]
    public async Task Run_SeveralMattersAndAnOffer_NamesThemAsChipsAndInTheRecord()
    {
        desk.Answers = question => question.Text switch
        {
            "how much is the fee" => TurnDesk.Article("fee"),
            "how do I change my PIN" => TurnDesk.Article("pin"),
            _ => TurnDesk.Unknown,
        };

        var log = await desk.SaysAsync("how much is the fee? how do I change my PIN? what is complicated about it?");

        log.Spoken().ShouldHaveSingleItem().Chips().ShouldBe(["fee", "pin", "person", "decline"]);
        log.Outcome()["matters"]!.AsArray().Select(matter => (string?)matter!["title"]).ShouldBe(["Title of fee", "Title of pin"]);
    }

    [Fact]
    public async Task Run_TwoQuestionsBothAnsweredWithoutAnOffer_AreNoMattersForAnAgent()
    {
        desk.Answers = question => TurnDesk.Article(question.Text.Contains("PIN") ? "pin" : "fee");

        var log = await desk.SaysAsync("how much is the fee? how do I change my PIN?");

        ((string?)log.Outcome()["follow"]!["rule"], log.Outcome()["matters"]).ShouldBe(("parts", null));
    }

    [Theory]
    [InlineData("It is complicated. First, the fee is wrong; second, my PIN is gone; third, the weather.")]
    [InlineData("complicated: 1. the fee is wrong 2. my PIN is gone 3. the weather")]
    [InlineData("complicated 第一，fee wrong；第二，PIN gone；第三，weather")]
    public async Task Run_ListedMattersThatAskNothing_AreNamedToo(string text)
    {
        desk.Answers = question => question.Text.Length < 25 && question.Text.Contains("fee") ? TurnDesk.Article("fee")
            : question.Text.Length < 25 && question.Text.Contains("PIN") ? TurnDesk.Article("pin") : TurnDesk.Unknown;

        var log = await desk.SaysAsync(text);

        log.Outcome()["matters"]!.AsArray().Select(matter => (string?)matter!["article"]).ShouldBe(["fee", "pin"]);
    }

    [Theory]
    [InlineData("the first time it was complicated, the second time the fee was wrong")]
    [InlineData("complicated: 1.5 percent or 2.5 percent fee")]
    public async Task Run_NumbersThatListNothing_NameNoMatters(string text)
    {
        desk.Answers = _ => TurnDesk.Unknown;

        (await desk.SaysAsync(text)).Outcome()["matters"].ShouldBeNull();
        desk.Asked.ShouldBe(1);
    }

    private async Task<HolderKind> HolderAsync() => (await desk.Log.FindAsync("c-1", default))!.Holder.Kind;
}
