using Cardline.Bot.Conversations;

namespace Cardline.Bot.Turns;

/// <summary>Keeps a turn for this node while it is worked on, and stops the work when the turn is no longer this node's.</summary>
internal sealed class TurnKeeper(IConversationLog log, TurnLease lease, TimeProvider clock, ILogger<TurnKeeper> logger)
{
    /// <summary>Renewals in the life of a lease: one may be late and one may fail.</summary>
    public const int RenewalsPerLease = 3;

    /// <summary>Works on a turn that this node has just taken.</summary>
    /// <returns>What the work gave; null when the turn was lost meanwhile, and whatever the work gave is then nobody's.</returns>
    public async ValueTask<T?> WhileKeptAsync<T>(ConversationHead head, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancel)
        where T : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var working = work(stop.Token);
        if (working.IsCompleted)
        {
            // A turn without a model waits for nothing; it is over long before the first renewal is due.
            return await working;
        }

        using var timer = new PeriodicTimer(lease.Life / RenewalsPerLease, clock);
        var lost = LostAsync(head, timer, stop);
        try
        {
            var given = await working;
            timer.Dispose();
            return await lost ? null : given;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            timer.Dispose();
            await lost;
        }
    }

    /// <summary>Renews until the timer ends (false), or until another node runs the turn or it is no longer open (true).</summary>
    private async Task<bool> LostAsync(ConversationHead head, PeriodicTimer timer, CancellationTokenSource stop)
    {
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                var now = await log.TakeTurnAsync(head.ConversationId, CancellationToken.None);
                if (now is null || now.Epoch != head.Epoch || now.TurnSeq != head.TurnSeq)
                {
                    TurnLog.Lost(logger, head.ConversationId, head.TurnSeq ?? 0);
                    await stop.CancelAsync();
                    return true;
                }
            }
            catch (LogUnavailableException e)
            {
                // A store that is away gives the turn to nobody else, and refuses what comes too late.
                TurnLog.NotRenewed(logger, head.ConversationId, head.TurnSeq ?? 0, e);
            }
        }

        return false;
    }
}
