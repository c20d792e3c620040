using System.Text.Json.Nodes;
using Cardline.Bot.Model;
using Cardline.Bot.Model.Checking;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>What is said when a model puts the answer together, and when it fails at that.</summary>
public sealed class ComposeTests : IDisposable
{
    private readonly ComposeScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task Compose_EverySentencePasses_SaysThemAndKeepsTheRestOfTheAnswer()
    {
        scene.Checks = (sentence, scope) => new SentenceVerdict(scope.Passages[sentence.Contains("rest", StringComparison.Ordinal) ? 1 : 0], null, null);

        var (messages, outcome) = await scene.AskedAsync();

        var message = messages.ShouldHaveSingleItem();
        ((string?)message["text"]).ShouldBe("Short answer. And the rest.");
        var cardline = ComposeScene.Cardline(message);
        ((string?)cardline["kind"]).ShouldBe("answer");
        ((bool)cardline["composed"]!).ShouldBeTrue();
        cardline["sources"]!.ToJsonString().ShouldContain("card.use");
        cardline["sentences"]!.AsArray().Select(place => ((int)place!["at"]!, (int)place["length"]!, (string?)place["article"], (string?)place["version"]))
            .ShouldBe([(0, 13, "card.use", "abc123"), (14, 13, "card.use", "abc123")]);
        var chips = message["suggestedActions"]!["actions"]!.AsArray();
        chips[0]!["value"]!.ToJsonString().ShouldBe("""{"article":"card.use","part":"more"}""");
        chips.Count.ShouldBe(2);
        ((string?)outcome["outcome"]).ShouldBe("Answered");
        outcome["composed"]!.ToJsonString().ShouldBe("""{"prompt":"compose@0123456789ab","sentences":2,"fault":null}""");
    }

    [Fact]
    public async Task Compose_EverySentencePasses_CarriesTheLabelOfMicrosoftsClients()
    {
        scene.Checks = (sentence, scope) => new SentenceVerdict(scope.Passages[sentence.Contains("rest", StringComparison.Ordinal) ? 1 : 0], null, null);

        var (messages, _) = await scene.AskedAsync();

        var label = messages[0]["entities"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)label["type"]).ShouldBe("https://schema.org/Message");
        ((string?)label["@id"]).ShouldBe("");
        label["keywords"]!.ToJsonString().ShouldBe("""["AIGeneratedContent"]""");
        var claims = label["citation"]!.AsArray();
        claims.Select(claim => (int)claim!["position"]!).ShouldBe([1, 2]);
        claims.Select(claim => (string?)claim!["appearance"]!["text"]).ShouldBe(["Short answer of card.use", "The rest of card.use"]);
        ((string?)claims[0]!["claimInterpreter"]!["slogan"]).ShouldBe("Put together by a program from: Agreement 1.2");
    }

    [Fact]
    public async Task Compose_AsksTheModel_WithThePassagesAsTheyWouldBeServed()
    {
        await scene.AskedAsync("how do I use my card");

        var ask = scene.Asked.ShouldHaveSingleItem();
        ask.Use.ShouldBe(ModelUse.Compose);
        ask.ConversationId.ShouldBe("c-1");
        ask.Arguments["question"].ShouldBe("how do I use my card");
        ask.Arguments["lang"].ShouldBe("en");
        ((IReadOnlyList<Dictionary<string, object?>>)ask.Arguments["passages"]!).Select(passage => (passage["number"], passage["text"]))
            .ShouldBe([(1, "Short answer of card.use"), (2, "The rest of card.use")]);
    }

    [Fact]
    public async Task Compose_SecondSentenceIsALie_SaysTheApprovedTextAndNothingOfTheDraft()
    {
        scene.Says = _ => ComposeScene.Of("Short answer. ", "We will re", "fund you. ", "More.");

        var (messages, outcome) = await scene.AskedAsync();

        var message = messages.ShouldHaveSingleItem();
        ((string?)message["text"]).ShouldBe(ComposeScene.Approved);
        ComposeScene.Cardline(message)["composed"].ShouldBeNull();
        ComposeScene.Cardline(message)["sentences"].ShouldBeNull();
        message["entities"].ShouldBeNull();
        outcome["composed"]!.ToJsonString().ShouldBe("""{"prompt":"compose@0123456789ab","sentences":1,"fault":"forbidden"}""");
        scene.Shown.ShouldNotContain(activity => activity.ToJsonString().Contains(ComposeScene.Lie, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("empty", true, "")]
    [InlineData("empty", true, "  \n ")]
    [InlineData("declined", true, "none")]
    [InlineData("declined", true, "None.")]
    [InlineData("broken", false, "Short answer. And")]
    [InlineData("tooMany", true, "One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten.")]
    public async Task Compose_ReplyIsNoUse_SaysTheApprovedText(string fault, bool ends, string reply)
    {
        (scene.Ends, scene.Says) = (ends, _ => ComposeScene.Of(reply));

        var (messages, outcome) = await scene.AskedAsync();

        ((string?)messages.ShouldHaveSingleItem()["text"]).ShouldBe(ComposeScene.Approved);
        ((string?)outcome["composed"]!["fault"]).ShouldBe(fault);
    }

    [Fact]
    public async Task Compose_NoReply_SaysTheApprovedText()
    {
        (scene.Ends, scene.Says) = (false, _ => ComposeScene.Of());

        var (messages, outcome) = await scene.AskedAsync();

        ((string?)messages.ShouldHaveSingleItem()["text"]).ShouldBe(ComposeScene.Approved);
        ((string?)outcome["composed"]!["fault"]).ShouldBe("noReply");
    }

    [Fact]
    public async Task Compose_ReplyWithoutEnd_IsCutAtItsBound()
    {
        static async IAsyncEnumerable<string> Endless()
        {
            while (true)
            {
                await Task.Yield();
                yield return "word ";
            }
        }

        scene.Says = _ => Endless();
        scene.Checks = (_, scope) => new SentenceVerdict(scope.Passages[0], null, null);

        var (messages, outcome) = await scene.AskedAsync();

        ((string?)messages.ShouldHaveSingleItem()["text"]).ShouldBe(ComposeScene.Approved);
        ((string?)outcome["composed"]!["fault"]).ShouldBe("tooLong");
    }

    [Fact]
    public async Task Compose_ModelThrows_SaysTheApprovedTextAndNotThatSomethingFailed()
    {
        scene.Says = _ => throw new InvalidOperationException("a mistake of the client");

        var (messages, outcome) = await scene.AskedAsync();

        ((string?)messages.ShouldHaveSingleItem()["text"]).ShouldBe(ComposeScene.Approved);
        ((string?)outcome["outcome"]).ShouldBe("Answered");
        ((string?)outcome["composed"]!["fault"]).ShouldBe("exception");
    }

    [Fact]
    public async Task Compose_SourceOfNoPassage_IsNotCarriedByAnything()
    {
        scene.Checks = (_, _) => new SentenceVerdict(new Passage("other", "1", "Other", "Other words"), null, null);

        var (messages, outcome) = await scene.AskedAsync();

        ((string?)messages.ShouldHaveSingleItem()["text"]).ShouldBe(ComposeScene.Approved);
        ((string?)outcome["composed"]!["fault"]).ShouldBe("unsupported");
    }

    [Fact]
    public async Task Compose_TwoQuestions_UsesThePassagesOfBoth()
    {
        scene.Desk.Answers = question => question.Text.Contains("block", StringComparison.Ordinal) && question.Text.Contains("activate", StringComparison.Ordinal)
            ? TurnDesk.Unknown
            : TurnDesk.Article(question.Text.Contains("block", StringComparison.Ordinal) ? "card.block" : "card.activate");

        var (messages, _) = await scene.AskedAsync("how do I block my card? how do I activate a new card?");

        ((IReadOnlyList<Dictionary<string, object?>>)scene.Asked.ShouldHaveSingleItem().Arguments["passages"]!).Count.ShouldBe(4);
        ComposeScene.Cardline(messages.ShouldHaveSingleItem())["sources"]!.AsArray().Count.ShouldBe(2);
        messages[0]["suggestedActions"]!["actions"]!.AsArray().Select(chip => (string?)chip!["value"]!["part"]).Count(part => part == "more").ShouldBe(2);
    }

    [Fact]
    public async Task Compose_OneOfTwoAnswersIsAboutFees_AsksNoModel()
    {
        scene.Desk.Answers = question => question.Text.Contains("block", StringComparison.Ordinal) && question.Text.Contains("cost", StringComparison.Ordinal)
            ? TurnDesk.Unknown
            : question.Text.Contains("block", StringComparison.Ordinal) ? TurnDesk.Article("card.block") : TurnDesk.Article("fee") with { Risk = Risk.Fees };

        var (messages, _) = await scene.AskedAsync("how do I block my card? how much does the card cost?");

        scene.Asked.ShouldBeEmpty();
        ((string?)messages.ShouldHaveSingleItem()["text"])!.ShouldContain("Title of card.block");
    }

    [Theory]
    [InlineData(Risk.Fees)]
    [InlineData(Risk.Legal)]
    [InlineData(Risk.Safety)]
    public async Task Compose_RiskIsNotLow_AsksNoModel(Risk risk)
    {
        scene.Desk.Answers = _ => TurnDesk.Article("card.use") with { Risk = risk };

        var (messages, outcome) = await scene.AskedAsync();

        scene.Asked.ShouldBeEmpty();
        scene.Shown.ShouldBeEmpty();
        ((string?)messages.ShouldHaveSingleItem()["text"]).ShouldBe(ComposeScene.Approved);
        outcome["composed"].ShouldBeNull();
    }

    [Fact]
    public async Task Compose_ChipPressed_ServesTheApprovedText()
    {
        var entries = await scene.Desk.PressesAsync("Title of card.use", new JsonObject { ["article"] = "card.use" });

        scene.Asked.ShouldBeEmpty();
        ((string?)ComposeScene.Messages(entries).ShouldHaveSingleItem()["text"]).ShouldBe(ComposeScene.Approved);
    }

    [Fact]
    public async Task Compose_MoreDetailsAfterAComposedAnswer_LeadsToTheApprovedRest()
    {
        await scene.AskedAsync();

        var entries = await scene.Desk.PressesAsync("More details", new JsonObject { ["article"] = "card.use", ["part"] = "more" });

        scene.Asked.Count.ShouldBe(1);
        ((string?)ComposeScene.Messages(entries)[1]["text"]).ShouldBe("The rest of card.use");
    }

    [Fact]
    public async Task Compose_PersonIsCalled_AsksNoModel()
    {
        scene.Desk.DecidesAfter = (_, _) => new HandoffDecision(HandoffStep.Handoff, "complaint", "word", "rule");

        var (messages, outcome) = await scene.AskedAsync();

        scene.Asked.ShouldBeEmpty();
        scene.Shown.ShouldBeEmpty();
        messages.ShouldNotContain(message => ComposeScene.Cardline(message)["composed"] != null);
        ((string?)outcome["outcome"]).ShouldBe("HandedOff");
    }

    [Fact]
    public async Task Compose_PersonIsOffered_ComposesAndOffers()
    {
        scene.Desk.DecidesAfter = (_, _) => new HandoffDecision(HandoffStep.Offer, "anxiety", "word", "rule");

        var (messages, _) = await scene.AskedAsync();

        messages.Select(message => (string?)ComposeScene.Cardline(message)["kind"]).ShouldBe(["answer", "offer"]);
        ((bool?)ComposeScene.Cardline(messages[0])["composed"]).ShouldBe(true);
        messages[0]["suggestedActions"].ShouldBeNull();
        messages.Select(ComposeScene.StreamType).ShouldBe(["final", null]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Compose_SwitchedOffOrOtherLanguage_AsksNoModel(bool otherLanguage)
    {
        scene.Offered = otherLanguage;
        scene.Desk.Answers = _ => TurnDesk.Article("card.use") with { Lang = otherLanguage ? "zh-Hans" : "en" };

        var (messages, _) = await scene.AskedAsync();

        scene.Asked.ShouldBeEmpty();
        ((string?)messages.ShouldHaveSingleItem()["text"]).ShouldBe(ComposeScene.Approved);
    }

    [Fact]
    public async Task Compose_NoCheck_AsksNoModel()
    {
        using var desk = new TurnDesk(scene.Clock, scene, ground: null, scene) { Answers = _ => TurnDesk.Article("card.use") };

        var entries = await desk.SaysAsync("how do I use my card");

        scene.Asked.ShouldBeEmpty();
        ((string?)ComposeScene.Messages(entries).ShouldHaveSingleItem()["text"]).ShouldBe(ComposeScene.Approved);
    }
}
