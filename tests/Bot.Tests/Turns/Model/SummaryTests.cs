using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Model;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns;
using Cardline.Bot.Turns.Summary;
using Cardline.Handoff;
using Cardline.Handoff.Detection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>A summary beside the evidence: once for each handoff, never in its way, and only for a case that is still open.</summary>
public sealed class SummaryTests : IDisposable
{
    private const string Good = "- The cardholder says that a payment of 120 was not theirs.\n- Nothing was tried.";

    private readonly TurnModel model = new();
    private readonly TurnDesk desk;

    public SummaryTests() => desk = new TurnDesk(model: model)
    {
        DecidesAtOnce = said => said[^1].Text.Contains("not mine") ? new HandoffDecision(HandoffStep.Handoff, "fraud", "not mine", "r") : HandoffDecision.None,
        Answers = question => question.Text.Contains("fee") ? TurnDesk.Article("fee") : TurnDesk.Unknown,
    };

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Write_AfterAHandoff_AppendsWhatWasSummedUpForStaffOnly()
    {
        model.Says(ModelUse.Summary, Good);
        await HandedOverAsync();

        (await WriteAsync()).ShouldBe(SummaryEnd.Appended);

        var entry = Summaries(await desk.EntriesAsync()).Single();
        entry.VisibleSeq.ShouldBeNull();
        entry.Sender.ShouldBe(SenderKind.System);
        var value = entry.Activity()["value"]!;
        value.AsObject().Select(pair => pair.Key).ShouldBe(["handoffId", "text", "prompt", "model"]);
        ((string?)value["handoffId"]).ShouldBe((string?)(await desk.EntriesAsync()).Single(each => each.Name() == LogEvents.HandoffInitiate).Activity()["value"]!["handoffId"]);
        ((string?)value["text"]).ShouldBe("The cardholder says that a payment of 120 was not theirs.\nNothing was tried.");
        ((string?)value["prompt"]).ShouldBe("Summary@1a2b3c4d5e6f");
    }

    [Fact]
    public async Task Write_AfterAHandoff_ShowsTheModelTheTalkTheReasonAndTheTitles()
    {
        model.Says(ModelUse.Summary, Good);
        await desk.SaysAsync("how much is the fee");
        await HandedOverAsync();
        await WriteAsync();

        var asked = model.Asks.Single().Arguments;
        asked.Keys.ShouldBe(["history", "reason", "tried", "lang"], ignoreOrder: true);
        asked["reason"].ShouldBe("fraud");
        asked["lang"].ShouldBe("en");
        ((IEnumerable<string>)asked["tried"]!).ShouldBe(["Title of fee"]);
        ((IReadOnlyList<IReadOnlyDictionary<string, object?>>)asked["history"]!).Select(said => said["speaker"]).ShouldBe(["cardholder", "bot", "cardholder", "bot", "bot"]);
    }

    [Fact]
    public async Task Write_LanguageOfTheDeskIsSet_IsAskedForInThat()
    {
        model.Says(ModelUse.Summary, "持卡人说一笔付款不是本人。");
        await HandedOverAsync();

        await WriteAsync(new TurnOptions { SummaryLang = "zh-Hans" });

        model.Asks.Single().Arguments["lang"].ShouldBe("zh-Hans");
    }

    [Fact]
    public async Task Write_Twice_AppendsOnce()
    {
        model.Says(ModelUse.Summary, Good);
        await HandedOverAsync();
        await WriteAsync();

        (await WriteAsync()).ShouldBe(SummaryEnd.NotWanted);

        Summaries(await desk.EntriesAsync()).Count.ShouldBe(1);
        model.Asks.Count.ShouldBe(1, "the second look asks no model");
    }

    [Fact]
    public async Task Write_TwoAtOnce_AppendsOnce()
    {
        var reply = new TaskCompletionSource<string?>();
        model.Says(ModelUse.Summary, (_, _) => reply.Task);
        await HandedOverAsync();
        var both = Task.WhenAll(WriteAsync(), WriteAsync());
        await TestKit.Waiting.UntilAsync("both ask", () => Task.FromResult(model.Asks.Count == 2));

        reply.SetResult(Good);

        (await both).ShouldBe([SummaryEnd.Appended, SummaryEnd.NotWanted], ignoreOrder: true);
        Summaries(await desk.EntriesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Write_SecondHandoff_HasASummaryOfItsOwn()
    {
        model.Says(ModelUse.Summary, Good);
        await HandedOverAsync();
        await WriteAsync();
        await desk.AgentReturnsAsync("It is settled.");
        desk.DecidesAtOnce = _ => new HandoffDecision(HandoffStep.Handoff, "human_request", "person", "r");
        await desk.SaysAsync("person");

        (await WriteAsync()).ShouldBe(SummaryEnd.Appended);

        Summaries(await desk.EntriesAsync()).Select(entry => (string?)entry.Activity()["value"]!["handoffId"]).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Write_AgentClaimsMeanwhile_TheyGetItStill()
    {
        model.Says(ModelUse.Summary, async (_, _) =>
        {
            await MoveAsync(new Holder(HolderKind.Agent, "ann"));
            return Good;
        });
        await HandedOverAsync();

        (await WriteAsync()).ShouldBe(SummaryEnd.Appended);

        (await desk.Log.FindAsync("c-1", default))!.Holder.Kind.ShouldBe(HolderKind.Agent, "a summary moves nobody");
    }

    [Theory]
    [InlineData(HolderKind.Closed)]
    [InlineData(HolderKind.Bot)]
    public async Task Write_CaseIsOverMeanwhile_AppendsNothing(HolderKind holder)
    {
        model.Says(ModelUse.Summary, async (_, _) =>
        {
            await MoveAsync(new Holder(HolderKind.Agent, "ann"));
            await MoveAsync(new Holder(holder));
            return Good;
        });
        await HandedOverAsync();

        (await WriteAsync()).ShouldBe(SummaryEnd.Overtaken);

        Summaries(await desk.EntriesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_HandedOverAnewMeanwhile_AppendsNothingAboutTheOldOne()
    {
        model.Says(ModelUse.Summary, async (_, _) =>
        {
            await desk.AgentReturnsAsync("It is settled.");
            desk.DecidesAtOnce = _ => new HandoffDecision(HandoffStep.Handoff, "human_request", "person", "r");
            await desk.SaysAsync("person");
            return Good;
        });
        await HandedOverAsync();

        (await WriteAsync()).ShouldBe(SummaryEnd.Overtaken);
    }

    [Fact]
    public async Task Write_NobodyWaits_AsksNoModel()
    {
        model.Says(ModelUse.Summary, Good);
        await desk.SaysAsync("how much is the fee");

        (await WriteAsync()).ShouldBe(SummaryEnd.NotWanted);

        model.Asks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_HostileSummary_IsRefused()
    {
        model.Says(ModelUse.Summary, "Refund 120 to the cardholder now.");
        await HandedOverAsync();

        (await WriteAsync()).ShouldBe(SummaryEnd.Refused);

        Summaries(await desk.EntriesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_LongNumberInIt_IsNotRepeated()
    {
        model.Says(ModelUse.Summary, "The cardholder names 4111 1111 and 12345.");
        desk.DecidesAtOnce = _ => new HandoffDecision(HandoffStep.Handoff, "fraud", "x", "r");
        await desk.SaysAsync("4111 1111 and 12345 not mine");
        await WriteAsync();

        ((string?)Summaries(await desk.EntriesAsync()).Single().Activity()["value"]!["text"]).ShouldBe("The cardholder names **** and ****.");
    }

    [Fact]
    public async Task Run_TurnThatHandsOver_EndsBeforeAnybodyIsAskedForASummary()
    {
        model.Says(ModelUse.Summary, Good);

        await HandedOverAsync();

        model.Asks.ShouldBeEmpty("the turn is over, and the background has yet to begin");
        (await NextAsync()).ShouldBe("c-1");
    }

    [Fact]
    public async Task Run_UseSwitchedOffOrNoHandoff_AsksForNone()
    {
        await HandedOverAsync();
        model.Says(ModelUse.Summary, Good);
        await desk.SaysAsync("how much is the fee");

        using var stop = new CancellationTokenSource();
        var next = desk.Summaries.AllAsync(stop.Token).GetAsyncEnumerator(default).MoveNextAsync();
        next.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
    }

    [Fact]
    public void Ask_MoreThanMayWait_IsDroppedAndNeverThrows()
    {
        model.Says(ModelUse.Summary, Good);

        Should.NotThrow(() => Enumerable.Range(0, SummaryRequests.WaitingMax + 10).ToList().ForEach(i => desk.Summaries.Ask($"c-{i}")));
    }

    [Fact]
    public async Task Change_LostAgent_PutsItBackInLineAndAsksAgain()
    {
        model.Says(ModelUse.Summary, Good);
        await HandedOverAsync();
        await NextAsync();
        var port = new SummarisedConversations(new DeskConversations(desk.Log, null!, null!), desk.Summaries);
        await MoveAsync(new Holder(HolderKind.Agent, "ann"));
        var epoch = (await desk.Log.FindAsync("c-1", default))!.Epoch;
        var lost = new ConversationChange("c-1", epoch, AgentId: null, AgentName: null, "agent-lost", [new NewConversationEntry(new JsonObject { ["type"] = "event" }, false)], new Holder(HolderKind.Queue));

        (await port.ChangeAsync(lost, default)).Outcome.ShouldBe(ChangeOutcome.Done);
        (await NextAsync()).ShouldBe("c-1");
        (await port.ChangeAsync(lost, default)).Outcome.ShouldBe(ChangeOutcome.Repeated);

        (await WriteAsync()).ShouldBe(SummaryEnd.Appended);
        (await WriteAsync()).ShouldBe(SummaryEnd.NotWanted);
    }

    [Fact]
    public async Task Service_ModelBreaksItsWord_TheNextOneHasItsSummary()
    {
        model.Says(ModelUse.Summary, (ask, _) => ask.ConversationId == "c-1" && model.Asks.Count == 1 ? throw new InvalidOperationException("first") : Task.FromResult<string?>(Good));
        await HandedOverAsync();
        using var service = new HandoffSummaries(desk.Summaries, Writer(new TurnOptions()), NullLogger<HandoffSummaries>.Instance);
        await service.StartAsync(default);
        await TestKit.Waiting.UntilAsync("the first is tried", () => Task.FromResult(model.Asks.Count == 1));

        desk.Summaries.Ask("c-1");

        await TestKit.Waiting.UntilAsync("the second is written", async () => Summaries(await desk.EntriesAsync()).Count == 1);
        await service.StopAsync(default);
    }

    private async Task HandedOverAsync() => await desk.SaysAsync("a payment of 120 was not mine");

    private async Task<string> NextAsync()
    {
        await using var waiting = desk.Summaries.AllAsync(default).GetAsyncEnumerator();
        (await waiting.MoveNextAsync().AsTask().WaitAsync(TestKit.Waiting.Ceiling)).ShouldBeTrue();
        return waiting.Current;
    }

    private async Task MoveAsync(Holder holder)
    {
        var head = (await desk.Log.FindAsync("c-1", default))!;
        await desk.Log.AppendedAsync(Entries.Staff("c-1", head.Epoch, holder));
    }

    private Task<SummaryEnd> WriteAsync(TurnOptions? options = null) => Writer(options ?? new TurnOptions()).WriteAsync("c-1", default);

    private SummaryWriter Writer(TurnOptions options) => new(desk.Log, model, desk, Options.Create(options), desk.Clock, NullLogger<SummaryWriter>.Instance);

    private static List<LogEntry> Summaries(IReadOnlyList<LogEntry> entries) => [.. entries.Where(entry => entry.Name() == LogEvents.HandoffSummary)];
}
