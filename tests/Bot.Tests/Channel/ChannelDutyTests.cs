using System.Collections.Concurrent;
using Cardline.Bot.Conversations;
using Cardline.Bot.Gate.Channels;
using Cardline.Bot.Tests.Gate;
using Cardline.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Bot.Tests.Channels;

public sealed class ChannelDutyTests : IAsyncDisposable
{
    private readonly TimerClock clock = new();
    private readonly ConcurrentQueue<string> happened = new();
    private readonly Node a;
    private readonly Node b;

    public ChannelDutyTests()
    {
        var shared = new LocalLeases(clock);
        (a, b) = (new Node("a", shared, clock, happened), new Node("b", shared, clock, happened));
    }

    public async ValueTask DisposeAsync()
    {
        await a.StopAsync();
        await b.StopAsync();
        a.Dispose();
        b.Dispose();
    }

    [Fact]
    public async Task Run_TwoNodes_OneWorksForAsLongAsItRenews()
    {
        await StartBothAsync();

        await PassAsync(60, a, b);

        happened.ShouldBe(["a begins"]);
    }

    [Fact]
    public async Task Run_NodeStops_TheOtherGoesOnAtItsNextQuestion()
    {
        await StartBothAsync();

        await a.StopAsync();
        await PassAsync(1, b);

        await UntilAsync(3);
        happened.ShouldBe(["a begins", "a ends", "b begins"]);
    }

    [Fact]
    public async Task Run_StoreCannotSayAnyMore_StopsBeforeAnotherBegins()
    {
        await StartBothAsync();
        a.Leases.Failure = new LogUnavailableException("down");

        await PassAsync(2, a, b);
        happened.Count.ShouldBe(1, "the lease is still good");
        await PassAsync(1, b);
        await UntilAsync(2);
        happened.ShouldBe(["a begins", "a ends"]);

        // Only now the margin is over.
        await PassAsync(1, b);
        await UntilAsync(3);
        happened.ShouldBe(["a begins", "a ends", "b begins"]);
        a.Leases.Failure = null;
        await PassAsync(20, a, b);
        happened.Count.ShouldBe(3, "who lost it does not take it back");
    }

    [Fact]
    public async Task Run_StoreAwayShortly_WorksOn()
    {
        await StartBothAsync();
        a.Leases.Failure = new LogUnavailableException("down");
        await PassAsync(1, a, b);
        a.Leases.Failure = null;

        await PassAsync(20, a, b);

        happened.ShouldBe(["a begins"]);
    }

    private async Task StartBothAsync()
    {
        a.Start();
        await UntilAsync(1);
        b.Start();
        await Waiting.UntilAsync("the other to ask", () => Task.FromResult(b.Leases.Takes == 1));
    }

    /// <summary>Lets questions pass, each only when the nodes named have asked the one before.</summary>
    private async Task PassAsync(int questions, params Node[] asking)
    {
        for (var i = 0; i < questions; i++)
        {
            var before = asking.Select(node => node.Leases.Takes).ToList();
            clock.Advance(ChannelDuty.AskEvery);
            await Waiting.UntilAsync("all to ask", () => Task.FromResult(asking.Zip(before).All(pair => pair.First.Leases.Takes > pair.Second)));
        }
    }

    private Task UntilAsync(int count) => Waiting.UntilAsync("the duty to move", () => Task.FromResult(happened.Count >= count));

    private sealed class Node : IDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly ChannelDuty duty;
        private readonly ConcurrentQueue<string> happened;
        private readonly string name;
        private Task running = Task.CompletedTask;

        public Node(string name, ILeaseStore shared, TimeProvider clock, ConcurrentQueue<string> happened)
        {
            (this.name, this.happened) = (name, happened);
            Leases = new BreakableLeases(shared);
            duty = new ChannelDuty(Leases, new NodeName(name), clock, NullLogger<ChannelDuty>.Instance);
        }

        public BreakableLeases Leases { get; }

        public void Start() => running = Task.Run(() => duty.RunAsync(WorkAsync, stop.Token));

        public async Task StopAsync()
        {
            await stop.CancelAsync();
            await running;
        }

        public void Dispose() => stop.Dispose();

        private async Task WorkAsync(CancellationToken held)
        {
            happened.Enqueue(name + " begins");
            var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = held.Register(over.SetResult);
            await over.Task;
            happened.Enqueue(name + " ends");
        }
    }
}
