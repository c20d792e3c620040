using Cardline.Bot.Model;

namespace Cardline.Bot.Tests.Model;

/// <summary>The two times, and replies that come in pieces. The clock is moved by hand; nothing here waits for it.</summary>
public sealed class GuardedStreamTests
{
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(2_000);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Stream_AGoodReply_GivesPiecesAndSaysThatItWasAll()
    {
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Says("One. ", "Two."));
        using var bench = new Bench(endpoint.Address);

        var pieces = await AllAsync(bench.StreamAsync());

        pieces.ShouldBe([new ModelPiece("One. ", false, FixedPrompts.Name), new ModelPiece("Two.", false, FixedPrompts.Name), new ModelPiece("", true, FixedPrompts.Name)]);
        endpoint.Calls.ShouldHaveSingleItem().Body["stream_options"]!["include_usage"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Ask_NoWordWithinTheStallBudget_GivesNothingThen()
    {
        var clock = new SteppedClock();
        await using var endpoint = await Endpoint.StartAsync();
        endpoint.Then(endpoint.Silence());
        using var bench = new Bench(endpoint.Address, clock: clock);
        var asking = bench.AskAsync();
        await endpoint.ArrivedAsync(1);

        clock.Advance(Stall - Moment);
        asking.IsCompleted.ShouldBeFalse();
        clock.Advance(Moment);

        (await asking).ShouldBeNull();
        endpoint.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ask_SeveralTries_ShareOneStallBudget()
    {
        var clock = new SteppedClock();
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Refuses(503, null, ("Retry-After", "1")));
        endpoint.Then(endpoint.Silence());
        using var bench = new Bench(endpoint.Address, clock: clock);
        var asking = bench.AskAsync();
        await endpoint.ArrivedAsync(1);
        await Cardline.TestKit.Waiting.UntilAsync("the wait before the second try", () => Task.FromResult(clock.RunningTimers == 3));
        clock.Advance(TimeSpan.FromSeconds(1));
        await endpoint.ArrivedAsync(2);

        clock.Advance(TimeSpan.FromSeconds(1) - Moment);
        asking.IsCompleted.ShouldBeFalse();
        clock.Advance(Moment);

        (await asking).ShouldBeNull();
    }

    [Fact]
    public async Task Stream_StallInTheMiddle_EndsEarlyAndDoesNotSayThatItWasAll()
    {
        var clock = new SteppedClock();
        await using var endpoint = await Endpoint.StartAsync();
        endpoint.Then(endpoint.SaysAndStalls("One. "));
        using var bench = new Bench(endpoint.Address, clock: clock);
        await using var pieces = bench.StreamAsync().GetAsyncEnumerator();
        (await pieces.MoveNextAsync()).ShouldBeTrue();
        pieces.Current.Text.ShouldBe("One. ");

        var next = pieces.MoveNextAsync().AsTask();
        clock.Advance(Stall);

        (await next).ShouldBeFalse();
        endpoint.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stream_AReaderThatTakesItsTime_IsNotAStall()
    {
        var clock = new SteppedClock();
        await using var endpoint = await Endpoint.StartAsync(Endpoint.Says("One. ", "Two."));
        using var bench = new Bench(endpoint.Address, clock: clock);
        await using var pieces = bench.StreamAsync().GetAsyncEnumerator();
        (await pieces.MoveNextAsync()).ShouldBeTrue();
        clock.Advance(Stall + Stall);

        (await pieces.MoveNextAsync()).ShouldBeTrue();
        (await pieces.MoveNextAsync()).ShouldBeTrue();
        pieces.Current.Ended.ShouldBeTrue();
    }

    [Fact]
    public async Task Stream_LongerThanTheTimeLimit_EndsEarly()
    {
        var clock = new SteppedClock();
        await using var endpoint = await Endpoint.StartAsync();
        endpoint.Then(endpoint.SaysAndStalls("One. "));
        using var bench = new Bench(endpoint.Address, options => (options.StallMilliseconds, options.TimeoutMilliseconds) = (60_000, 8_000), clock);
        await using var pieces = bench.StreamAsync().GetAsyncEnumerator();
        (await pieces.MoveNextAsync()).ShouldBeTrue();

        var next = pieces.MoveNextAsync().AsTask();
        clock.Advance(TimeSpan.FromMilliseconds(7_999));
        next.IsCompleted.ShouldBeFalse();
        clock.Advance(Moment);

        (await next).ShouldBeFalse();
    }

    [Fact]
    public async Task Stream_BrokenInTheMiddle_EndsEarlyAndTriesNothingAgain()
    {
        var read = new TaskCompletionSource();
        await using var endpoint = await Endpoint.StartAsync(Endpoint.SaysAndBreaks("One. ", read.Task), Endpoint.Says("again"));
        using var bench = new Bench(endpoint.Address);
        await using var pieces = bench.StreamAsync().GetAsyncEnumerator();
        (await pieces.MoveNextAsync()).ShouldBeTrue();
        pieces.Current.ShouldBe(new ModelPiece("One. ", false, FixedPrompts.Name));
        read.SetResult();

        (await pieces.MoveNextAsync()).ShouldBeFalse();
        endpoint.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stream_ReaderLeavesEarly_StopsTheCallAndFreesItsSlot()
    {
        await using var endpoint = await Endpoint.StartAsync();
        endpoint.Then(endpoint.SaysAndStalls("One. "), Endpoint.Says("good"));
        using var bench = new Bench(endpoint.Address, options => options.ConcurrentMax = 1);
        await foreach (var piece in bench.StreamAsync())
        {
            piece.Text.ShouldBe("One. ");
            break;
        }

        await Cardline.TestKit.Waiting.UntilAsync("the slot", async () => (await bench.AskAsync())?.Text == "good");
    }

    [Fact]
    public async Task Ask_MoreCallsAtOnceThanAllowed_RefusesAtOnce()
    {
        await using var endpoint = await Endpoint.StartAsync();
        endpoint.Then(endpoint.Silence());
        using var bench = new Bench(endpoint.Address, options => options.ConcurrentMax = 2, new SteppedClock());
        using var leaving = new CancellationTokenSource();
        Task[] asking = [bench.AskAsync(cancel: leaving.Token), bench.AskAsync(cancel: leaving.Token)];
        await endpoint.ArrivedAsync(2);

        // The clock stands still, so a third call that waited would wait for ever.
        (await bench.AskAsync()).ShouldBeNull();
        endpoint.Calls.Count.ShouldBe(2);

        await leaving.CancelAsync();
        await Task.WhenAll(asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        endpoint.Then(Endpoint.Says("good"));
        await Cardline.TestKit.Waiting.UntilAsync("a slot", async () => (await bench.AskAsync())?.Text == "good");
    }

    private static async Task<List<ModelPiece>> AllAsync(IAsyncEnumerable<ModelPiece> stream)
    {
        List<ModelPiece> pieces = [];
        await foreach (var piece in stream)
        {
            pieces.Add(piece);
        }

        return pieces;
    }
}
