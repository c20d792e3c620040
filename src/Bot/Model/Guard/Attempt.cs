using Microsoft.Extensions.AI;

namespace Cardline.Bot.Model.Guard;

/// <summary>One streamed try. It is left on time even when the client under it does not listen to its cancellation.</summary>
internal sealed class Attempt(IAsyncEnumerable<ChatResponseUpdate> stream, CancellationToken stop)
{
    private readonly IAsyncEnumerator<ChatResponseUpdate> updates = stream.GetAsyncEnumerator(stop);
    private Task<bool>? pending;

    /// <summary>The next update; null at the end.</summary>
    public async ValueTask<ChatResponseUpdate?> NextAsync()
    {
        var move = updates.MoveNextAsync();
        if (!move.IsCompleted)
        {
            pending = move.AsTask();
            return await pending.WaitAsync(stop) ? updates.Current : null;
        }

        return await move ? updates.Current : null;
    }

    /// <summary>Ends when nothing of the try runs any more. Never throws.</summary>
    public async Task CloseAsync()
    {
        await (pending ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await updates.DisposeAsync();
        }
        catch (Exception)
        {
            // The client is a stranger's, and its reply is of no use any more.
        }
    }
}
