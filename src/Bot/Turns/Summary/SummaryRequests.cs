using System.Threading.Channels;
using Cardline.Bot.Model;

namespace Cardline.Bot.Turns.Summary;

/// <summary>Conversations that this node has put into the queue and that may be summed up for the agent. Asking never waits and never fails.</summary>
internal sealed class SummaryRequests(IModel model, ILogger<SummaryRequests> logger)
{
    /// <summary>Conversations that may wait to be summed up; of more, the newest get no summary.</summary>
    public const int WaitingMax = 1_000;

    private readonly Channel<string> waiting = Channel.CreateBounded<string>(WaitingMax);

    /// <summary>Takes them in the order in which they came, for ever.</summary>
    public IAsyncEnumerable<string> AllAsync(CancellationToken cancel) => waiting.Reader.ReadAllAsync(cancel);

    /// <summary>Asks for a summary of a conversation that waits for a person from now on.</summary>
    public void Ask(string conversationId)
    {
        if (model.Offers(ModelUse.Summary) && !waiting.Writer.TryWrite(conversationId))
        {
            SummaryLog.TooMany(logger, conversationId);
        }
    }
}
