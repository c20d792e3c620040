using System.Runtime.CompilerServices;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns.Reply;
using Cardline.Handoff;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>What clients see while an answer is put together, and how that always ends.</summary>
public sealed class StreamedReplyTests : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly ComposeScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task Show_SlowModel_GrowsByWholeSentencesUpToTheFinal()
    {
        scene.Says = cancel => Slowly(TimeSpan.FromSeconds(1), cancel, "First", " one. ", "Second one. ", "Third", " one.");

        var (messages, _) = await scene.AskedAsync();

        scene.Shown.Select(ComposeScene.StreamType).ShouldBe(["informative", "streaming", "streaming"]);
        scene.Shown.Skip(1).Select(chunk => (string?)chunk["text"]).ShouldBe(["First one.", "First one. Second one."]);
        scene.Shown.Select(chunk => (int)chunk["channelData"]!["streamSequence"]!).ShouldBe([1, 2, 3]);
        scene.Shown.ShouldAllBe(chunk => (string?)chunk["type"] == "typing" && (string?)chunk["textFormat"] == "markdown");
        var streamId = ComposeScene.StreamId(scene.Shown[0]);
        ((string?)scene.Shown[0]["id"]).ShouldBe(streamId);
        scene.Shown.ShouldAllBe(chunk => ComposeScene.StreamId(chunk) == streamId);
        scene.Shown.Skip(1).ShouldAllBe(chunk => chunk["id"] == null);
        scene.Shown.ShouldAllBe(chunk => chunk["suggestedActions"] == null && chunk["entities"] == null);

        var message = messages.ShouldHaveSingleItem();
        ((string?)message["text"]).ShouldBe("First one. Second one. Third one.");
        (ComposeScene.StreamType(message), ComposeScene.StreamId(message)).ShouldBe(("final", streamId));
        message["channelData"]!["streamSequence"].ShouldBeNull();
    }

    [Fact]
    public async Task Show_FastModel_SendsNoMoreChunksThanItsBound()
    {
        scene.Says = cancel => Slowly(TimeSpan.FromMilliseconds(50), cancel, [.. Enumerable.Range(0, 8).Select(n => $"Sentence {n}. ")]);

        await scene.AskedAsync();

        // Eight sentences come within 400 ms: the first is shown at once, the others wait for their fifth of a second.
        var streamed = scene.Shown.Where(chunk => ComposeScene.StreamType(chunk) == "streaming").Select(chunk => (string?)chunk["text"]).ToList();
        streamed[0].ShouldBe("Sentence 0.");
        streamed.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Show_Chunks_NeverStandInTheLog()
    {
        await scene.AskedAsync();

        scene.Shown.ShouldNotBeEmpty();
        (await scene.Desk.EntriesAsync()).ShouldNotContain(entry => entry.Json.Contains("\"typing\"", StringComparison.Ordinal) || entry.Json.Contains("informative", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_NobodyWatches_ShowsNothingAndComposesAllTheSame()
    {
        scene.Watched = false;

        var (messages, _) = await scene.AskedAsync();

        scene.Shown.ShouldBeEmpty();
        ((string?)messages.ShouldHaveSingleItem()["text"]).ShouldBe("Short answer. And the rest.");
        ComposeScene.StreamType(messages[0]).ShouldBeNull();
    }

    [Fact]
    public async Task End_LieBehindAShownSentence_ReplacesItByTheApprovedText()
    {
        scene.Says = cancel => Slowly(TimeSpan.FromSeconds(1), cancel, "First one. ", "Next, a re", "fund. ", "Third.");

        var (messages, _) = await scene.AskedAsync();

        scene.Shown.Count.ShouldBe(2);
        ((string?)scene.Shown[1]["text"]).ShouldBe("First one.");
        var message = messages.ShouldHaveSingleItem();
        ((string?)message["text"]).ShouldBe(ComposeScene.Approved);
        (ComposeScene.StreamType(message), ComposeScene.StreamId(message)).ShouldBe(("final", ComposeScene.StreamId(scene.Shown[0])));
    }

    [Fact]
    public async Task End_ModelStallsBeforeTheFirstSentence_IsTheApprovedTextInTime()
    {
        scene.Says = cancel => Stalling("First, without an end", cancel);
        var asked = scene.AskedAsync();
        await WaitForAsync(() => scene.Clock.RunningTimers > 1);

        scene.Clock.Advance(TimeSpan.FromMilliseconds(4_000));

        var (messages, outcome) = await asked.WaitAsync(Ceiling);
        ((string?)messages.ShouldHaveSingleItem()["text"]).ShouldBe(ComposeScene.Approved);
        ComposeScene.StreamType(messages[0]).ShouldBe("final");
        ((string?)outcome["composed"]!["fault"]).ShouldBe("late");
        scene.Shown.ShouldHaveSingleItem();
        scene.Clock.RunningTimers.ShouldBe(0);
    }

    [Fact]
    public async Task End_ModelStallsBehindAShownSentence_IsTheApprovedTextInTime()
    {
        scene.Says = cancel => Stalling("First one. And then", cancel);
        var asked = scene.AskedAsync();
        await WaitForAsync(() => scene.Shown.Count == 2);

        scene.Clock.Advance(TimeSpan.FromMilliseconds(10_000));

        var (messages, _) = await asked.WaitAsync(Ceiling);
        ((string?)messages.ShouldHaveSingleItem()["text"]).ShouldBe(ComposeScene.Approved);
        ComposeScene.StreamType(messages[0]).ShouldBe("final");
    }

    [Fact]
    public async Task End_TurnThrowsBehindTheFirstSentence_IsTheHonestLine()
    {
        // The reply is made after the draft; its offer fails, for a reason that comes up while the model speaks.
        scene.Desk.DecidesAfter = (_, _) => new HandoffDecision(HandoffStep.Offer, "anxiety", "word", "rule");
        scene.Says = _ =>
        {
            scene.Desk.OfferThrows = true;
            return ComposeScene.Of("First one. ", "Second one.");
        };

        var (messages, outcome) = await scene.AskedAsync();

        ((string?)outcome["outcome"]).ShouldBe("Failed");
        var message = messages.ShouldHaveSingleItem();
        (ComposeScene.StreamType(message), ComposeScene.StreamId(message)).ShouldBe(("final", ComposeScene.StreamId(scene.Shown[0])));
    }

    [Fact]
    public async Task Show_AgentTookOverInTheMiddle_StopsAndTakesBackWhatWasShown()
    {
        // A sentence is whole when the next one begins.
        scene.Says = cancel => AgentComes(cancel, "First one. Second", " one. ", "Third one.");

        var entries = await scene.Desk.SaysAsync("how do I use my card");

        ComposeScene.Messages(entries).ShouldBeEmpty();
        scene.Chunks.Select(chunk => (string?)chunk["text"]).ShouldBe(["One moment, I am putting the answer together.", "First one."]);
        var takenBack = scene.Shown[^1];
        scene.Shown.Count.ShouldBe(3);
        ((string?)takenBack["type"]).ShouldBe("message");
        ((string?)takenBack["text"]).ShouldBe(BotLines.Get(BotLine.BrokenOff, "en"));
        ((string?)ComposeScene.Cardline(takenBack)["kind"]).ShouldBe("brokenOff");
        (ComposeScene.StreamType(takenBack), ComposeScene.StreamId(takenBack)).ShouldBe(("final", ComposeScene.StreamId(scene.Shown[0])));
    }

    [Fact]
    public async Task TakeBack_AgentTookOverBeforeAnythingWasShown_SaysNothing()
    {
        scene.Watched = false;
        scene.Says = cancel => AgentComes(cancel, "First one. ", "Second one.");

        await scene.Desk.SaysAsync("how do I use my card");

        scene.Shown.ShouldBeEmpty();
    }

    [Fact]
    public async Task SecondAttempt_AsksNoModelAndEndsWhatTheFirstMayHaveShown()
    {
        await scene.Desk.BeginAsync();
        await scene.Desk.Log.AppendedAsync(Entries.Says("c-1", "how do I use my card"));
        var turn = (await scene.Desk.Log.FindAsync("c-1", default))!.TurnSeq;

        await scene.Desk.Runner.RunAsync("c-1", resumed: true, default);

        scene.Asked.ShouldBeEmpty();
        scene.Shown.ShouldBeEmpty();
        var message = ComposeScene.Messages(await scene.Desk.EntriesAsync()).ShouldHaveSingleItem();
        ((string?)message["text"]).ShouldBe(ComposeScene.Approved);
        (ComposeScene.StreamType(message), ComposeScene.StreamId(message)).ShouldBe(("final", $"c-1|s{turn}"));
    }

    [Fact]
    public async Task SecondAttempt_OnAnotherNode_EndsTheStreamOfTheFirst()
    {
        var leases = new LeaseTable(scene.Clock);
        var (first, second) = (new LeasedLog(scene.Desk.Log, leases, "a"), new LeasedLog(scene.Desk.Log, leases, "b"));
        await scene.Desk.BeginAsync();
        await first.AppendedAsync(Entries.Says("c-1", "how do I use my card"));
        scene.Says = cancel => Stalling("First one. And then", cancel);
        var running = scene.Desk.RunnerOver(first, scene.Clock).RunAsync("c-1", resumed: false, default);
        await WaitForAsync(() => scene.Shown.Count == 2);
        leases.Drop("c-1");

        await scene.Desk.RunnerOver(second, scene.Clock).RunAsync("c-1", resumed: true, default);
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await running.WaitAsync(Ceiling);

        scene.Asked.Count.ShouldBe(1);
        scene.Shown.Count.ShouldBe(2, "nothing is shown again, and the other node's message is the end");
        var message = ComposeScene.Messages(await scene.Desk.EntriesAsync()).ShouldHaveSingleItem();
        (ComposeScene.StreamType(message), ComposeScene.StreamId(message)).ShouldBe(("final", ComposeScene.StreamId(scene.Shown[0])));
    }

    [Fact]
    public async Task SecondAttempt_NothingConfigured_MarksNothing()
    {
        using var desk = new TurnDesk { Answers = _ => TurnDesk.Article("card.use") };
        await desk.BeginAsync();
        await desk.Log.AppendedAsync(Entries.Says("c-1", "how do I use my card"));

        await desk.Runner.RunAsync("c-1", resumed: true, default);

        ComposeScene.StreamType(ComposeScene.Messages(await desk.EntriesAsync()).ShouldHaveSingleItem()).ShouldBeNull();
    }

    [Fact]
    public async Task Show_StoreIsAwayInTheMiddle_ShowsNothingMoreButGoesOn()
    {
        var log = new LeasedLog(scene.Desk.Log, new LeaseTable(scene.Clock), "a");
        await scene.Desk.BeginAsync();
        await log.AppendedAsync(Entries.Says("c-1", "how do I use my card"));
        log.FindThrows = true;

        await scene.Desk.RunnerOver(log, scene.Clock).RunAsync("c-1", resumed: false, default);

        scene.Shown.ShouldBeEmpty();
        ((string?)ComposeScene.Messages(await scene.Desk.EntriesAsync()).ShouldHaveSingleItem()["text"]).ShouldBe("Short answer. And the rest.");
    }

    /// <summary>Says one piece after another, and the clock goes on before each.</summary>
    private async IAsyncEnumerable<string> Slowly(TimeSpan every, [EnumeratorCancellation] CancellationToken cancel, params string[] pieces)
    {
        await foreach (var piece in ComposeScene.Of(pieces).WithCancellation(cancel))
        {
            scene.Clock.Advance(every / 2);
            yield return piece;
            scene.Clock.Advance(every / 2);
        }
    }

    /// <summary>Says the first piece, then an agent claims the conversation, then the others.</summary>
    private async IAsyncEnumerable<string> AgentComes([EnumeratorCancellation] CancellationToken cancel, params string[] pieces)
    {
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i == 1)
            {
                var head = (await scene.Desk.Log.FindAsync("c-1", cancel))!;
                await scene.Desk.Log.AppendedAsync(Entries.Staff("c-1", head.Epoch, new Holder(HolderKind.Agent, "ann")));
            }

            yield return pieces[i];
            scene.Clock.Advance(TimeSpan.FromMilliseconds(300));
        }
    }

    private static async IAsyncEnumerable<string> Stalling(string first, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return first;
        await new TaskCompletionSource().Task.WaitAsync(cancel);
    }

    private static Task WaitForAsync(Func<bool> reached) => TestKit.Waiting.UntilAsync("the model to have come so far", () => Task.FromResult(reached()));
}
