using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns;

public sealed class TurnRunnerTests : IDisposable
{
    private static readonly HandoffDecision Fraud = new(HandoffStep.Handoff, "fraud", "stolen", "fraud.1");

    private readonly TurnDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_WithAnAnswer_ServesItWithSourceChipsAndOneOutcome()
    {
        desk.Answers = _ => TurnDesk.Article("fee.annual.platinum");

        var log = await desk.SaysAsync("How much is the Platinum annual fee?");

        var reply = Replies(log).Single();
        reply.Text().ShouldBe("Short answer of fee.annual.platinum");
        var activity = reply.Activity();
        ((string?)activity["channelData"]!["cardline"]!["sources"]![0]!["article"]).ShouldBe("fee.annual.platinum");
        ((string?)activity["replyToId"]).ShouldBe("c-1|0000001");
        ((string?)activity["textFormat"]).ShouldBe("markdown");
        activity["suggestedActions"]!["actions"]!.AsArray().Select(chip => (string?)chip!["title"]).ShouldBe(["More details", "Another title"]);
        Outcomes(log).ShouldBe(["Answered"]);
        (await desk.Log.FindAsync("c-1", default))!.Holder.Kind.ShouldBe(HolderKind.Bot);
    }

    [Fact]
    public async Task Run_WithSeveralWaitingMessages_AnswersThemInOneTurn()
    {
        desk.Answers = question => question.Text == "hello\nhow much is it" ? TurnDesk.Article("a") : TurnDesk.Unknown;

        var log = await desk.SaysAsync("hello", "how much is it");

        Replies(log).Single().Text().ShouldBe("Short answer of a");
        Outcomes(log).ShouldBe(["Answered"]);
    }

    [Fact]
    public async Task Run_ReasonAtOnce_GivesFirstStepPlaceAndCaseInOneWrite_WithoutAnySearch()
    {
        desk.DecidesAtOnce = _ => Fraud;

        var log = await desk.SaysAsync("my card was stolen");

        desk.Asked.ShouldBe(0);
        Replies(log).Select(entry => entry.Text()).ShouldBe(["Block the card now.", "A person comes. Place 3."]);
        var initiate = log.Single(entry => entry.Name() == LogEvents.HandoffInitiate);
        initiate.VisibleSeq.ShouldBeNull();
        var value = initiate.Activity()["value"]!;
        ((string?)value["reason"]).ShouldBe("fraud");
        ((string?)value["evidence"]).ShouldBe("stolen");
        ((int)value["priority"]!).ShouldBe(1);
        (await desk.Log.FindAsync("c-1", default))!.Holder.Kind.ShouldBe(HolderKind.Queue);
        Outcomes(log).ShouldBe(["HandedOff"]);
    }

    [Fact]
    public async Task Run_NobodyOnDuty_SaysSoAndStillQueues()
    {
        desk.DecidesAtOnce = _ => Fraud;
        desk.AgentsOnDuty = false;

        var log = await desk.SaysAsync("my card was stolen");

        Replies(log)[^1].Text().ShouldBe("Nobody is on duty.");
        (await desk.Log.FindAsync("c-1", default))!.Holder.Kind.ShouldBe(HolderKind.Queue);
    }

    [Fact]
    public async Task Run_StageThrows_SaysTheHonestLineAndOffersAPerson()
    {
        desk.Answers = _ => throw new InvalidOperationException("secret detail");

        var log = await desk.SaysAsync("how much is it");

        var reply = Replies(log).Single();
        reply.Text()!.ShouldContain("something went wrong on our side");
        ((string?)reply.Activity()["suggestedActions"]!["actions"]![0]!["value"]!["action"]).ShouldBe("person");
        Outcomes(log).ShouldBe(["Failed"]);
        log.ShouldAllBe(entry => !entry.Json.Contains("secret detail"));
    }

    [Fact]
    public async Task Run_PolicyThrows_StillEndsInTheHonestLine()
    {
        desk.DecidesAtOnce = _ => throw new InvalidOperationException("broken rules");
        Outcomes(await desk.SaysAsync("我要找人工")).ShouldBe(["Failed"]);
        Replies(await desk.EntriesAsync()).Single().Text()!.ShouldContain("转人工");
    }

    [Fact]
    public async Task Run_AgentClaimsDuringTheTurn_NotAWordOfTheBotIsAppended()
    {
        desk.Answers = _ =>
        {
            var head = desk.Log.FindAsync("c-1", default).Result!;
            desk.Log.AppendAsync(Entries.Staff("c-1", head.Epoch, new Holder(HolderKind.Agent, "ann")), default).Wait();
            return TurnDesk.Article("a");
        };

        var log = await desk.SaysAsync("how much is it");

        Replies(log).ShouldBeEmpty();
        Outcomes(log).ShouldBe(["Superseded"]);
    }

    [Fact]
    public async Task Run_WhileWaiting_NotesWhatIsAdded_AndLeavesThePlaceAlone()
    {
        desk.DecidesAtOnce = said => said[^1].Text == "my card was stolen" ? Fraud : HandoffDecision.None;
        var before = await desk.SaysAsync("my card was stolen");

        var log = await desk.SaysAsync("it was yesterday");

        Outcomes(log).ShouldBe(["HandedOff", "Noted"]);
        log.Count(entry => entry.Name() == LogEvents.HandoffInitiate).ShouldBe(1);
        log[^1].Epoch.ShouldBe(before[^1].Epoch);
    }

    [Fact]
    public async Task Run_WhileWaiting_ServesApprovedText()
    {
        desk.DecidesAtOnce = said => said[^1].Text == "my card was stolen" ? Fraud : HandoffDecision.None;
        desk.Answers = _ => TurnDesk.Article("card.block");
        await desk.SaysAsync("my card was stolen");

        var log = await desk.SaysAsync("how do I block it");

        Replies(log)[^1].Text().ShouldBe("Short answer of card.block");
        (await desk.Log.FindAsync("c-1", default))!.Holder.Kind.ShouldBe(HolderKind.Queue);
    }

    [Fact]
    public async Task Run_WhileWaitingForSomethingLess_PassesTheUrgentReasonOnUnderTheSameHandoff()
    {
        desk.DecidesAtOnce = said => said[^1].Text == "person" ? Fraud with { Reason = "human_request" } : Fraud;
        await desk.SaysAsync("person");

        var log = await desk.SaysAsync("my card was stolen");

        var initiates = log.Where(entry => entry.Name() == LogEvents.HandoffInitiate).Select(entry => entry.Activity()["value"]!).ToList();
        initiates.Select(value => (string?)value["reason"]).ShouldBe(["human_request", "fraud"]);
        initiates.Select(value => (string?)value["handoffId"]).Distinct().Count().ShouldBe(1);
        Replies(log)[^1].Text()!.ShouldStartWith("Block the card now.");
    }

    [Fact]
    public async Task Run_PersonControl_HandsOverWhateverTheWordsAre()
    {
        await desk.BeginAsync();
        var request = Entries.Says("c-1", "x");
        request.Entries[0].Activity["value"] = new JsonObject { ["action"] = "person" };
        await desk.Log.AppendedAsync(request);

        await desk.Runner.RunAsync("c-1", resumed: false, default);

        Outcomes(await desk.EntriesAsync()).ShouldBe(["HandedOff"]);
    }

    [Fact]
    public async Task Run_ChipForTheRest_ServesTheRest()
    {
        await desk.BeginAsync();
        var request = Entries.Says("c-1", "More details");
        request.Entries[0].Activity["value"] = new JsonObject { ["article"] = "a", ["part"] = "more" };
        await desk.Log.AppendedAsync(request);

        await desk.Runner.RunAsync("c-1", resumed: false, default);

        Replies(await desk.EntriesAsync()).Single().Text().ShouldBe("The rest of a");
        desk.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Run_WordMoreAfterAnAnswer_ServesTheRest()
    {
        desk.Answers = _ => TurnDesk.Article("a");
        await desk.SaysAsync("tell me about a");

        Replies(await desk.SaysAsync("更多"))[^1].Text().ShouldBe("The rest of a");
    }

    [Fact]
    public async Task Run_ChipOfAnArticleThatIsGone_AsksTheWordsInstead()
    {
        await desk.BeginAsync();
        var request = Entries.Says("c-1", "Old title");
        request.Entries[0].Activity["value"] = new JsonObject { ["article"] = "missing" };
        await desk.Log.AppendedAsync(request);

        await desk.Runner.RunAsync("c-1", resumed: false, default);

        Outcomes(await desk.EntriesAsync()).ShouldBe(["Unknown"]);
        desk.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Run_OfferAfterAnAnswer_AddsOneOfferWithTheControl()
    {
        desk.Answers = _ => TurnDesk.Article("a");
        desk.DecidesAfter = (_, _) => new HandoffDecision(HandoffStep.Offer, "anger", "furious", "anger.1");

        var log = await desk.SaysAsync("I am furious, how much is it");

        Replies(log).Select(entry => entry.Text()).ShouldBe(["Short answer of a", "Shall I bring a person?"]);
        ((string?)Replies(log)[1].Activity()["channelData"]!["cardline"]!["offered"]).ShouldBe("anger");
        Replies(log)[0].Activity()["suggestedActions"].ShouldBeNull();
        Replies(log)[1].Activity()["suggestedActions"]!["actions"]!.AsArray().Select(chip => (string?)chip!["title"]).ShouldBe(["More details", "Another title", "Talk to a person"]);
    }

    [Fact]
    public async Task Run_ArticleThatAlwaysWantsAPerson_ShowsItAndHandsOver()
    {
        desk.Answers = _ => TurnDesk.Article("hardship.plan", HandoffAdvice.Always);

        var log = await desk.SaysAsync("what about a plan");

        Outcomes(log).ShouldBe(["HandedOff"]);
        Replies(log)[0].Text().ShouldBe("Short answer of hardship.plan");
    }

    [Theory]
    [InlineData(1, "Is this what you mean?")]
    [InlineData(2, "Which of these do you mean?")]
    public async Task Run_Choice_AsksAboutAsManyAsThereAre(int chips, string words)
    {
        desk.Answers = _ => TurnDesk.Unknown with
        {
            Outcome = AnswerOutcome.Choose, Chips = [.. Enumerable.Range(1, chips).Select(n => new Chip("a" + n, "Title " + n))],
        };
        Replies(await desk.SaysAsync("what about the thing")).Single().Text()!.ShouldContain(words);
    }

    [Fact]
    public async Task Run_NothingOwed_WritesNothing()
    {
        await desk.BeginAsync();
        await desk.Runner.RunAsync("c-1", resumed: true, default);
        (await desk.EntriesAsync()).Count.ShouldBe(1);
    }

    private static List<LogEntry> Replies(IReadOnlyList<LogEntry> log) => [.. log.Where(entry => entry.Sender == SenderKind.Bot && entry.VisibleSeq is not null)];

    private static List<string?> Outcomes(IReadOnlyList<LogEntry> log) =>
        [.. log.Where(entry => entry.Name() == LogEvents.Outcome).Select(entry => (string?)entry.Activity()["value"]!["outcome"])];
}
