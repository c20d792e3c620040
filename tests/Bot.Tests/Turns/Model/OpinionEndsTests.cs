using Cardline.Bot.Model;
using Cardline.Bot.Tests.Conversations;
using Cardline.Handoff;
using Cardline.Knowledge;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>A second opinion runs beside the search and never longer than its turn.</summary>
public sealed class OpinionEndsTests : IDisposable
{
    private const string Words = "what is the annual fee of my card";
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly TurnModel model = new();
    private readonly SteppedClock clock = new();
    private readonly TurnDesk desk;
    private readonly TaskCompletionSource<CancellationToken> begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OpinionEndsTests() => desk = new TurnDesk(clock, model) { Answers = _ => TurnDesk.Article("fee") };

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task Run_SlowOpinion_IsAskedForBeforeTheSearchAndWaitedForAfterIt()
    {
        var reply = new TaskCompletionSource<string?>();
        var asksAtTheSearch = -1;
        model.Says(ModelUse.SecondOpinion, (_, _) => reply.Task);
        desk.Answers = _ =>
        {
            asksAtTheSearch = model.Asks.Count;
            return TurnDesk.Article("fee");
        };

        var turn = desk.SaysAsync(Words);
        await TestKit.Waiting.UntilAsync("the search", () => Task.FromResult(asksAtTheSearch >= 0));
        turn.IsCompleted.ShouldBeFalse();
        reply.SetResult("""{"need":"offer","reason":"anxiety","words":"my card"}""");

        (await turn.WaitAsync(Ceiling)).Offered().ShouldBe("anxiety");
        asksAtTheSearch.ShouldBe(1);
    }

    [Fact]
    public async Task Run_ArticleHandsOver_TheOpinionIsEndedAndNotWaitedFor()
    {
        model.Says(ModelUse.SecondOpinion, Forever);
        desk.Answers = _ => TurnDesk.Article("card.stolen", HandoffAdvice.Always);

        var log = await desk.SaysAsync(Words).WaitAsync(Ceiling);

        (await begun.Task).IsCancellationRequested.ShouldBeTrue();
        log.Outcome()["model"]!.ToJsonString().ShouldBe("""[{"use":"second_opinion","prompt":null,"used":false,"fault":"not_needed"}]""");
    }

    [Fact]
    public async Task Run_SearchThrows_TheOpinionIsEndedAndTheHonestLineSaid()
    {
        model.Says(ModelUse.SecondOpinion, Forever);
        desk.Answers = _ => throw new InvalidOperationException("the shelf fell down");

        var log = await desk.SaysAsync(Words).WaitAsync(Ceiling);

        (await begun.Task).IsCancellationRequested.ShouldBeTrue();
        ((string?)log.Outcome()["outcome"]).ShouldBe("Failed");
    }

    [Fact]
    public async Task Run_DecidingThrows_TheOpinionIsEnded()
    {
        model.Says(ModelUse.SecondOpinion, Forever);
        desk.DecidesAfter = (_, _) => throw new InvalidOperationException("the rules fell down");

        var log = await desk.SaysAsync(Words).WaitAsync(Ceiling);

        (await begun.Task).IsCancellationRequested.ShouldBeTrue();
        ((string?)log.Outcome()["outcome"]).ShouldBe("Failed");
    }

    [Fact]
    public async Task Run_AgentTakesOverMeanwhile_TheOpinionIsEndedAndNothingIsSaid()
    {
        model.Says(ModelUse.SecondOpinion, Forever);
        var turn = desk.SaysAsync(Words);
        var stop = await begun.Task.WaitAsync(Ceiling);
        var head = (await desk.Log.FindAsync("c-1", default))!;
        await desk.Log.AppendedAsync(Entries.Staff("c-1", head.Epoch, new Holder(HolderKind.Agent, "ann")));

        await TestKit.Waiting.UntilAsync("the turn ends", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(turn.IsCompleted);
        });

        stop.IsCancellationRequested.ShouldBeTrue();
        (await turn).Spoken().ShouldBeEmpty();
        clock.RunningTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Run_ServerStops_TheOpinionIsEndedAndTheTurnStaysOwed()
    {
        model.Says(ModelUse.SecondOpinion, Forever);
        await desk.BeginAsync();
        await desk.Log.AppendedAsync(Entries.Says("c-1", Words));
        using var stop = new CancellationTokenSource();
        var turn = desk.Runner.RunAsync("c-1", resumed: false, stop.Token);
        var asked = await begun.Task.WaitAsync(Ceiling);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => turn.WaitAsync(Ceiling));
        asked.IsCancellationRequested.ShouldBeTrue();
        (await desk.Log.FindAsync("c-1", default))!.TurnSeq.ShouldNotBeNull();
    }

    [Fact]
    public async Task Run_ModelBreaksItsWord_TheHonestLineIsSaid()
    {
        model.Says(ModelUse.SecondOpinion, (_, _) => throw new InvalidOperationException("a model throws nothing but a cancellation"));

        var log = await desk.SaysAsync(Words);

        ((string?)log.Outcome()["outcome"]).ShouldBe("Failed");
        log.Spoken().Single().Mark("offered").ShouldBe("technical_error");
    }

    [Fact]
    public async Task Run_NoModel_EndsWithoutATimerAndWritesTheSameBytes()
    {
        using var plain = new TurnDesk(clock) { Answers = desk.Answers };

        var (with, without) = (await desk.SaysAsync(Words), await plain.SaysAsync(Words));

        with[^1].Json.ShouldBe(without[^1].Json);
        with.Outcome()["model"].ShouldBeNull();
        model.Asks.ShouldBeEmpty();
    }

    private async Task<string?> Forever(ModelAsk ask, CancellationToken cancel)
    {
        begun.TrySetResult(cancel);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        return null;
    }
}
