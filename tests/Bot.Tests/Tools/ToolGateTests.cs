using System.Diagnostics.Metrics;
using System.Text.Json;
using Cardline.Bot.Conversations;
using Cardline.Bot.Operations;
using Cardline.Bot.Tests.Gate;
using Cardline.Bot.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Tools;

public sealed class ToolGateTests
{
    private static readonly AIFunctionArguments Question = new() { ["question"] = "how much" };

    [Fact]
    public async Task Invoke_MoreThanTheRate_IsRefused_AndActsNoMore()
    {
        var actions = new ScriptedActions(_ => Task.FromResult<ToolResult>(ToolErrors.Busy));
        var ask = Tool("ask", actions, new ToolOptions { CallsPerMinuteMax = 2 });

        var results = new List<object?> { await ask.InvokeAsync(Question), await ask.InvokeAsync(Question), await ask.InvokeAsync(Question) };

        results.ShouldBe([ToolErrors.Busy, ToolErrors.Busy, ToolErrors.TooManyCalls]);
        actions.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Invoke_HandoffsOverTheirOwnRate_AreRefusedWhileReadsAreNot()
    {
        var tools = Tools(new ScriptedActions(_ => Task.FromResult<ToolResult>(ToolErrors.Busy)), new ToolOptions { HandoffsPerMinuteMax = 1 });
        var open = new AIFunctionArguments { ["conversation_id"] = "c-1" };

        (await tools.Find("open_handoff")!.InvokeAsync(open)).ShouldBe(ToolErrors.Busy);
        (await tools.Find("open_handoff")!.InvokeAsync(open)).ShouldBe(ToolErrors.TooManyCalls);
        (await tools.Find("ask")!.InvokeAsync(Question)).ShouldBe(ToolErrors.Busy);
    }

    [Fact]
    public async Task Invoke_MoreAtOnceThanAllowed_IsRefused_AndTheSlotComesBack()
    {
        var held = new TaskCompletionSource<ToolResult>();
        var actions = new ScriptedActions(_ => held.Task);
        var ask = Tool("ask", actions, new ToolOptions { ConcurrentMax = 1 });
        var first = ask.InvokeAsync(Question).AsTask();

        (await ask.InvokeAsync(Question)).ShouldBe(ToolErrors.TooManyCalls);

        held.SetResult(ToolErrors.Busy);
        (await first).ShouldBe(ToolErrors.Busy);
        (await ask.InvokeAsync(Question)).ShouldBe(ToolErrors.Busy);
        actions.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Invoke_LongerThanAllowed_TimesOut_AndHoldsItsSlotUntilItReallyEnds()
    {
        var clock = new TimerClock();
        var held = new TaskCompletionSource<ToolResult>();
        var started = new TaskCompletionSource();
        var ask = Tool("ask", new ScriptedActions(_ => { started.TrySetResult(); return held.Task; }), new ToolOptions { ConcurrentMax = 1, CallMilliseconds = 1_000 }, clock);
        var first = ask.InvokeAsync(Question).AsTask();
        await started.Task;

        clock.Advance(TimeSpan.FromMilliseconds(1_001));

        (await first).ShouldBe(ToolErrors.TimedOut);
        (await ask.InvokeAsync(Question)).ShouldBe(ToolErrors.TooManyCalls, "the work has not ended");
    }

    [Fact]
    public async Task Invoke_ActionThrows_IsATypedErrorWithoutItsText()
    {
        const string Secret = "Password=hunter2 at C:/bank";
        var broken = await Tool("ask", new ScriptedActions(_ => throw new InvalidOperationException(Secret))).InvokeAsync(Question);
        var away = await Tool("ask", new ScriptedActions(_ => throw new LogUnavailableException(Secret))).InvokeAsync(Question);

        (broken, away).ShouldBe((ToolErrors.Failed, ToolErrors.Unavailable));
        JsonSerializer.Serialize(broken).ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Invoke_CallerCancels_Throws()
    {
        using var cancel = new CancellationTokenSource();
        var ask = Tool("ask", new ScriptedActions(stop => { cancel.Cancel(); return Task.Delay(Timeout.Infinite, stop).ContinueWith<ToolResult>(_ => ToolErrors.Busy, stop); }));

        await Should.ThrowAsync<OperationCanceledException>(async () => await ask.InvokeAsync(Question, cancel.Token));
    }

    [Fact]
    public async Task Invoke_BadArguments_NeverReachTheAction()
    {
        var actions = new ScriptedActions(_ => Task.FromResult<ToolResult>(ToolErrors.Busy));

        var result = (ToolError)(await Tool("ask", actions).InvokeAsync(new AIFunctionArguments { ["question"] = "a", ["tools"] = "all" }))!;

        result.Error.ShouldBe("bad_arguments");
        actions.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Invoke_EveryCall_IsCountedWithWordsOfOursOnly()
    {
        var seen = new List<(string?, string?)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, to) => { if (instrument.Meter.Name == Instruments.MeterName && instrument.Name == "cardline.tools.calls") { to.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            var pairs = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string?)tag.Value);
            lock (seen)
            {
                seen.Add((pairs["tool"], pairs["end"]));
            }
        });
        listener.Start();

        await Tool("queue_state", new ScriptedActions(_ => Task.FromResult<ToolResult>(new QueueState(1, 2, 3, 4, [], [])))).InvokeAsync([]);

        lock (seen)
        {
            seen.ShouldContain(("queue_state", "counted"));
        }
    }

    [Fact]
    public void Result_Serialized_HasNothingThatIsForFiguresOnly() =>
        JsonSerializer.Serialize<object>(ToolErrors.Busy, AIJsonUtilities.DefaultOptions).ShouldBe(JsonSerializer.Serialize(new { error = "busy", message = ToolErrors.Busy.Message, retry = true }, AIJsonUtilities.DefaultOptions));

    private static CardlineTools Tools(IToolActions actions, ToolOptions? options = null, TimeProvider? clock = null) =>
        new(new ToolGate(Options.Create(options ?? new ToolOptions()), clock ?? TimeProvider.System, NullLogger<ToolGate>.Instance), actions);

    private static CardlineTool Tool(string name, IToolActions actions, ToolOptions? options = null, TimeProvider? clock = null) => Tools(actions, options, clock).Find(name)!;

    private sealed class ScriptedActions(Func<CancellationToken, Task<ToolResult>> act) : IToolActions
    {
        private int calls;

        public int Calls => calls;

        public Task<ToolResult> RunAsync(ToolShape shape, ToolInput input, CancellationToken cancel)
        {
            Interlocked.Increment(ref calls);
            return act(cancel);
        }
    }
}
