using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Model;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns.Escalation;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>A model may bring a person nearer than our own rules do, and never further away.</summary>
public sealed class SecondOpinionTests : IDisposable
{
    private const string Words = "I cannot take this any more, my rent bounced because of you";

    private readonly TurnModel model = new();
    private readonly TurnDesk desk;

    public SecondOpinionTests() => desk = new TurnDesk(model: model) { Answers = question => TurnDesk.Article(question.Text.Contains("annual") ? "fee.annual" : "fee") };

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_OfferFound_APersonIsOfferedUnderTheAnswer()
    {
        Thinks("offer", "despair_sadness", "cannot take this any more");

        var log = await desk.SaysAsync(Words);

        log.Offered().ShouldBe("despair_sadness");
        log.Spoken().Select(message => message.Mark("kind")).ShouldBe(["answer", "offer"]);
        var person = log.Outcome()["person"]!;
        ((string?)person["rule"]).ShouldBe("model.second_opinion");
        ((string?)person["evidence"]).ShouldBe("cannot take this any more");
        log.Outcome()["model"]!.ToJsonString().ShouldBe("""[{"use":"second_opinion","prompt":"SecondOpinion@1a2b3c4d5e6f","used":true}]""");
    }

    [Fact]
    public async Task Run_PersonNeeded_IsHandedOverWithTheFirstStepAndTheWords()
    {
        Thinks("person", "fraud", "MY RENT BOUNCED");

        var log = await desk.SaysAsync(Words);

        log.Spoken().Select(message => message.Mark("kind")).ShouldBe(["firstStep", "handedOff"]);
        var initiate = log.Single(entry => entry.Name() == LogEvents.HandoffInitiate).Activity()["value"]!;
        ((string?)initiate["reason"]).ShouldBe("fraud");
        ((string?)initiate["evidence"]).ShouldBe("my rent bounced", "as the cardholder wrote it");
        ((string?)initiate["rule"]).ShouldBe("model.second_opinion");
        (await desk.Log.FindAsync("c-1", default))!.Holder.Kind.ShouldBe(Cardline.Handoff.HolderKind.Queue);
    }

    [Fact]
    public async Task Run_PersonNeededForARight_TheRightIsNotedWithItsMessage()
    {
        Thinks("person", "hardship", "rent bounced");

        var log = await desk.SaysAsync(Words);

        var right = log.Single(entry => entry.Name() == LogEvents.RightInvoked).Activity()["value"]!;
        ((string?)right["right"]).ShouldBe("hardship");
        ((long)right["seq"]!).ShouldBe(log.Single(entry => entry.Sender == SenderKind.Cardholder && entry.Name() is null).Seq);
        ((string?)right["rule"]).ShouldBe("model.second_opinion");
    }

    [Fact]
    public async Task Run_PersonNeededForAnOfferedReason_IsOnlyOffered()
    {
        Thinks("person", "anger", "because of you");

        var log = await desk.SaysAsync(Words);

        log.Offered().ShouldBe("anger");
        log.ShouldNotContain(entry => entry.Json.Contains("handoff.initiate"));
    }

    [Theory]
    [InlineData("""{"need":"none","reason":"none","words":""}""", null)]
    [InlineData("""{"need":"offer","reason":"boredom","words":"rent bounced"}""", "form")]
    [InlineData("""{"need":"offer","reason":"fraud","words":"rent bounced"}""", "form")]
    [InlineData("""{"need":"close","reason":"anger","words":"rent bounced"}""", "form")]
    [InlineData("""{"need":"offer","reason":"anger"}""", "form")]
    [InlineData("""{"need":"offer","reason":"anger","words":"rent bounced","refund":100}""", "form")]
    [InlineData("""{"need":"none","need":"person","reason":"fraud","words":"rent bounced"}""", "form")]
    [InlineData("""{"need":"offer","reason":"anger","words":["rent bounced"]}""", "form")]
    [InlineData("""[{"need":"offer","reason":"anger","words":"rent bounced"}]""", "form")]
    [InlineData("""{"need":"offer","reason":"anger","words":"rent bounced"} and more""", "form")]
    [InlineData("```json\n{\"need\":\"offer\",\"reason\":\"anger\",\"words\":\"rent bounced\"}\n```", "form")]
    [InlineData("""{"need":"offer","reason":"anger","words":"?"}""", "form")]
    [InlineData("""{"need":"offer","reason":"anger","words":" , "}""", "form")]
    [InlineData("I think a person is needed", "form")]
    [InlineData("""{"need":"offer","reason":"anger","words":"you idiots"}""", "unsaid")]
    [InlineData("""{"need":"person","reason":"human_request","words":"Short answer of fee"}""", "unsaid")]
    public async Task Run_OpinionThatDoesNotCount_ChangesNothing(string reply, string? fault)
    {
        await desk.SaysAsync("how much is the annual fee");
        model.Says(ModelUse.SecondOpinion, reply);

        var log = await desk.SaysAsync(Words);

        log.Spoken().Select(message => message.Mark("kind")).ShouldBe(["answer"]);
        ((string?)log.Outcome()["person"]!["step"]).ShouldBe("Answer");
        ((string?)log.Outcome()["model"]![0]!["fault"]).ShouldBe(fault);
        ((bool)log.Outcome()["model"]![0]!["used"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_ReplyTooLong_IsNotRead()
    {
        Thinks("offer", "anger", "rent bounced" + new string(' ', Opinion.ReplyCharsMax));

        (await desk.SaysAsync(Words)).Offered().ShouldBeNull();
    }

    [Fact]
    public async Task Run_NoReply_EndsAsWithoutAModel()
    {
        model.Says(ModelUse.SecondOpinion, (string?)null);

        var log = await desk.SaysAsync(Words);

        log.Offered().ShouldBeNull();
        ((string?)log.Outcome()["model"]![0]!["fault"]).ShouldBe("no_reply");
    }

    [Fact]
    public async Task Run_OurRulesOffer_NothingTheModelSaysLowersIt()
    {
        desk.DecidesAfter = (_, _) => new HandoffDecision(HandoffStep.Offer, "anger", "because of you", "rule.anger");
        Thinks("none", "none", string.Empty);

        var log = await desk.SaysAsync(Words);

        log.Offered().ShouldBe("anger");
        ((string?)log.Outcome()["person"]!["rule"]).ShouldBe("rule.anger");
    }

    [Fact]
    public async Task Run_OurRulesOffer_AnotherOfferDoesNotReplaceItButAPersonDoes()
    {
        desk.DecidesAfter = (_, _) => new HandoffDecision(HandoffStep.Offer, "complex", "because of you", "rule.complex");
        Thinks("offer", "anger", "because of you");
        (await desk.SaysAsync(Words)).Offered().ShouldBe("complex");

        Thinks("person", "complaint", "because of you");
        ((string?)(await desk.SaysAsync(Words)).Outcome()["outcome"]).ShouldBe("HandedOff");
    }

    [Fact]
    public async Task Run_SameReasonAgain_IsHeldBackLikeAnyOffer()
    {
        Thinks("offer", "anger", "because of you");
        (await desk.SaysAsync(Words)).Offered().ShouldBe("anger");

        var log = await desk.SaysAsync(Words);

        log.Offered().ShouldBeNull();
        ((string?)log.Outcome()["model"]![0]!["fault"]).ShouldBe("held_back");
    }

    [Fact]
    public async Task Run_RefusedBefore_IsSilentForWhatIsNotMoreUrgent()
    {
        Thinks("offer", "anger", "because of you");
        await desk.SaysAsync(Words);
        await desk.PressesAsync("No, thank you", new JsonObject { ["action"] = "decline" });
        Thinks("offer", "complex", "because of you");

        (await desk.SaysAsync(Words)).Offered().ShouldBeNull();
    }

    [Fact]
    public async Task Run_AfterAPersonDealtWithIt_TheSameTroubleIsCalm()
    {
        desk.DecidesAtOnce = said => said[^1].Text == "help" ? new(HandoffStep.Handoff, "fraud", "help", "r") : HandoffDecision.None;
        await desk.SaysAsync("help");
        await desk.AgentReturnsAsync("It is blocked.");
        Thinks("person", "fraud", "rent bounced");

        var log = await desk.SaysAsync(Words);

        ((string?)log.Outcome()["outcome"]).ShouldBe("Answered");
        ((string?)log.Outcome()["model"]![0]!["fault"]).ShouldBe("held_back");
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("annual fee")]
    [InlineData("thank you very much")]
    [InlineData("年费")]
    public async Task Run_CourtesyOrFewWords_AsksNoModel(string words)
    {
        Thinks("person", "fraud", words);

        await desk.SaysAsync(words);

        model.Asks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_PressOrWaitingForAPerson_AsksNoModel()
    {
        Thinks("person", "fraud", "rent bounced");
        await desk.PressesAsync("the title of an article that is long", new JsonObject { ["article"] = "fee" });
        model.Asks.ShouldBeEmpty();
        await desk.PressesAsync("a person please", new JsonObject { ["action"] = "person" });

        var log = await desk.SaysAsync(Words);

        (await desk.Log.FindAsync("c-1", default))!.Holder.Kind.ShouldBe(Cardline.Handoff.HolderKind.Queue);
        log.Outcome()["model"].ShouldBeNull();
        model.Asks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_IntakeReplyThatNeedsAPerson_IsHandedOverAndKept()
    {
        desk.Intakes.Add("complex");
        desk.DecidesAfter = (said, _) => said[^1].Text.StartsWith("it is", StringComparison.Ordinal) ? new(HandoffStep.Offer, "complex", null, "r") : HandoffDecision.None;
        await desk.SaysAsync("it is all so complicated");
        desk.Answers = _ => TurnDesk.Unknown;
        Thinks("person", "hardship", "rent bounced");

        var outcome = (await desk.SaysAsync(Words)).Outcome();

        ((string?)outcome["outcome"]).ShouldBe("HandedOff");
        ((string?)outcome["intake"]!["step"]).ShouldBe("noted");
    }

    private void Thinks(string need, string reason, string words) =>
        model.Says(ModelUse.SecondOpinion, new JsonObject { ["need"] = need, ["reason"] = reason, ["words"] = words }.ToJsonString());
}
