using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;

namespace Cardline.Bot.Tests.Turns;

/// <summary>Attempts: recorded before they are made, counted, and given up honestly.</summary>
public sealed class TurnAttemptTests : IDisposable
{
    private readonly TurnDesk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_ResumedOnce_RecordsTheSecondAttemptAndAnswers()
    {
        desk.Answers = _ => TurnDesk.Article("a");
        await desk.BeginAsync();
        await desk.Log.AppendedAsync(Entries.Says("c-1", "how much is it"));

        await desk.Runner.RunAsync("c-1", resumed: true, default);

        var log = await desk.EntriesAsync();
        Attempts(log).ShouldBe([1, 2]);
        Outcomes(log).ShouldBe(["Answered"]);
    }

    [Fact]
    public async Task Run_ResumedAfterTwoAttempts_SaysTheHonestLineWithoutTryingAgain()
    {
        await desk.BeginAsync();
        await desk.Log.AppendedAsync(Entries.Says("c-1", "poison"));
        using var stop = new CancellationTokenSource();
        desk.Answers = _ =>
        {
            stop.Cancel();
            throw new OperationCanceledException("the process dies here");
        };
        await Should.ThrowAsync<OperationCanceledException>(() => desk.Runner.RunAsync("c-1", resumed: true, stop.Token));
        desk.Answers = _ => TurnDesk.Article("a");

        await desk.Runner.RunAsync("c-1", resumed: true, default);

        var log = await desk.EntriesAsync();
        Attempts(log).ShouldBe([1, 2]);
        Outcomes(log).ShouldBe(["Failed"]);
        desk.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Run_MessageOlderThanTenMinutes_SaysTheHonestLine()
    {
        await desk.BeginAsync();
        await desk.Log.AppendedAsync(Entries.Says("c-1", "how much is it"));
        desk.Clock.Advance(TimeSpan.FromMinutes(11));

        await desk.Runner.RunAsync("c-1", resumed: true, default);

        Outcomes(await desk.EntriesAsync()).ShouldBe(["Failed"]);
        desk.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Run_MoreTurnsThanOnesShare_SaysThatThereIsMore()
    {
        var said = 0;
        desk.Answers = _ =>
        {
            // A cardholder who writes again during every turn.
            desk.Log.AppendAsync(Entries.Says("c-1", "and what about " + said++), default).Wait();
            return TurnDesk.Article("a");
        };
        await desk.BeginAsync();
        await desk.Log.AppendedAsync(Entries.Says("c-1", "what does it cost"));

        (await desk.Runner.RunAsync("c-1", resumed: false, default)).ShouldBeTrue();

        Outcomes(await desk.EntriesAsync()).Count.ShouldBe(Cardline.Bot.Turns.TurnRunner.TurnsInARowMax);
        desk.Answers = _ => TurnDesk.Article("a");
        (await desk.Runner.RunAsync("c-1", resumed: false, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_NothingOwedAfterTheOutcome_AsksTheStoreNoMore()
    {
        desk.Answers = _ => TurnDesk.Article("a");
        var log = new LeasedLog(desk.Log, new LeaseTable(desk.Clock), "a");
        await desk.BeginAsync();
        await log.AppendedAsync(Entries.Says("c-1", "what does it cost"));

        (await desk.RunnerOver(log, desk.Clock).RunAsync("c-1", resumed: false, default)).ShouldBeFalse();

        log.Takes.CurrentCount.ShouldBe(1);
        Outcomes(await desk.EntriesAsync()).Count.ShouldBe(1);
    }

    private static List<string?> Outcomes(IReadOnlyList<LogEntry> log) =>
        [.. log.Where(entry => entry.Name() == LogEvents.Outcome).Select(entry => (string?)entry.Activity()["value"]!["outcome"])];

    private static List<int> Attempts(IReadOnlyList<LogEntry> log) =>
        [.. log.Where(entry => entry.Name() == LogEvents.Turn).Select(entry => (int)entry.Activity()["value"]!["attempt"]!)];
}
