using Polly;
using Polly.CircuitBreaker;

namespace Cardline.Bot.Model.Guard;

/// <summary>
/// Stops asking an endpoint that fails: after <see cref="CallsMin"/> calls of <see cref="Window"/> of which half failed, nobody waits for it any
/// more. <see cref="Health.ModelHealth"/> looks now and then and closes it again, so that no cardholder is the one who tries.
/// </summary>
internal sealed class Breaker
{
    /// <summary>Calls that it takes to judge.</summary>
    public const int CallsMin = 4;

    /// <summary>Share of them that must have failed.</summary>
    public const double FailedShare = 0.5;

    /// <summary>How far back it looks.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>After this one call is let through as a trial, in case that nobody looks.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(60);

    private readonly CircuitBreakerStateProvider state = new();
    private readonly CircuitBreakerManualControl control = new();
    private readonly ResiliencePipeline pipeline;

    /// <summary>Makes a closed one.</summary>
    /// <param name="clock">The clock of the window.</param>
    /// <param name="opened">Called when it opens by what it saw.</param>
    public Breaker(TimeProvider clock, Action opened)
    {
        pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = FailedShare,
                MinimumThroughput = CallsMin,
                SamplingDuration = Window,
                BreakDuration = OpenFor,
                StateProvider = state,
                ManualControl = control,
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is EndpointFailedException),
                OnOpened = arguments =>
                {
                    if (!arguments.IsManual)
                    {
                        opened();
                    }

                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Whether calls are refused.</summary>
    public bool IsOpen => state.CircuitState is CircuitState.Open or CircuitState.Isolated;

    /// <summary>Lets a call through, if it may be made.</summary>
    /// <returns>To be ended once, with how it went; null when the breaker is open.</returns>
    public async ValueTask<Passage?> TryEnterAsync()
    {
        var passage = new Passage();
        return await passage.EnterAsync(pipeline) ? passage : null;
    }

    /// <summary>Somebody looked, and the endpoint serves.</summary>
    public Task CloseAsync(CancellationToken cancel) => control.CloseAsync(cancel);

    /// <summary>Somebody looked, and the endpoint does not serve: open until a look says otherwise.</summary>
    public Task HoldOpenAsync(CancellationToken cancel) => control.IsolateAsync(cancel);

    /// <summary>A call on its way. The pipeline judges it when it is ended, for a streamed reply is longer than any callback.</summary>
    internal sealed class Passage
    {
        private readonly TaskCompletionSource<bool> entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<bool> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task run = Task.CompletedTask;

        /// <summary>Asks the pipeline to be let through.</summary>
        public async ValueTask<bool> EnterAsync(ResiliencePipeline pipeline)
        {
            run = RunAsync(pipeline);
            return await entered.Task;
        }

        /// <summary>Ends the call.</summary>
        /// <param name="served">Whether the endpoint did what it is there for.</param>
        public Task EndAsync(bool served)
        {
            ended.TrySetResult(served);
            return run;
        }

        private async Task RunAsync(ResiliencePipeline pipeline)
        {
            try
            {
                await pipeline.ExecuteAsync(
                    async _ =>
                    {
                        entered.TrySetResult(true);
                        if (!await ended.Task)
                        {
                            throw new EndpointFailedException();
                        }
                    },
                    CancellationToken.None);
            }
            catch (Exception e) when (e is BrokenCircuitException or EndpointFailedException)
            {
                // The first means that it was not let through; the second was only for the breaker.
                entered.TrySetResult(false);
            }
        }
    }

    /// <summary>Tells the breaker that a call failed; nobody else sees it.</summary>
    private sealed class EndpointFailedException : Exception;
}
