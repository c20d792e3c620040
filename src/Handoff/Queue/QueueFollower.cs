using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cardline.Handoff.Queue;

/// <summary>Rebuilds the board from the log at start and then keeps it by following every entry.</summary>
internal sealed class QueueFollower(IConversations conversations, CaseReader reader, QueueBoard board, TimeProvider time, ILogger<QueueFollower> log) : BackgroundService
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    /// <summary>Reads the open conversations and puts them on the board.</summary>
    public async Task RebuildAsync(CancellationToken cancel)
    {
        var open = await conversations.ListOpenAsync(cancel);
        var cases = new List<HandoffCase>(open.Conversations.Count);
        foreach (var state in open.Conversations)
        {
            cases.Add(await reader.ReadAsync(state.ConversationId, state.Seq, cancel));
        }

        board.Start(open.Position, cases);
        HandoffLog.BoardRebuilt(log, cases.Count, open.Position);
    }

    /// <summary>Takes in one entry.</summary>
    public async Task TakeAsync(ConversationEntry entry, CancellationToken cancel)
    {
        var fresh = board.Overwrites(entry) ? await reader.ReadAsync(entry.ConversationId, entry.Seq, cancel)
            : board.NeedsCase(entry) ? await reader.ReadAsync(entry.ConversationId, entry.Seq, cancel, board.Copy(entry.ConversationId))
            : null;
        board.Apply(entry, fresh);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var retry = new PeriodicTimer(RetryEvery, time);
        var rebuilt = false;
        do
        {
            try
            {
                if (!rebuilt)
                {
                    await RebuildAsync(stoppingToken);
                    rebuilt = true;
                }

                await foreach (var entry in conversations.FollowAllAsync(board.Position, stoppingToken))
                {
                    await TakeAsync(entry, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (FeedTrimmedException)
            {
                // What happened meanwhile is not to be had one by one: the board is folded anew from what is open.
                rebuilt = false;
            }
            catch (Exception failure)
            {
                // The board keeps its position, so following again misses and repeats nothing.
                HandoffLog.FollowFailed(log, failure, board.Position);
            }
        }
        while (await NextAsync(retry, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer retry, CancellationToken cancel)
    {
        try
        {
            return await retry.WaitForNextTickAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
