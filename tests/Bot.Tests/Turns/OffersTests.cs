using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns.Escalation;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns;

/// <summary>The bot volunteers a person once, is silent after a no and calm after a person; the way to a person is never shut.</summary>
public sealed class OffersTests : IDisposable
{
    private readonly TurnDesk desk = new();

    /// <summary>Detection as it is: the strongest reason whose word is said and that was not offered before.</summary>
    public OffersTests()
    {
        desk.DecidesAfter = (said, _) => HandoffReasons.Offered
            .Where(reason => said[^1].Text.Contains(reason) && said.All(turn => turn.OfferedReason != reason))
            .Select(reason => new HandoffDecision(HandoffStep.Offer, reason, Evidence: null, "r")).FirstOrDefault(HandoffDecision.None);
        desk.DecidesAtOnce = said => said[^1].Text.Contains("person please") ? AtOnce("human_request") : said[^1].Text.Contains("stolen") ? AtOnce("lost_stolen") : HandoffDecision.None;
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_SameReasonAgain_IsHeldBackAndRecorded()
    {
        (await desk.SaysAsync("anger")).Offered().ShouldBe("anger");

        var log = await desk.SaysAsync("anger");

        log.Offered().ShouldBeNull();
        log.Outcome()["heldBack"]!.AsArray().Select(reason => (string?)reason).ShouldBe(["anger"]);
    }

    [Fact]
    public async Task Run_ReasonHeldBack_DoesNotHideANewOneBehindIt()
    {
        await desk.SaysAsync("anger");

        (await desk.SaysAsync("anger and unhelped")).Offered().ShouldBe("unhelped");
    }

    [Theory]
    [InlineData(OfferMemory.TurnsBetweenOffers, "anger")]
    [InlineData(OfferMemory.TurnsBetweenOffers - 1, null)]
    public async Task Run_SameReasonMuchLater_IsOfferedAgain(int turnsBetween, string? offered)
    {
        await desk.SaysAsync("anger");
        await ChatAsync(turnsBetween);

        (await desk.SaysAsync("anger")).Offered().ShouldBe(offered);
    }

    [Fact]
    public async Task Run_MentionMeanwhile_BeginsTheCountAnew()
    {
        await desk.SaysAsync("anger");
        await ChatAsync(5);
        await desk.SaysAsync("anger");
        await ChatAsync(OfferMemory.TurnsBetweenOffers - 1);

        (await desk.SaysAsync("anger")).Offered().ShouldBeNull();
    }

    [Fact]
    public async Task Run_OfferFurtherBackThanATurnReads_StillCounts()
    {
        await desk.SaysAsync("anger");
        await desk.SaysAsync([.. Enumerable.Repeat("hello", 70)]);

        (await desk.SaysAsync("anger")).Offered().ShouldBeNull();
    }

    [Theory]
    [InlineData(OfferMemory.SilentTurns - 1, null)]
    [InlineData(OfferMemory.SilentTurns, "unhelped")]
    public async Task Run_AfterNoThanks_IsSilentForSixTurns(int turnsBetween, string? offered)
    {
        await desk.SaysAsync("anxiety");
        await desk.SaysAsync("no thanks");
        await ChatAsync(turnsBetween);

        (await desk.SaysAsync("unhelped")).Offered().ShouldBe(offered);
    }

    [Fact]
    public async Task Run_StrongerReasonAfterNoThanks_IsOffered()
    {
        await desk.SaysAsync("anxiety");
        await desk.SaysAsync("不用了，谢谢");

        (await desk.SaysAsync("anger")).Offered().ShouldBe("anger");
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("thanks")]
    public async Task Run_CourtesyThatRefusesNothing_DoesNotSilence(string words)
    {
        await desk.SaysAsync("anxiety");
        await desk.SaysAsync(words);

        (await desk.SaysAsync("unhelped")).Offered().ShouldBe("unhelped");
    }

    [Fact]
    public async Task Run_NoToSomethingElse_DoesNotSilence()
    {
        await desk.SaysAsync("anxiety");
        await desk.SaysAsync("hello");
        await desk.SaysAsync("no thanks");

        (await desk.SaysAsync("unhelped")).Offered().ShouldBe("unhelped");
    }

    [Fact]
    public async Task Run_AskedForWhileSilent_HandsOverAtOnce()
    {
        await desk.SaysAsync("anxiety");
        await desk.SaysAsync("no thanks");

        ((string?)(await desk.SaysAsync("person please")).Outcome()["outcome"]).ShouldBe("HandedOff");
    }

    [Fact]
    public async Task Run_PressedWhileSilent_HandsOverAtOnce()
    {
        await desk.SaysAsync("anxiety");
        await desk.SaysAsync("no thanks");

        ((string?)(await desk.PressesAsync("Talk to a person", new() { ["action"] = "person" })).Outcome()["outcome"]).ShouldBe("HandedOff");
    }

    [Fact]
    public async Task Run_ArticleThatOffersAPerson_IsHeldBackToo()
    {
        desk.Answers = _ => TurnDesk.Article("a", HandoffAdvice.Offer);
        (await desk.SaysAsync("how much")).Offered().ShouldBe("complex");

        desk.Answers = _ => TurnDesk.Article("b", HandoffAdvice.Offer);
        var log = await desk.SaysAsync("how do I pay");

        (log.Offered(), (string?)log.Outcome()["heldBack"]![0]).ShouldBe((null, "complex"));
    }

    [Fact]
    public async Task Run_SameArticleToOtherWords_OffersAPersonOnce()
    {
        desk.Answers = _ => TurnDesk.Article("fee");
        await desk.SaysAsync("how much is the fee");

        var log = await desk.SaysAsync("what will I be billed for it");

        (log.Offered(), (string?)log.Outcome()["person"]!["rule"]).ShouldBe(("unhelped", "turns.same_article"));
        (await desk.SaysAsync("say what the cost would be")).Offered().ShouldBeNull();
    }

    [Fact]
    public async Task Run_SameArticleToTheSameWordsOrAPressOrAfterAnother_OffersNobody()
    {
        desk.Answers = question => TurnDesk.Article(question.Text.Contains("pin") ? "pin" : "fee");
        await desk.SaysAsync("how much is the fee");
        (await desk.SaysAsync("how much is the fee")).Offered().ShouldBeNull("The same words are a second press of the same key.");
        (await desk.PressesAsync("Title of fee", new() { ["article"] = "fee" })).Offered().ShouldBeNull();
        (await desk.SaysAsync("again")).Offered().ShouldBeNull();

        await desk.SaysAsync("how do I change my pin");
        (await desk.SaysAsync("what does it cost")).Offered().ShouldBeNull("Another article was in between.");
    }

    [Fact]
    public async Task Run_SameArticleAsAFollowUp_OffersNobody()
    {
        desk.Answers = _ => TurnDesk.Article("fee");
        await desk.SaysAsync("how much is the fee");
        desk.Answers = _ => TurnDesk.Article("fee") with { Followed = new Followed(FollowedBy.Section, "fee when") };

        (await desk.SaysAsync("and when")).Offered().ShouldBeNull();
    }

    [Fact]
    public async Task Run_ThumbsDown_OffersAPersonOnceAndIsOnRecord()
    {
        desk.Answers = _ => TurnDesk.Article("fee");
        await desk.SaysAsync("how much is the fee");
        var asked = desk.Asked;

        var log = await desk.PressesAsync("This did not help", new() { ["action"] = "helpful", ["helpful"] = "no" });

        (log.Offered(), (string?)log.Outcome()["person"]!["rule"], (string?)log.Outcome()["outcome"]).ShouldBe(("unhelped", "thumbs_down", "Noted"));
        ((string?)log.Outcome()["helpful"]!["answer"], (string?)log.Outcome()["helpful"]!["article"]).ShouldBe(("no", "fee"));
        desk.Asked.ShouldBe(asked, "Nothing was asked, so nothing is searched for.");

        var again = await desk.PressesAsync("This did not help", new() { ["action"] = "helpful", ["helpful"] = "no" });
        again.Offered().ShouldBeNull();
        again.Spoken().ShouldHaveSingleItem().Chips().ShouldBe(["person"]);
    }

    [Theory]
    [InlineData("decline")]
    [InlineData("helpful")]
    public async Task Run_QuestionRightBeforeAPressThatAsksNothing_IsAnswered(string action)
    {
        await desk.SaysAsync("anxiety");
        string? searched = null;
        desk.Answers = question =>
        {
            searched = question.Text;
            return TurnDesk.Article("fee");
        };
        await desk.Log.AppendedAsync(Entries.Says("c-1", "how much is the fee"));

        var log = await desk.PressesAsync("No, thanks", new() { ["action"] = action, ["helpful"] = "no" });

        ((string?)log.Outcome()["outcome"], searched).ShouldBe(("Answered", "how much is the fee"));
    }

    private async Task ChatAsync(int turns)
    {
        for (var i = 0; i < turns; i++)
        {
            await desk.SaysAsync("hello");
        }
    }

    private static HandoffDecision AtOnce(string reason) => new(HandoffStep.Handoff, reason, "words", "rule");
}
