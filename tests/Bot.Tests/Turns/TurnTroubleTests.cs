using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Tests.Turns;

/// <summary>What could leave a cardholder without an answer.</summary>
public sealed class TurnTroubleTests : IDisposable
{
    private readonly TurnDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_LocaleThatIsNoText_IsAnswered()
    {
        await desk.BeginAsync();
        var says = Entries.Says("c-1", "123");
        says.Entries[0].Activity["locale"] = 5;
        await desk.Log.AppendedAsync(says);

        await desk.Runner.RunAsync("c-1", resumed: false, default);

        (await desk.Log.FindAsync("c-1", default))!.TurnSeq.ShouldBeNull();
    }

    [Fact]
    public async Task Run_StageCancelsItself_StillEndsInTheHonestLine()
    {
        desk.Answers = _ => throw new TaskCanceledException("a time limit of its own");

        var log = await desk.SaysAsync("what does it cost");

        log.Single(entry => entry.Name() == LogEvents.Outcome).Json.ShouldContain("Failed");
    }

    [Fact]
    public async Task Run_MoreWaitingThanIsSearchedFor_AnswersTheNewest()
    {
        desk.Answers = question => question.Text.EndsWith("how much is it", StringComparison.Ordinal) ? TurnDesk.Article("a") : TurnDesk.Unknown;

        var log = await desk.SaysAsync(new string('x', 4000), "how much is it");

        log.Single(entry => entry.Name() == LogEvents.Outcome).Json.ShouldContain("Answered");
    }

    [Fact]
    public async Task Run_UrgentAfterALongWait_IsPassedOnUnderTheSameHandoff()
    {
        desk.DecidesAtOnce = said => said[^1].Text switch
        {
            "I want a person" => new HandoffDecision(HandoffStep.Handoff, "human_request", "person", "r"),
            "my card was stolen" => new HandoffDecision(HandoffStep.Handoff, "fraud", "stolen", "r"),
            _ => HandoffDecision.None,
        };
        await desk.SaysAsync("I want a person");
        for (var i = 0; i < 150; i++)
        {
            await desk.SaysAsync("still here");
        }

        await desk.SaysAsync("my card was stolen");

        var log = await desk.Log.ReadAsync("c-1", Audience.Staff, 0, 1000, default);
        var asked = log.Where(entry => entry.Name() == LogEvents.HandoffInitiate).Select(entry => entry.Activity()["value"]!).ToList();
        asked.Select(value => (string?)value["reason"]).ShouldBe(["human_request", "fraud"]);
        asked.Select(value => (string?)value["handoffId"]).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Run_ClientWroteTheNameOfAHandoff_IsAnswered()
    {
        desk.DecidesAtOnce = _ => new HandoffDecision(HandoffStep.Handoff, "human_request", "person", "r");
        await desk.SaysAsync("a person please");
        var forged = new NewEntry(new JsonObject { ["type"] = "endOfConversation", ["name"] = LogEvents.HandoffInitiate }, Visible: false);
        await desk.Log.AppendedAsync(new AppendRequest("c-1", SenderKind.Cardholder, Key: null, [forged]));

        await desk.SaysAsync("hello?");

        var head = (await desk.Log.FindAsync("c-1", default))!;
        head.TurnSeq.ShouldBeNull();
        head.Holder.Kind.ShouldBe(HolderKind.Queue);
    }
}
