using System.Diagnostics;
using Cardline.Bot.Model.Prompting;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Guard;

/// <summary>One call that was admitted, from its first try to its last word. Gives words; gives up silently, and says why to telemetry.</summary>
/// <remarks>Not for callers at the same time: one reader asks for one piece after the other.</remarks>
internal sealed class GuardedCall : IAsyncDisposable
{
    /// <summary>Tokens that a reply may have when the prompt's options do not say.</summary>
    public const int ReplyTokens = 1_000;

    private readonly IChatClient client;
    private readonly RenderedPrompt prompt;
    private readonly ModelAsk ask;
    private readonly ModelGuard.Admitted admitted;
    private readonly ModelGuard guard;
    private readonly ILogger logger;
    private readonly CancellationToken cancel;
    private readonly ModelCallName name;
    private readonly CallLimits limits;
    private readonly Tries tries;
    private readonly Activity? span;
    private Attempt? attempt;
    private ReplyWatch reply = new();
    private bool spoke;
    private bool ended;

    /// <summary>Starts the clock; the first try is made with the first word that is asked for.</summary>
    public GuardedCall(IChatClient client, (ModelAsk Ask, RenderedPrompt Prompt) asked, ModelGuard.Admitted admitted, ModelGuard guard, ILogger logger, CancellationToken cancel)
    {
        (this.client, (ask, prompt), this.admitted, this.guard, this.logger, this.cancel) = (client, asked, admitted, guard, logger, cancel);
        name = ModelCallName.Of(client, ModelCallName.NameOf(ask.Use));
        limits = new CallLimits(TimeSpan.FromMilliseconds(guard.Options.StallMilliseconds), TimeSpan.FromMilliseconds(guard.Options.TimeoutMilliseconds), guard.Clock, cancel);
        tries = new Tries(guard, limits, name.Use, ask.ConversationId, logger);
        span = ModelInstruments.Begin(name);
    }

    /// <summary>Whether all of the reply came and nothing is wrong with it as a reply.</summary>
    public bool EndedWell { get; private set; }

    /// <summary>The next words, never empty; null when there are no more.</summary>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async ValueTask<string?> NextAsync()
    {
        while (!ended)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (await WordsAsync() is { Length: > 0 } words)
                {
                    spoke = true;
                    limits.Spoke();
                    return words;
                }
            }
            catch (Exception e)
            {
                cancel.ThrowIfCancellationRequested();
                await TryAgainAsync(Fault.Of(e, guard.Clock.GetUtcNow()));
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!ended)
        {
            await EndAsync(Fallback.Left);
        }

        // Stops what still runs; the slot is free when it has stopped.
        limits.Stop();
        _ = LeaveAsync(attempt, limits, guard);
    }

    private static async Task LeaveAsync(Attempt? last, CallLimits limits, ModelGuard guard)
    {
        if (last is not null)
        {
            await last.CloseAsync();
        }

        limits.Dispose();
        guard.Leave();
    }

    private async ValueTask<string?> WordsAsync()
    {
        attempt ??= Open();
        if (spoke)
        {
            limits.Listen();
        }

        if (await attempt.NextAsync() is not { } update)
        {
            await EndAsync(reply.WrongAtTheEnd);
            return null;
        }

        var words = reply.Take(update);
        if (reply.Wrong is { } wrong)
        {
            await EndAsync(wrong);
        }

        return words;
    }

    private Attempt Open()
    {
        reply = new ReplyWatch();
        var options = prompt.Options.Clone();
        options.MaxOutputTokens ??= ReplyTokens;
        return new Attempt(client.GetStreamingResponseAsync(prompt.Messages, options, limits.Token), limits.Token);
    }

    private async Task TryAgainAsync(Fault fault)
    {
        var cause = limits.Over ?? fault.Cause;
        try
        {
            // What was said cannot be taken back here, so only silence is tried again.
            if (limits.Over is null && !spoke && await tries.AgainAsync(fault))
            {
                await (attempt?.CloseAsync() ?? Task.CompletedTask);
                attempt = null;
                return;
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            cause = limits.Over ?? cause;
        }

        await EndAsync(cause);
    }

    private async Task EndAsync(Fallback? cause)
    {
        ended = true;
        EndedWell = cause is null;
        var took = limits.Elapsed;
        if (reply is { TokensIn: { } read, TokensOut: { } wrote })
        {
            ModelInstruments.Used(name, reply.AnsweredBy, read, wrote);
        }

        ModelInstruments.Ended(name, reply.AnsweredBy, cause, took);
        EndSpan(cause);
        if (cause is { } why and not Fallback.Left)
        {
            ModelInstruments.FellBack(name.Use, why);
            ModelLog.FellBack(logger, name.Use, ask.ConversationId, why.Name(), (long)took.TotalMilliseconds);
        }

        await guard.EndAsync(admitted, cause, reply.TokensIn, reply.TokensOut);
    }

    private void EndSpan(Fallback? cause)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag("gen_ai.response.model", ModelInstruments.NameOf(reply.AnsweredBy));
        span.SetTag("gen_ai.usage.input_tokens", reply.TokensIn);
        span.SetTag("gen_ai.usage.output_tokens", reply.TokensOut);
        if (cause is { } why)
        {
            span.SetTag("error.type", why.Name());
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.Dispose();
    }
}
