namespace Cardline.Bot.Model;

/// <summary>Used when no model is configured: everything works with approved text alone.</summary>
internal sealed class NoModel : IModel
{
    /// <inheritdoc/>
    public bool Offers(ModelUse use) => false;

    /// <inheritdoc/>
    public Task<ModelReply?> AskAsync(ModelAsk ask, CancellationToken cancel) => Task.FromResult<ModelReply?>(null);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelPiece> StreamAsync(ModelAsk ask, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        yield break;
    }
}
