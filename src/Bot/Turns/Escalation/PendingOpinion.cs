using Cardline.Bot.Model;

namespace Cardline.Bot.Turns.Escalation;

/// <summary>A second opinion on its way. The turn that asked for it hears it or ends it; it never outlives the turn.</summary>
internal sealed class PendingOpinion
{
    private readonly CancellationTokenSource stop;
    private readonly Task<ModelReply?> reply;
    private bool ended;

    private PendingOpinion(IModel model, ModelAsk ask, CancellationToken cancel)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        reply = AskAsync(model, ask, stop.Token);
    }

    /// <summary>Begins to ask. How long it may take is the model's own limit.</summary>
    public static PendingOpinion Begin(IModel model, ModelAsk ask, CancellationToken cancel) => new(model, ask, cancel);

    /// <summary>Waits for it; null when there is no usable one.</summary>
    /// <exception cref="OperationCanceledException">The turn was ended.</exception>
    public Task<ModelReply?> HearAsync() => reply;

    /// <summary>Ends the call if it still runs. Nobody waits for it: a call that is slow to end must not hold up what is said to the cardholder.</summary>
    public async ValueTask StopAsync()
    {
        if (ended)
        {
            return;
        }

        ended = true;
        await stop.CancelAsync();
        _ = EndAsync();
    }

    /// <summary>In a task of its own, so that whatever it throws is thrown where it is heard.</summary>
    private static async Task<ModelReply?> AskAsync(IModel model, ModelAsk ask, CancellationToken cancel) => await model.AskAsync(ask, cancel);

    private async Task EndAsync()
    {
        await ((Task)reply).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }
}
