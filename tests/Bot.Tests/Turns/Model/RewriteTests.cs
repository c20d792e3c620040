using System.Text.Json.Nodes;
using Cardline.Bot.Model;
using Cardline.Bot.Turns.Grounding;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>A model spells a follow-up out; the articles decide whether that helped.</summary>
public sealed class RewriteTests : IDisposable
{
    private const string Whole = "how much is the annual fee of the gold card";

    private readonly TurnModel model = new();
    private readonly TurnDesk desk;
    private readonly List<string> searched = [];

    public RewriteTests()
    {
        desk = new TurnDesk(model: model);
        desk.Products.UnionWith(["gold", "platinum"]);
        desk.Answers = question =>
        {
            searched.Add(question.Text);
            return question.Text is Whole or "annual fee gold" ? TurnDesk.Article("fee.gold") : TurnDesk.Unknown;
        };
    }

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_FragmentAfterAQuestion_IsAskedAsTheModelSpelledItOut()
    {
        await desk.SaysAsync("annual fee gold");
        model.Says(ModelUse.Rewrite, Whole);

        var log = await desk.SaysAsync("what would that cost me then");

        var outcome = log.Outcome();
        ((string?)outcome["outcome"]).ShouldBe("Answered");
        ((string?)outcome["article"]).ShouldBe("fee.gold");
        ((string?)outcome["follow"]!["rule"]).ShouldBe("model");
        ((string?)outcome["follow"]!["asked"]).ShouldBe(Whole);
        outcome["model"]!.ToJsonString().ShouldBe("""[{"use":"rewrite","prompt":"Rewrite@1a2b3c4d5e6f","used":true}]""");
        log.Spoken().Single().ToJsonString().ShouldNotContain(Whole, customMessage: "the cardholder is shown approved words only");
    }

    [Fact]
    public async Task Run_FragmentAfterAQuestion_ShowsTheModelWhatWasSaidAndNothingElse()
    {
        await desk.SaysAsync("annual fee gold");
        model.Says(ModelUse.Rewrite, Whole);
        await desk.SaysAsync("what would that cost me then");

        var ask = model.Asks.Single();
        ask.ConversationId.ShouldBe("c-1");
        ask.Arguments.Keys.ShouldBe(["history", "question", "lang"], ignoreOrder: true);
        ask.Arguments["question"].ShouldBe("what would that cost me then");
        ask.Arguments["lang"].ShouldBe("en");
        var history = ((IReadOnlyList<IReadOnlyDictionary<string, object?>>)ask.Arguments["history"]!).Select(said => $"{said["speaker"]}: {said["text"]}");
        history.ShouldBe(["cardholder: annual fee gold", "bot: Short answer of fee.gold"]);
    }

    [Fact]
    public async Task Run_NothingSaidBefore_AsksNoModel()
    {
        model.Says(ModelUse.Rewrite, Whole);

        ((string?)(await desk.SaysAsync("what would that cost me then")).Outcome()["outcome"]).ShouldBe("Unknown");

        model.Asks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_WordsThatHaveTheirAnswer_AsksNoModel()
    {
        model.Says(ModelUse.Rewrite, Whole);
        await desk.SaysAsync("hm and what about this");

        var log = await desk.SaysAsync("annual fee gold");

        log.Outcome()["follow"].ShouldBeNull();
        log.Outcome()["model"].ShouldBeNull();
        model.Asks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ModelWithoutReply_EndsAsWithoutAModel()
    {
        await desk.SaysAsync("annual fee gold");
        model.Says(ModelUse.Rewrite, (string?)null);

        var outcome = (await desk.SaysAsync("what would that cost me then")).Outcome();

        ((string?)outcome["outcome"]).ShouldBe("Unknown");
        outcome["follow"].ShouldBeNull();
        outcome["model"]!.ToJsonString().ShouldBe("""[{"use":"rewrite","prompt":null,"used":false,"fault":"no_reply"}]""");
    }

    [Theory]
    [InlineData("how much is the annual fee\nof the gold card", "form")]
    [InlineData("", "form")]
    [InlineData("???", "form")]
    [InlineData("how much is <b>gold</b>", "form")]
    [InlineData("see https://evil.example for the gold fee", "form")]
    [InlineData("gold fee [press](evil)", "form")]
    [InlineData("gold\u202Efee", "form")]
    [InlineData("gold\u200Bfee", "form")]
    [InlineData("金卡的年费是多少", "language")]
    [InlineData("how much is the annual fee of the platinum card", "unsaid")]
    [InlineData("is gold dearer than platinum", "unsaid")]
    [InlineData("how do I get 2000 back for gold", "unsaid")]
    [InlineData("how do I get ２ back for gold", "unsaid")]
    [InlineData("how do I get two thousand back for gold", "unsaid")]
    [InlineData("how do I get half of gold back", "unsaid")]
    public async Task Run_RewriteOfItsOwn_IsNotEvenSearched(string reply, string fault)
    {
        await desk.SaysAsync("annual fee gold");
        model.Says(ModelUse.Rewrite, reply);
        desk.Answers = question =>
        {
            searched.Add(question.Text);
            return question.Text == "what would that cost me then" ? TurnDesk.Unknown : TurnDesk.Article("evil");
        };

        var outcome = (await desk.SaysAsync("what would that cost me then")).Outcome();

        ((string?)outcome["outcome"]).ShouldBe("Unknown");
        ((string?)outcome["model"]![0]!["fault"]).ShouldBe(fault);
        searched.ShouldNotContain(reply);
    }

    [Fact]
    public async Task Run_RewriteTooLong_IsRefused()
    {
        await desk.SaysAsync("annual fee gold");
        model.Says(ModelUse.Rewrite, string.Concat(Enumerable.Repeat("fee ", (RewriteCheck.CharsMax / 4) + 1)));

        ((string?)(await desk.SaysAsync("what would that cost me then")).Outcome()["model"]![0]!["fault"]).ShouldBe("form");
    }

    [Fact]
    public async Task Run_NumberThatWasSaid_MayStandInIt()
    {
        await desk.SaysAsync("I was charged 1,200 last week");
        model.Says(ModelUse.Rewrite, "why was I charged 1200 last week");
        desk.Answers = question => question.Text.Contains("1200", StringComparison.Ordinal) ? TurnDesk.Article("charge") : TurnDesk.Unknown;

        var outcome = (await desk.SaysAsync("and what is that for")).Outcome();

        ((string?)outcome["article"]).ShouldBe("charge");
        ((string?)outcome["follow"]!["asked"]).ShouldBe("why was I charged **** last week");
    }

    [Fact]
    public async Task Run_RewriteThatLeadsNowhere_LeavesTheChoice()
    {
        await desk.SaysAsync("annual fee gold");
        model.Says(ModelUse.Rewrite, "gold card something else");
        desk.Answers = question => question.Text.Contains("else", StringComparison.Ordinal) ? TurnDesk.Unknown : Chosen("a", "b");

        var log = await desk.SaysAsync("what would that cost me then");

        ((string?)log.Outcome()["outcome"]).ShouldBe("Choice");
        log.Outcome()["follow"].ShouldBeNull();
        ((string?)log.Outcome()["model"]![0]!["fault"]).ShouldBe("no_article");
        log.Spoken().Single().Chips().ShouldBe(["a", "b", "person"]);
    }

    [Theory]
    [InlineData(true, "Choice", "c")]
    [InlineData(false, "Choice", "a")]
    public async Task Run_RewriteThatLeadsToAChoice_CountsOnlyWhereThereWasNothing(bool nothing, string outcome, string chip)
    {
        await desk.SaysAsync("annual fee gold");
        model.Says(ModelUse.Rewrite, Whole);
        desk.Answers = question => question.Text == Whole ? Chosen("c", "d") : nothing ? TurnDesk.Unknown : Chosen("a", "b");

        var log = await desk.SaysAsync("what would that cost me then");

        ((string?)log.Outcome()["outcome"]).ShouldBe(outcome);
        log.Spoken().Single().Chips()[0].ShouldBe(chip);
    }

    [Fact]
    public async Task Run_RewriteThatLeadsToAnArticleThatHandsOver_OnlyOffersItsTitle()
    {
        await desk.SaysAsync("annual fee gold");
        model.Says(ModelUse.Rewrite, Whole);
        desk.Answers = question => question.Text == Whole ? TurnDesk.Article("card.stolen", HandoffAdvice.Always) : TurnDesk.Unknown;

        var log = await desk.SaysAsync("what would that cost me then");

        ((string?)log.Outcome()["outcome"]).ShouldBe("Choice");
        log.Spoken().Single().Chips().ShouldBe(["card.stolen", "person"]);
        log.ShouldNotContain(entry => entry.Json.Contains("handoff.initiate"));
    }

    [Fact]
    public async Task Run_Press_AsksNoModel()
    {
        await desk.SaysAsync("annual fee gold");
        model.Says(ModelUse.Rewrite, Whole);

        await desk.PressesAsync("a title that is gone", new JsonObject { ["article"] = "missing" });

        model.Asks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_NothingMoreToTell_AsksNoModel()
    {
        await desk.SaysAsync("annual fee gold");
        await desk.SaysAsync("more");
        model.Says(ModelUse.Rewrite, Whole).Says(ModelUse.Choose, "other");

        ((string?)(await desk.SaysAsync("more")).Outcome()["follow"]!["rule"]).ShouldBe("allTold");

        model.Asks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ReplyToTheIntakeQuestion_AsksNoModel()
    {
        desk.Intakes.Add("complex");
        desk.DecidesAfter = (_, _) => new(Cardline.Handoff.Detection.HandoffStep.Offer, "complex", null, "r");
        await desk.SaysAsync("it is all so complicated");
        model.Says(ModelUse.Rewrite, Whole);

        ((string?)(await desk.SaysAsync("the shop took it and then again")).Outcome()["outcome"]).ShouldBe("Noted");

        model.Asks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_AfterAnAgent_WhatWasSaidBeforeIsNotShownToTheModel()
    {
        desk.DecidesAtOnce = said => said[^1].Text == "person" ? new(Cardline.Handoff.Detection.HandoffStep.Handoff, "human_request", "person", "r") : Cardline.Handoff.Detection.HandoffDecision.None;
        await desk.SaysAsync("annual fee gold");
        await desk.SaysAsync("person");
        await desk.AgentReturnsAsync("It is settled.");
        model.Says(ModelUse.Rewrite, Whole);

        await desk.SaysAsync("what would that cost me then");

        model.Asks.ShouldBeEmpty();
    }

    internal static KnowledgeAnswer Chosen(params string[] articles) => TurnDesk.Unknown with
    {
        Outcome = AnswerOutcome.Choose,
        Candidates = [.. articles.Select((article, place) => new Candidate(article, "Title of " + article, 0.4 - (0.05 * place)))],
        Chips = [.. articles.Select(article => new Chip(article, "Title of " + article))],
    };
}
