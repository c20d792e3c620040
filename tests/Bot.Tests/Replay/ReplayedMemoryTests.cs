using System.Text.Json.Nodes;
using Cardline.Bot.Conversations.Sqlite;
using Cardline.Bot.Replay;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Tests.Turns;
using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Escalation;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Tests.Replay;

/// <summary>What a turn remembers of offers, intake and people, its replay remembers too. Each test first shows that the turn did.</summary>
public sealed class ReplayedMemoryTests : IDisposable
{
    private readonly TurnDesk desk = new();

    /// <summary>Detection as it is: the strongest reason whose word is said and that was not offered before.</summary>
    public ReplayedMemoryTests() => desk.DecidesAfter = (said, _) => HandoffReasons.Offered
        .Where(reason => said.Last(turn => turn.From == "cardholder").Text.Contains(reason) && said.All(turn => turn.OfferedReason != reason))
        .Select(reason => new HandoffDecision(HandoffStep.Offer, reason, Evidence: null, "r")).FirstOrDefault(HandoffDecision.None);

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_ReasonThatWasHeldBack_StaysHeldBack()
    {
        await desk.SaysAsync("anger");
        (await desk.SaysAsync("anger")).Outcome()["heldBack"].ShouldNotBeNull();

        (await RunAsync()).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ReasonHeldBackByTheLog_DoesNotHideWhatTheOtherPolicyFinds()
    {
        await desk.SaysAsync("anger");
        (await desk.SaysAsync("anger and more")).Outcome()["heldBack"].ShouldNotBeNull();
        var decides = desk.DecidesAfter;
        desk.DecidesAfter = (said, outcome) => decides(said, outcome) is { Step: HandoffStep.Offer } found ? found
            : said.Last(turn => turn.From == "cardholder").Text.Contains("more") ? new HandoffDecision(HandoffStep.Offer, "anxiety", Evidence: null, "r")
            : HandoffDecision.None;

        (await RunAsync()).NewlyOffered.ShouldBe(new SortedDictionary<string, int> { ["anxiety"] = 1 });
    }

    [Fact]
    public async Task Run_OfferFurtherBackThanATurnReads_StillCounts()
    {
        await desk.SaysAsync("anger");
        await desk.SaysAsync([.. Enumerable.Repeat("hello", 70)]);
        await desk.SaysAsync([.. Enumerable.Repeat("and", 70), "anger"]);
        (await desk.SaysAsync("anger")).Offered().ShouldBeNull();

        (await RunAsync()).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_LongTalkWithAnAgentSince_RemembersWhatWasSettled()
    {
        await StolenAsync();
        await desk.AgentReturnsAsync([.. Enumerable.Range(0, 90).Select(i => $"words {i}")]);
        ((string?)(await desk.SaysAsync("thanks, the stolen card is blocked now")).Outcome()["outcome"]).ShouldBe("Greeted");

        (await RunAsync()).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_TroubleOnceMoreAfterAnAgent_IsHandedOverAgain()
    {
        await StolenAsync();
        await desk.AgentReturnsAsync("It is blocked.");
        ((string?)(await desk.SaysAsync("another stolen card")).Outcome()["outcome"]).ShouldBe("HandedOff");

        var report = await RunAsync();

        (report.Turns, report.Changes.Count).ShouldBe((2, 0));
    }

    [Fact]
    public async Task Run_AfterANo_IsSilentAsLongAsTheTurnsWere()
    {
        await desk.SaysAsync("anxiety");
        await desk.SaysAsync("no thanks");
        for (var i = 0; i < OfferMemory.SilentTurns - 1; i++)
        {
            (await desk.SaysAsync("unhelped")).Offered().ShouldBeNull();
        }

        await desk.SaysAsync("a word");
        (await desk.SaysAsync("unhelped")).Offered().ShouldBe("unhelped");

        (await RunAsync()).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ReplyToTheIntakeQuestion_IsTheReply()
    {
        desk.Intakes.Add("technical_error");
        await desk.SaysAsync("technical_error");
        ((string?)(await desk.SaysAsync("since yesterday")).Outcome()["outcome"]).ShouldBe("Noted");

        var report = await RunAsync();
        report.Changes.ShouldBeEmpty();

        desk.DecidesAtOnce = said => said[^1].Text == "since yesterday" ? new HandoffDecision(HandoffStep.Handoff, "fraud", "words", "r") : HandoffDecision.None;
        (await RunAsync()).NewlyHandedOver.ShouldBe(new SortedDictionary<string, int> { ["fraud"] = 1 });
    }

    [Fact]
    public async Task Run_PressThatTheAnswerDidNotHelp_OffersUnderEveryPolicy()
    {
        desk.Answers = _ => TurnDesk.Article("fee");
        await desk.SaysAsync("how much is the fee");
        (await desk.PressesAsync("This did not help me", new JsonObject { ["action"] = "helpful", ["helpful"] = "no" })).Offered().ShouldBe("unhelped");
        (await desk.PressesAsync("This did not help me", new JsonObject { ["action"] = "helpful", ["helpful"] = "no" })).Offered().ShouldBeNull();

        (await RunAsync()).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_SameArticleToOtherWords_IsTakenFromTheRecord()
    {
        desk.Answers = _ => TurnDesk.Article("fee");
        await desk.SaysAsync("how much is the fee");
        ((string?)(await desk.SaysAsync("what does it cost me")).Outcome()["person"]!["rule"]).ShouldBe("turns.same_article");
        desk.Answers = _ => TurnDesk.Article("limit");
        (await desk.SaysAsync("how much can I spend")).Offered().ShouldBeNull();

        (await RunAsync()).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_TwoQuestionsThatBothHadAnAnswer_AreNotComplexNow()
    {
        desk.Answers = question => question.Text.Contains(" and ") ? TurnDesk.Unknown : TurnDesk.Article(question.Text.Contains("PIN") ? "pin" : "address");
        (await desk.SaysAsync("how do I change my PIN and how do I change my address?")).Outcome()["follow"]!["rule"]!.GetValue<string>().ShouldBe("parts");
        desk.Answers = _ => TurnDesk.Article("fee");
        await desk.SaysAsync("how much is the fee");
        desk.DecidesAfter = (_, _) => new HandoffDecision(HandoffStep.Offer, "complex", "words", "r");

        var report = await RunAsync();

        report.NewlyOffered.ShouldBe(new SortedDictionary<string, int> { ["complex"] = 1 });
        report.Changes.Single().Seq.ShouldBe((await desk.EntriesAsync()).First(entry => entry.Text() == "how much is the fee").Seq);
    }

    [Fact]
    public async Task Run_MessageThatCameWhileTheBotWasBusy_IsReadBehindWhatWasOffered()
    {
        await MeanwhileAsync("anger", "anger again");
        (await desk.EntriesAsync()).Outcome()["heldBack"].ShouldNotBeNull();

        var report = await RunAsync();

        (report.Turns, report.Changes.Count).ShouldBe((2, 0));
    }

    [Fact]
    public async Task Run_MessageThatCameWhileTheBotHandedOver_IsOfferedNobodyElse()
    {
        desk.DecidesAtOnce = said => said[^1].Text == "stolen" ? new HandoffDecision(HandoffStep.Handoff, "lost_stolen", "stolen", "r") : HandoffDecision.None;
        var said = false;
        var decides = desk.DecidesAtOnce;
        desk.DecidesAtOnce = turns =>
        {
            if (!said)
            {
                said = true;
                desk.Log.AppendAsync(Entries.Says("c-1", "anger"), default).Wait();
            }

            return decides(turns);
        };
        ((string?)(await desk.SaysAsync("stolen")).Outcome()["outcome"]).ShouldBe("Noted");

        var report = await RunAsync();

        (report.Turns, report.Changes.Count).ShouldBe((2, 0));
    }

    private async Task MeanwhileAsync(string first, string second)
    {
        var said = false;
        desk.Answers = _ =>
        {
            if (!said)
            {
                said = true;
                desk.Log.AppendAsync(Entries.Says("c-1", second), default).Wait();
            }

            return TurnDesk.Unknown;
        };
        await desk.SaysAsync(first);
    }

    private async Task StolenAsync()
    {
        desk.DecidesAtOnce = said => said[^1].Text.Contains("stolen") ? new HandoffDecision(HandoffStep.Handoff, "lost_stolen", "stolen", "r") : HandoffDecision.None;
        ((string?)(await desk.SaysAsync("my card was stolen")).Outcome()["outcome"]).ShouldBe("HandedOff");
    }

    private async Task<ReplayReport> RunAsync()
    {
        using var readers = new SqliteReaders(SqliteFile.ForReading(desk.StorePath));
        var report = await new PolicyReplay(new SqliteArchive(readers), desk, new TurnOptions().HistoryEntriesMax).RunAsync(DateTimeOffset.MinValue, 100, default);
        report.TurnsLeftOut.ShouldBe(0);
        return report;
    }
}
