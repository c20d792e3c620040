using Cardline.Bot.Model;

namespace Cardline.Bot.Turns.Summary;

/// <summary>Writes the summaries that are asked for, in the background: no handoff waits for one, and none is tried twice.</summary>
internal sealed class HandoffSummaries(SummaryRequests requests, SummaryWriter writer, ILogger<HandoffSummaries> logger) : BackgroundService
{
    /// <summary>Summaries under way at once on this node. They are the least urgent use of the model.</summary>
    public const int AtOnceMax = 2;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(requests.AllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, CancellationToken = stoppingToken }, WriteAsync);

    /// <summary>The outermost catch of the background loop: what fails here costs the agent a summary and nothing else.</summary>
    private async ValueTask WriteAsync(string conversationId, CancellationToken cancel)
    {
        try
        {
            var end = await writer.WriteAsync(conversationId, cancel);
            SummaryLog.Ended(logger, conversationId, end);
            Operations.Instruments.ModelHeard(TriedUse.NameOf(ModelUse.Summary), end == SummaryEnd.Appended ? "used" : TriedUse.NameOf(end));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            SummaryLog.Failed(logger, conversationId, e);
        }
    }
}
