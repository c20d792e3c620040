using Cardline.Bot.Model.Prompting;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Guard;

/// <summary>
/// The embedding model behind the same limits. One text is a cardholder who waits, and has the stall budget; several are background work,
/// and have the time limit.
/// </summary>
internal sealed class GuardedEmbeddings(IEmbeddingGenerator<string, Embedding<float>> inner, ModelGuard guard, ILogger<GuardedEmbeddings> logger)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    private const string Use = "embed";
    private const string NoConversation = "-";

    private readonly ModelCallName name = ModelCallName.Of(inner, Use);

    /// <inheritdoc/>
    /// <exception cref="ModelUnavailableException">Nothing came, whatever the reason; within the limits.</exception>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        if (texts.Count is 0)
        {
            return [];
        }

        cancellationToken.ThrowIfCancellationRequested();
        var (admitted, lacking) = await guard.AdmitAsync(guard.Embedding, conversationId: null, texts.Sum(text => (long)TokenEstimate.Of(text)), tokensOut: 0);
        if (admitted is null)
        {
            throw FellBack(lacking, TimeSpan.Zero, reason: null);
        }

        var (total, single) = (TimeSpan.FromMilliseconds(guard.Options.TimeoutMilliseconds), TimeSpan.FromMilliseconds(guard.Options.StallMilliseconds));
        var limits = new CallLimits(texts.Count is 1 ? single : total, total, guard.Clock, cancellationToken);
        var call = new Call(admitted, limits, new Tries(guard, limits, Use, NoConversation, logger));
        Task running = Task.CompletedTask;
        try
        {
            return await WithTriesAsync(
                call,
                () =>
                {
                    var generating = base.GenerateAsync(texts, options, limits.Token);
                    running = generating;
                    return generating.WaitAsync(limits.Token);
                },
                cancellationToken);
        }
        finally
        {
            limits.Stop();
            _ = LeaveAsync(running, limits);
        }
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> WithTriesAsync(Call call, Func<Task<GeneratedEmbeddings<Embedding<float>>>> generate, CancellationToken cancel)
    {
        using var span = ModelInstruments.Begin(name);
        for (; ;)
        {
            try
            {
                var vectors = await generate();
                await EndAsync(call, cause: null, vectors.Usage?.InputTokenCount, vectors is [{ ModelId: { } model }, ..] ? model : null);
                return vectors;
            }
            catch (Exception e) when (e is not ModelUnavailableException)
            {
                if (cancel.IsCancellationRequested)
                {
                    await EndAsync(call, Fallback.Left, tokens: null, answeredBy: null);
                    cancel.ThrowIfCancellationRequested();
                }

                var fault = Fault.Of(e, guard.Clock.GetUtcNow());
                if (call.Limits.Over is null && await AgainAsync(call, fault))
                {
                    continue;
                }

                var cause = call.Limits.Over ?? fault.Cause;
                await EndAsync(call, cause, tokens: null, answeredBy: null);
                throw FellBack(cause, call.Limits.Elapsed, e);
            }
        }
    }

    private static async Task<bool> AgainAsync(Call call, Fault fault)
    {
        try
        {
            return await call.Tries.AgainAsync(fault);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task EndAsync(Call call, Fallback? cause, long? tokens, string? answeredBy)
    {
        var known = tokens is >= 0 and <= ReplyWatch.TokensMax ? tokens : null;
        if (known is { } read)
        {
            ModelInstruments.Used(name, answeredBy, read, tokensOut: 0);
        }

        ModelInstruments.Ended(name, answeredBy, cause, call.Limits.Elapsed);
        await guard.EndAsync(call.Admitted, cause, known, known is null ? null : 0);
    }

    private ModelUnavailableException FellBack(Fallback cause, TimeSpan after, Exception? reason)
    {
        ModelInstruments.FellBack(Use, cause);
        ModelLog.FellBack(logger, Use, NoConversation, cause.Name(), (long)after.TotalMilliseconds);
        return new ModelUnavailableException(cause, reason);
    }

    private async Task LeaveAsync(Task running, CallLimits limits)
    {
        // A client that does not listen keeps its slot until it is done.
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        limits.Dispose();
        guard.Leave();
    }

    private sealed record Call(ModelGuard.Admitted Admitted, CallLimits Limits, Tries Tries);
}
