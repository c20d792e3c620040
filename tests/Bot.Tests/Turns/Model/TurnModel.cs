using Cardline.Bot.Model;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>A model that says what a test says. A use without a reply is not offered.</summary>
internal sealed class TurnModel : IModel
{
    private readonly Dictionary<ModelUse, Func<ModelAsk, CancellationToken, Task<string?>>> replies = [];
    private readonly List<ModelAsk> asks = [];

    /// <summary>What was asked, oldest first.</summary>
    public IReadOnlyList<ModelAsk> Asks
    {
        get
        {
            lock (asks)
            {
                return [.. asks];
            }
        }
    }

    public TurnModel Says(ModelUse use, string? text) => Says(use, (_, _) => Task.FromResult(text));

    public TurnModel Says(ModelUse use, Func<ModelAsk, CancellationToken, Task<string?>> reply)
    {
        replies[use] = reply;
        return this;
    }

    public bool Offers(ModelUse use) => replies.ContainsKey(use);

    public async Task<ModelReply?> AskAsync(ModelAsk ask, CancellationToken cancel)
    {
        lock (asks)
        {
            asks.Add(ask);
        }

        return await replies[ask.Use](ask, cancel) is { } text ? new ModelReply(text, $"{ask.Use}@1a2b3c4d5e6f") : null;
    }

    public IAsyncEnumerable<ModelPiece> StreamAsync(ModelAsk ask, CancellationToken cancel) => throw new NotSupportedException("No use of these tests streams.");
}
