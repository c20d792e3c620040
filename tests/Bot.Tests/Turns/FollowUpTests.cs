using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns.Grounding;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns;

public sealed class FollowUpTests : IDisposable
{
    private readonly TurnDesk desk = new();
    private readonly List<Question> questions = [];

    public FollowUpTests() => desk.Answers = question =>
    {
        questions.Add(question);
        return TurnDesk.Article("fee");
    };

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task RunAsync_SecondQuestion_IsAskedWithTheFirstAndItsArticle()
    {
        await desk.SaysAsync("how much is the fee");
        await desk.SaysAsync("and when is it charged");

        questions[0].Earlier.ShouldBeNull();
        questions[1].Earlier.ShouldBe(new Earlier("how much is the fee", "fee"));
    }

    [Fact]
    public async Task RunAsync_AfterAFollowUp_TheEarlierQuestionIsTheOneSpelledOut()
    {
        await desk.SaysAsync("platinum fee");
        desk.Answers = question => TurnDesk.Article("fee") with { Followed = new Followed(FollowedBy.Product, "gold fee") };
        var entries = await desk.SaysAsync("and gold");
        desk.Answers = question =>
        {
            questions.Add(question);
            return TurnDesk.Article("fee");
        };
        await desk.SaysAsync("and classic");

        ((string?)Outcome(entries)["follow"]!["rule"]).ShouldBe("product");
        ((string?)Outcome(entries)["follow"]!["asked"]).ShouldBe("gold fee");
        questions[^1].Earlier!.Text.ShouldBe("gold fee");
    }

    [Fact]
    public async Task RunAsync_AfterALookWithinTheArticle_TheEarlierQuestionStaysTheWholeOne()
    {
        await desk.SaysAsync("platinum fee");
        desk.Answers = _ => TurnDesk.Article("fee") with { Followed = new Followed(FollowedBy.Section, "platinum fee how long") };
        await desk.SaysAsync("how long");
        desk.Answers = question =>
        {
            questions.Add(question);
            return TurnDesk.Article("fee");
        };
        await desk.SaysAsync("why");

        questions[^1].Earlier.ShouldBe(new Earlier("platinum fee", "fee"));
    }

    [Fact]
    public async Task RunAsync_AfterAnAgentSpoke_NothingFromBeforeIsAsked()
    {
        await desk.SaysAsync("how much is the fee");
        var agent = new System.Text.Json.Nodes.JsonObject
        {
            ["type"] = "message", ["text"] = "It is about your loan.", ["from"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "ann", ["role"] = "bot" },
            ["channelData"] = new System.Text.Json.Nodes.JsonObject { ["cardline"] = new System.Text.Json.Nodes.JsonObject { ["speaker"] = "agent" } },
        };
        await desk.Log.AppendedAsync(new AppendRequest("c-1", SenderKind.Agent, Key: null, [new NewEntry(agent, Visible: true)]));
        await desk.SaysAsync("and for gold");

        questions[^1].Earlier.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_AfterAWholeQuestionWithoutAnAnswer_NothingOfThePastIsAsked()
    {
        await desk.SaysAsync("how much is the fee");
        desk.Answers = _ => TurnDesk.Unknown;
        await desk.SaysAsync("will it rain tomorrow");
        desk.Answers = question =>
        {
            questions.Add(question);
            return TurnDesk.Unknown;
        };
        await desk.SaysAsync("and for gold");

        questions[^1].Earlier.ShouldBeNull();
    }

    [Theory]
    [InlineData("more", "more", "The rest of fee")]
    [InlineData("详细点", "more", "The rest of fee")]
    [InlineData("tell me more about that", "more", "The rest of fee")]
    [InlineData("say that again", "again", "Short answer of fee")]
    [InlineData("再说一遍", "again", "Short answer of fee")]
    [InlineData("how much was it again?", "lastFact", "Short answer of fee")]
    [InlineData("是每年吗", "lastFact", "Short answer of fee")]
    [InlineData("听不懂", "notUnderstood", "Short answer of fee")]
    [InlineData("in English please", "language", "Short answer of fee")]
    [InlineData("2", "place", "Short answer of other")]
    [InlineData("最后一个", "place", "Short answer of other")]
    [InlineData("Another title", "title", "Short answer of other")]
    [InlineData("the another one", "title", "Short answer of other")]
    public async Task RunAsync_AWishAfterAnAnswer_IsGrantedWithoutASearch(string words, string rule, string text)
    {
        await desk.SaysAsync("how much is the fee");
        var asked = desk.Asked;
        var entries = await desk.SaysAsync(words);

        desk.Asked.ShouldBe(asked);
        ((string?)Outcome(entries)["follow"]!["rule"]).ShouldBe(rule);
        Spoken(entries).Text()!.ShouldBe(text);
    }

    [Theory]
    [InlineData("more about the weather in Chengdu")]
    [InlineData("I don't understand why my card was declined")]
    [InlineData("the second card I ordered has not come")]
    [InlineData("2 cards were stolen")]
    [InlineData("每年的年费是多少")]
    [InlineData("最后还款日是哪天")]
    [InlineData("yes but how do I pay")]
    public async Task RunAsync_AQuestionWithWordsOfAWish_IsSearchedFor(string words)
    {
        await desk.SaysAsync("how much is the fee");
        var entries = await desk.SaysAsync(words);

        questions.Count.ShouldBeGreaterThanOrEqualTo(2);
        questions[1].Text.ShouldBe(words);
        Outcome(entries)["follow"].ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_MoreTwice_SaysThatThisWasAllAndNothingTwice()
    {
        await desk.SaysAsync("how much is the fee");
        await desk.SaysAsync("more");
        var entries = await desk.SaysAsync("more");

        ((string?)Outcome(entries)["outcome"]).ShouldBe("Choice");
        ((string?)Outcome(entries)["follow"]!["rule"]).ShouldBe("allTold");
        Spoken(entries).Text()!.ShouldNotContain("The rest of");
        Chips(entries).ShouldBe(["Another title", "Talk to a person"]);
    }

    [Fact]
    public async Task RunAsync_YesWithSeveralChips_AsksWhichWithTheSameChips()
    {
        await desk.SaysAsync("how much is the fee");
        var entries = await desk.SaysAsync("yes please");

        ((string?)Outcome(entries)["follow"]!["rule"]).ShouldBe("whichOne");
        Chips(entries).ShouldBe(["More details", "Another title", "Talk to a person"]);
    }

    [Fact]
    public async Task RunAsync_YesToOneTitle_ShowsItsArticle()
    {
        desk.Answers = _ => TurnDesk.Unknown with { Outcome = AnswerOutcome.Choose, Chips = [new Chip("other", "Another title")] };
        await desk.SaysAsync("fee thing");
        var entries = await desk.SaysAsync("好的");

        ((string?)Outcome(entries)["follow"]!["rule"]).ShouldBe("yes");
        ((string?)Outcome(entries)["article"]).ShouldBe("other");
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("好的")]
    [InlineData("right")]
    [InlineData("对")]
    [InlineData("no")]
    public async Task RunAsync_AllRightAfterAnAnswer_StaysACourtesy(string words)
    {
        await desk.SaysAsync("how much is the fee");
        var entries = await desk.SaysAsync(words);

        ((string?)Outcome(entries)["outcome"]).ShouldBe("Greeted");
    }

    [Fact]
    public async Task RunAsync_SaidAgainInVain_OffersAPersonOnce()
    {
        await desk.SaysAsync("how much is the fee");
        var first = await desk.SaysAsync("say that again");
        var second = await desk.SaysAsync("simpler");
        var third = await desk.SaysAsync("say that again");

        ((string?)Outcome(first)["person"]!["step"]).ShouldBe(nameof(HandoffStep.Answer));
        ((string?)Outcome(second)["person"]!["reason"]).ShouldBe("unhelped");
        ((string?)Outcome(third)["person"]!["step"]).ShouldBe(nameof(HandoffStep.Answer));
    }

    [Fact]
    public async Task RunAsync_TwoQuestions_AnswersBothAndRecordsBoth()
    {
        desk.Answers = question => question.Text.Contains("fee", StringComparison.Ordinal) && question.Text.Contains("PIN", StringComparison.Ordinal) ? TurnDesk.Unknown
            : question.Text.Contains("fee", StringComparison.Ordinal) ? TurnDesk.Article("fee") : TurnDesk.Article("pin");
        var entries = await desk.SaysAsync("how much is the fee and how do I change my PIN?");

        Spoken(entries).Text()!.ShouldBe("**Title of fee**\n\nShort answer of fee\n\n**Title of pin**\n\nShort answer of pin");
        Outcome(entries)["sources"]!.AsArray().Select(source => $"{source!["article"]} {source["version"]} {source["heading"]}").ShouldBe(["fee abc123 Heading", "pin abc123 Heading"]);
        ((string?)Outcome(entries)["follow"]!["rule"]).ShouldBe("parts");
        desk.Asked.ShouldBeLessThanOrEqualTo(GroundingStage.SearchesMax);
    }

    [Theory]
    [InlineData(Risk.Safety, Risk.Fees, "safety")]
    [InlineData(Risk.Low, Risk.Legal, "legal")]
    [InlineData(Risk.Low, Risk.Low, "low")]
    public async Task RunAsync_TwoQuestions_RecordsTheGraverRisk(Risk fee, Risk pin, string recorded)
    {
        desk.Answers = question => question.Text.Contains("fee", StringComparison.Ordinal) && question.Text.Contains("PIN", StringComparison.Ordinal) ? TurnDesk.Unknown
            : question.Text.Contains("fee", StringComparison.Ordinal) ? TurnDesk.Article("fee") with { Risk = fee } : TurnDesk.Article("pin") with { Risk = pin };

        ((string?)Outcome(await desk.SaysAsync("how much is the fee and how do I change my PIN?"))["risk"]).ShouldBe(recorded);
    }

    [Fact]
    public async Task RunAsync_NothingServed_RecordsNoRisk()
    {
        desk.Answers = _ => TurnDesk.Unknown;

        var outcome = Outcome(await desk.SaysAsync("how much is the fee"));

        outcome.AsObject().ContainsKey("risk").ShouldBeTrue();
        outcome["risk"].ShouldBeNull();
    }

    [Theory]
    [InlineData("4111 1111")]
    [InlineData("４１１１-1111")]
    [InlineData("41111111")]
    public async Task RunAsync_AskedWithAPieceOfANumber_IsNotRepeatedInTheRecord(string piece)
    {
        desk.Answers = question => question.Text.Contains("and", StringComparison.Ordinal) ? TurnDesk.Unknown : TurnDesk.Article("a" + question.Text.Length);
        var entries = await desk.SaysAsync($"how much is the fee of {piece} and how do I change my PIN?");

        ((string?)Outcome(entries)["follow"]!["asked"]).ShouldBe("how much is the fee of **** and how do I change my PIN?");
    }

    [Fact]
    public async Task RunAsync_ManyQuestions_AreSearchedForABoundedNumberOfTimesAndChosenFrom()
    {
        desk.Answers = question => question.Text.Length > 40 ? TurnDesk.Unknown : TurnDesk.Article("a" + question.Text.Length);
        var entries = await desk.SaysAsync(string.Concat(Enumerable.Range(1, 30).Select(i => $"how do I {new string('x', i)}? ")));

        desk.Asked.ShouldBeLessThanOrEqualTo(GroundingStage.SearchesMax);
        ((string?)Outcome(entries)["outcome"]).ShouldBe("Choice");
        Chips(entries).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("what are the fees for cash and foreign use")]
    [InlineData("I was offered a card. Is there a fee?")]
    [InlineData("I lost the card and the wallet")]
    public async Task RunAsync_OneQuestionWithAnd_IsNotCut(string words)
    {
        desk.Answers = question => question.Text == words ? TurnDesk.Unknown : TurnDesk.Article("a" + question.Text.Length);
        var entries = await desk.SaysAsync(words);

        ((string?)Outcome(entries)["follow"]?["rule"]).ShouldNotBe("parts");
    }

    private static System.Text.Json.Nodes.JsonNode Outcome(IReadOnlyList<LogEntry> entries) => entries.Last(entry => entry.Name() == LogEvents.Outcome).Activity()["value"]!;

    private static LogEntry Spoken(IReadOnlyList<LogEntry> entries) => entries.Last(entry => entry is { Sender: SenderKind.Bot, VisibleSeq: not null });

    private static List<string?> Chips(IReadOnlyList<LogEntry> entries) =>
        [.. Spoken(entries).Activity()["suggestedActions"]!["actions"]!.AsArray().Select(chip => (string?)chip!["title"])];
}
