using Cardline.Bot.Model;
using Cardline.Bot.Turns.Grounding;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>A model picks one of the titles; what is served is the article as it was approved.</summary>
public sealed class ChooseTests : IDisposable
{
    private readonly TurnModel model = new();
    private readonly TurnDesk desk;

    public ChooseTests()
    {
        desk = new TurnDesk(model: model) { Answers = _ => RewriteTests.Chosen("fee.annual", "fee.cash", "fee.late") };
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_OneIsPicked_ItIsServedAndTheOthersStayAPressAway()
    {
        model.Says(ModelUse.Choose, "fee.cash");

        var log = await desk.SaysAsync("what does it cost at the machine");

        var (outcome, message) = (log.Outcome(), log.Spoken().Single());
        ((string?)outcome["outcome"]).ShouldBe("Answered");
        ((string?)outcome["article"]).ShouldBe("fee.cash");
        ((string?)outcome["follow"]!["rule"]).ShouldBe("modelChoice");
        outcome["candidates"]!.AsArray().Select(candidate => (string?)candidate!["article"]).ShouldBe(["fee.cash", "fee.annual", "fee.late"]);
        outcome["model"]!.ToJsonString().ShouldBe("""[{"use":"choose","prompt":"Choose@1a2b3c4d5e6f","used":true}]""");
        ((string?)message["text"]).ShouldBe("Short answer of fee.cash");
        message.Mark("kind").ShouldBe("answer");
        message.Chips().ShouldBe(["fee.cash", "fee.annual", "fee.late", "other"], "the first is its own rest");
    }

    [Fact]
    public async Task Run_Choice_ShowsTheModelIdsTitlesAndShortAnswers()
    {
        model.Says(ModelUse.Choose, "none");
        await desk.SaysAsync("what does it cost at the machine");

        var ask = model.Asks.Single();
        ask.Arguments.Keys.ShouldBe(["question", "candidates"], ignoreOrder: true);
        var first = ((IEnumerable<IReadOnlyDictionary<string, object?>>)ask.Arguments["candidates"]!).First();
        first.ShouldBe(new Dictionary<string, object?> { ["id"] = "fee.annual", ["title"] = "Title of fee.annual", ["short"] = "Short answer of fee.annual" }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData(null, "no_reply")]
    [InlineData("fee.other", "form")]
    [InlineData("FEE.CASH", "form")]
    [InlineData("fee.cash because of the machine", "form")]
    [InlineData("fee.cash\nfee.annual", "form")]
    [InlineData("{\"id\":\"fee.cash\"}", "form")]
    public async Task Run_NothingIsPicked_TheChipsStayAsEver(string? reply, string? fault)
    {
        var without = await WithoutModelAsync();
        model.Says(ModelUse.Choose, reply);

        var log = await desk.SaysAsync("what does it cost at the machine");

        log.Spoken().Single().Chips().ShouldBe(without);
        log.Outcome()["follow"].ShouldBeNull();
        ((string?)log.Outcome()["model"]![0]!["fault"]).ShouldBe(fault);
        ((bool)log.Outcome()["model"]![0]!["used"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_PickedArticleHandsOver_TheChipsStay()
    {
        desk.Shows = article => TurnDesk.Article(article, HandoffAdvice.Always);
        model.Says(ModelUse.Choose, "fee.annual");

        var log = await desk.SaysAsync("what does it cost at the machine");

        ((string?)log.Outcome()["outcome"]).ShouldBe("Choice");
        ((string?)log.Outcome()["model"]![0]!["fault"]).ShouldBe("held_back");
        log.ShouldNotContain(entry => entry.Json.Contains("handoff.initiate"));
    }

    [Theory]
    [InlineData(Risk.Low, 0.0, true)]
    [InlineData(Risk.Fees, Choosing.RiskMarginMin - 0.01, false)]
    [InlineData(Risk.Legal, -0.2, false)]
    [InlineData(Risk.Safety, Choosing.RiskMarginMin + 0.01, true)]
    public async Task Run_MoreThanAWrongWordAtStake_NeedsAClearWinner(Risk risk, double margin, bool served)
    {
        desk.Shows = article => TurnDesk.Article(article) with { Risk = risk };
        desk.Answers = _ => RewriteTests.Chosen("a", "b") with { Candidates = [new Candidate("b", "B", 0.3), new Candidate("a", "A", 0.3 + margin)] };
        model.Says(ModelUse.Choose, "a");

        var outcome = (await desk.SaysAsync("what does it cost at the machine")).Outcome();

        ((string?)outcome["outcome"]).ShouldBe(served ? "Answered" : "Choice");
        ((string?)outcome["model"]![0]!["fault"]).ShouldBe(served ? null : "held_back");
    }

    [Fact]
    public async Task Run_OneTitleOnly_AsksNoModel()
    {
        desk.Answers = _ => RewriteTests.Chosen("a");
        model.Says(ModelUse.Choose, "a");

        ((string?)(await desk.SaysAsync("what does it cost at the machine")).Outcome()["outcome"]).ShouldBe("Choice");

        model.Asks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_WhichOneWasAskedBack_AsksNoModel()
    {
        await desk.SaysAsync("what does it cost at the machine");
        model.Says(ModelUse.Choose, "fee.cash").Says(ModelUse.Rewrite, "the fee at the machine");

        var outcome = (await desk.SaysAsync("yes")).Outcome();

        ((string?)outcome["follow"]!["rule"]).ShouldBe("whichOne");
        model.Asks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_PersonNeededAtOnce_AsksNoModel()
    {
        desk.DecidesAtOnce = _ => new HandoffDecision(HandoffStep.Handoff, "fraud", "not me", "r");
        model.Says(ModelUse.Choose, "fee.cash").Says(ModelUse.Rewrite, "what").Says(ModelUse.SecondOpinion, "{}");

        var outcome = (await desk.SaysAsync("what does it cost at the machine, that was not me")).Outcome();

        ((string?)outcome["outcome"]).ShouldBe("HandedOff");
        outcome["model"].ShouldBeNull();
        model.Asks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_RewriteGotNoReply_TheModelIsNotAskedToChoose()
    {
        await desk.SaysAsync("what does it cost at the machine");
        model.Says(ModelUse.Rewrite, (string?)null).Says(ModelUse.Choose, "fee.cash");

        var log = await desk.SaysAsync("what does that cost at the counter");

        model.Asks.Select(ask => ask.Use).ShouldBe([ModelUse.Rewrite]);
        log.Outcome()["model"]!.ToJsonString().ShouldBe("""[{"use":"rewrite","prompt":null,"used":false,"fault":"no_reply"}]""");
        ((string?)log.Outcome()["outcome"]).ShouldBe("Choice");
    }

    [Fact]
    public async Task Run_RewriteLeadsToAChoice_IsChosenFromWithTheQuestionSpelledOut()
    {
        desk.Answers = question => question.Text == "the fee at the machine" ? RewriteTests.Chosen("a", "b") : TurnDesk.Unknown;
        await desk.SaysAsync("I used the machine");
        model.Says(ModelUse.Rewrite, "the fee at the machine").Says(ModelUse.Choose, "b");

        var outcome = (await desk.SaysAsync("and what did they take")).Outcome();

        ((string?)outcome["article"]).ShouldBe("b");
        ((string?)outcome["follow"]!["rule"]).ShouldBe("modelChoice");
        model.Asks[^1].Arguments["question"].ShouldBe("the fee at the machine");
        outcome["model"]!.AsArray().Select(use => (string?)use!["use"]).ShouldBe(["rewrite", "choose"]);
    }

    private static async Task<List<string>> WithoutModelAsync()
    {
        using var plain = new TurnDesk { Answers = _ => RewriteTests.Chosen("fee.annual", "fee.cash", "fee.late") };
        return (await plain.SaysAsync("what does it cost at the machine")).Spoken().Single().Chips();
    }
}
