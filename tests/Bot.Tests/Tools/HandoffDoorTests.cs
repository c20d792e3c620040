using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Tools;
using Cardline.Bot.Turns;
using Cardline.Handoff;

namespace Cardline.Bot.Tests.Tools;

public sealed class HandoffDoorTests : IDisposable
{
    private readonly ToolDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Open_WhileTheBotHolds_QueuesInOneWriteWithTheWordsAndTheRequest()
    {
        await desk.Turns.SaysAsync("how much is it");
        var before = await desk.HeadAsync();

        var result = await desk.OpenAsync("complex", "wants a loan and a card");

        (result.Status, result.Place, result.AgentsOnDuty, result.Reason).ShouldBe((HandoffStatus.Queued, 5, 2, "complex"));
        var after = await desk.HeadAsync();
        (after.Holder.Kind, after.Epoch, after.TurnSeq).ShouldBe((HolderKind.Queue, before.Epoch + 1, null));
        var written = (await desk.Turns.EntriesAsync()).Where(entry => entry.Seq > before.Seq).ToList();
        written.Select(entry => entry.Name() ?? entry.Text()).ShouldBe(["A person comes. Place 5.", LogEvents.HandoffInitiate, LogEvents.Holder]);
        var asked = OpenHandoff.From(written[1]).ShouldNotBeNull("the turns of who waits must recognise it");
        ((string?)written[0].Activity()["channelData"]!["cardline"]!["handoffId"]).ShouldBe(asked.HandoffId);
        var value = written[1].Activity()["value"]!;
        ((string?)value["reason"], (string?)value["rule"], (string?)value["evidence"]).ShouldBe(("complex", "tool", "Note by a program: wants a loan and a card"));
    }

    [Fact]
    public async Task Open_WithANote_ShowsTheCardholderNothingOfIt_AndMasksIt()
    {
        await desk.Turns.SaysAsync("hello");

        await desk.OpenAsync(note: "paid with 4111 1111 1111 1111, cvv 123\u0007, and 5500 0000 is half of one");

        (await desk.Log.ReadAsync(ToolDesk.Id, Audience.Cardholder, 0, 100, default)).ShouldAllBe(entry => !entry.Json.Contains("paid with") && !entry.Json.Contains("Note by"));
        var stored = (await desk.Turns.EntriesAsync()).Single(entry => entry.Name() == LogEvents.HandoffInitiate);
        stored.Json.ShouldNotContain("4111 1111");
        stored.Json.ShouldNotContain("123");
        stored.Json.ShouldNotContain("5500 0000");
        stored.Json.ShouldNotContain("\\u0007");
        stored.Json.ShouldContain("paid with");
    }

    [Fact]
    public async Task Open_WhereNobodyIsOnDuty_SaysSoToBoth()
    {
        await desk.Turns.SaysAsync("hello");
        desk.AgentsOnDuty = 0;

        var result = await desk.OpenAsync();

        (result.Status, result.AgentsOnDuty).ShouldBe((HandoffStatus.Queued, 0));
        (await desk.Turns.EntriesAsync()).ShouldContain(entry => entry.Text() == "Nobody is on duty.");
        (await desk.Turns.EntriesAsync()).ShouldNotContain(entry => entry.Text() != null && entry.Text()!.Contains("A person comes"));
    }

    [Fact]
    public async Task Open_ForAnUrgentReason_GivesTheFirstStepBefore_AndForARightRecordsNone()
    {
        await desk.Turns.SaysAsync("hello");
        await desk.OpenAsync("fraud");
        (await desk.Turns.EntriesAsync()).Select(entry => entry.Text()).OfType<string>().TakeLast(2).ShouldBe(["Block the card now.", "A person comes. Place 1."]);

        await desk.MoveAsync(new Holder(HolderKind.Agent, "ann"));
        await desk.MoveAsync(new Holder(HolderKind.Bot));
        (await desk.OpenAsync("dispute")).Status.ShouldBe(HandoffStatus.Queued);

        (await desk.Turns.EntriesAsync()).ShouldNotContain(entry => entry.Name() == LogEvents.RightInvoked, "a right is invoked by the cardholder's own words");
    }

    [Fact]
    public async Task Open_InAChineseConversation_SpeaksChinese()
    {
        await desk.Turns.SaysAsync("年费是多少钱一年呢");

        await desk.OpenAsync(note: "要投诉");

        var value = (await desk.Turns.EntriesAsync()).Single(entry => entry.Name() == LogEvents.HandoffInitiate).Activity()["value"]!;
        ((string?)value["lang"], (string?)value["evidence"]).ShouldBe(("zh-Hans", "程序备注：要投诉"));
    }

    [Theory]
    [InlineData(HolderKind.Queue, HandoffStatus.AlreadyWaiting)]
    [InlineData(HolderKind.Agent, HandoffStatus.HeldByAgent)]
    [InlineData(HolderKind.Closed, HandoffStatus.Closed)]
    public async Task Open_WhereTheBotDoesNotHold_SaysWhoDoes_AndWritesNothing(HolderKind kind, string status)
    {
        await desk.Turns.SaysAsync("hello");
        await desk.MoveAsync(new Holder(kind, kind == HolderKind.Agent ? "ann" : null));
        var before = await desk.HeadAsync();

        (await desk.OpenAsync("safety", "now", "k")).Status.ShouldBe(status);

        (await desk.HeadAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Open_UnknownConversation_IsNoSuchConversation_AndBeginsNone()
    {
        (await desk.OpenAsync()).Status.ShouldBe(HandoffStatus.NoSuchConversation);

        (await desk.Log.FindAsync(ToolDesk.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Open_AgainWithTheSameClientId_IsDoneOnce_AlsoAfterTheConversationCameBack()
    {
        await desk.Turns.SaysAsync("hello");
        (await desk.OpenAsync(clientId: "k-1")).Status.ShouldBe(HandoffStatus.Queued);
        (await desk.OpenAsync(clientId: "k-1")).Status.ShouldBe(HandoffStatus.AlreadyWaiting);
        await desk.MoveAsync(new Holder(HolderKind.Agent, "ann"));
        await desk.MoveAsync(new Holder(HolderKind.Bot));
        var before = await desk.HeadAsync();

        (await desk.OpenAsync(clientId: "k-1")).Status.ShouldBe(HandoffStatus.DoneBefore);

        (await desk.HeadAsync()).ShouldBe(before);
        (await desk.OpenAsync(clientId: "k-2")).Status.ShouldBe(HandoffStatus.Queued);
    }

    [Fact]
    public async Task Open_WhileATurnIsOpen_LeavesTheMessageOwed()
    {
        await desk.Turns.BeginAsync();
        var head = await desk.Log.AppendedAsync(Entries.Says(ToolDesk.Id, "my card was stolen"));

        (await desk.Door().OpenAsync(new HandoffAsk(ToolDesk.Id, "complex", Note: null, ClientId: null), default)).ShouldBe(ToolErrors.Busy);

        (await desk.HeadAsync()).ShouldBe(head);
    }

    [Fact]
    public async Task Open_WhileATurnEnds_WaitsForItAndThenQueues()
    {
        desk.Options.TurnWaitMilliseconds = 60_000;
        await desk.Turns.BeginAsync();
        await desk.Log.AppendedAsync(Entries.Says(ToolDesk.Id, "how much is it"));

        var opening = desk.OpenAsync();
        await desk.Turns.Runner.RunAsync(ToolDesk.Id, resumed: false, default);

        (await opening.WaitAsync(TimeSpan.FromSeconds(30))).Status.ShouldBe(HandoffStatus.Queued);
        Superseded().ShouldBeFalse();
    }

    [Fact]
    public async Task Open_MessageComesBetweenTheLookAndTheWrite_IsJudgedFirst()
    {
        await desk.Turns.SaysAsync("hello");
        var meddled = new MeddledLog(desk.Log, () => desk.Log.AppendedAsync(Entries.Says(ToolDesk.Id, "my card was stolen")));

        (await desk.Door(meddled).OpenAsync(new HandoffAsk(ToolDesk.Id, "complex", Note: null, ClientId: null), default)).ShouldBe(ToolErrors.Busy);

        var head = await desk.HeadAsync();
        (head.Holder.Kind, head.TurnSeq).ShouldBe((HolderKind.Bot, head.LastMessageSeq));
        Superseded().ShouldBeFalse();
    }

    [Fact]
    public async Task Open_ByManyAtOnce_QueuesOnce()
    {
        await desk.Turns.SaysAsync("hello");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => desk.OpenAsync())));

        results.Count(result => result.Status == HandoffStatus.Queued).ShouldBe(1);
        results.Count(result => result.Status == HandoffStatus.AlreadyWaiting).ShouldBe(7);
        (await desk.Turns.EntriesAsync()).Count(entry => entry.Name() == LogEvents.HandoffInitiate).ShouldBe(1);
    }

    private bool Superseded() => desk.Turns.EntriesAsync().Result.Any(entry => entry.Json.Contains("Superseded"));
}
