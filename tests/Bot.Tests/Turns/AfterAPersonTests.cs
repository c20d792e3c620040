using Cardline.Bot.Turns.Escalation;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns;

/// <summary>After a person was there, what the person dealt with is not brought up again at once.</summary>
public sealed class AfterAPersonTests : IDisposable
{
    private readonly TurnDesk desk = new();

    public AfterAPersonTests()
    {
        desk.DecidesAtOnce = said => said[^1].Text switch
        {
            var text when text.Contains("stolen") => new HandoffDecision(HandoffStep.Handoff, "lost_stolen", text, "lost.1"),
            var text when text.Contains("person please") => new HandoffDecision(HandoffStep.Handoff, "human_request", text, "human.1"),
            var text when text.Contains("end my life") => new HandoffDecision(HandoffStep.Handoff, "safety", text, "safety.1"),
            "yes" when said.Count > 1 && said[^2].OfferedReason == "anger" => new HandoffDecision(HandoffStep.Handoff, "human_request", "yes", "offer.accepted"),
            _ => HandoffDecision.None,
        };
        desk.DecidesAfter = (said, _) => said[^1].Text.Contains("anger") && said.All(turn => turn.OfferedReason != "anger")
            ? new HandoffDecision(HandoffStep.Offer, "anger", Evidence: null, "anger.1") : HandoffDecision.None;
    }

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData("thanks, the stolen card is blocked now")]
    [InlineData("Thank you so much for your help with the stolen card.")]
    public async Task Run_ThanksForWhatWasDone_IsCourtesyAndNotANewCase(string words)
    {
        await StolenAndReturnedAsync();
        var asked = desk.Asked;

        var log = await desk.SaysAsync(words);

        ((string?)log.Outcome()["outcome"]).ShouldBe("Greeted");
        desk.Asked.ShouldBe(asked);
    }

    [Theory]
    [InlineData("my other card was stolen too")]
    [InlineData("thanks, but the stolen card still works")]
    [InlineData("Thanks, that is sorted. My wife's card was stolen.")]
    [InlineData("the card was stolen")]
    [InlineData("someone used my stolen card, it is blocked now")]
    public async Task Run_TroubleOnceMore_HandsOverAgain(string words)
    {
        await StolenAndReturnedAsync();

        ((string?)(await desk.SaysAsync(words)).Outcome()["person"]!["reason"]).ShouldBe("lost_stolen");
    }

    [Fact]
    public async Task Run_ThanksAfterALongTalkWithThePerson_IsCourtesyToo()
    {
        await desk.SaysAsync("my card was stolen");
        await desk.AgentReturnsAsync([.. Enumerable.Range(1, 80).Select(part => $"Step {part} is done.")]);

        ((string?)(await desk.SaysAsync("thanks, the stolen card is blocked now")).Outcome()["outcome"]).ShouldBe("Greeted");
    }

    [Fact]
    public async Task Run_ThanksAndTroubleInTwoMessages_HandsOverAgain()
    {
        await StolenAndReturnedAsync();

        ((string?)(await desk.SaysAsync("thanks, the stolen card is blocked now", "my bag was stolen today")).Outcome()["outcome"]).ShouldBe("HandedOff");
    }

    [Fact]
    public async Task Run_AnotherReasonAtOnce_IsNotTouched()
    {
        await StolenAndReturnedAsync();

        ((string?)(await desk.SaysAsync("it is all sorted now and I will end my life")).Outcome()["person"]!["reason"]).ShouldBe("safety");
    }

    [Fact]
    public async Task Run_ThanksLongAfter_CountsAsEver()
    {
        await StolenAndReturnedAsync();
        await ChatAsync(OfferMemory.CalmTurns);

        ((string?)(await desk.SaysAsync("thanks, the stolen card is blocked now")).Outcome()["outcome"]).ShouldBe("HandedOff");
    }

    [Fact]
    public async Task Run_ThanksWithoutAPersonHavingBeenThere_CountsAsEver() =>
        ((string?)(await desk.SaysAsync("thanks, the stolen card is blocked now")).Outcome()["outcome"]).ShouldBe("HandedOff");

    [Fact]
    public async Task Run_AskedForAgain_HandsOver()
    {
        await desk.SaysAsync("person please");
        await desk.AgentReturnsAsync("That is done.");

        ((string?)(await desk.SaysAsync("thanks, person please")).Outcome()["outcome"]).ShouldBe("HandedOff");
    }

    [Theory]
    [InlineData(OfferMemory.CalmTurns - 1, null)]
    [InlineData(OfferMemory.CalmTurns, "complex")]
    public async Task Run_ReasonOfTheHandoff_IsNotOfferedForThreeTurns(int turnsBetween, string? offered)
    {
        desk.Answers = _ => TurnDesk.Article("a", HandoffAdvice.Always);
        ((string?)(await desk.SaysAsync("how do I close a deceased estate")).Outcome()["person"]!["reason"]).ShouldBe("complex");
        await desk.AgentReturnsAsync("That is done.");
        desk.Answers = _ => TurnDesk.Article("b", HandoffAdvice.Offer);
        await ChatAsync(turnsBetween);

        (await desk.SaysAsync("how do I cancel")).Offered().ShouldBe(offered);
    }

    [Fact]
    public async Task Run_ReasonOfTheOfferThatLedThere_IsCalmToo()
    {
        await AngryAndReturnedAsync();

        var log = await desk.SaysAsync("hello");

        log.Outcome()["offers"]!["calm"]!["reasons"]!.AsArray().Select(reason => (string?)reason).ShouldBe(["human_request", "anger"]);
    }

    [Fact]
    public async Task Run_SaysThatItDidNotHelp_EndsTheCalm()
    {
        await AngryAndReturnedAsync();
        await desk.SaysAsync("that did not help");

        (await desk.EntriesAsync()).Outcome()["offers"]!["calm"].ShouldBeNull();
    }

    private async Task StolenAndReturnedAsync()
    {
        await desk.SaysAsync("my card was stolen");
        await desk.AgentReturnsAsync("I have blocked it.");
    }

    private async Task AngryAndReturnedAsync()
    {
        await desk.SaysAsync("anger");
        await desk.SaysAsync("yes");
        await desk.AgentReturnsAsync("I see what happened.");
    }

    private async Task ChatAsync(int turns)
    {
        for (var i = 0; i < turns; i++)
        {
            await desk.SaysAsync("hello");
        }
    }
}
