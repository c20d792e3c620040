using System.Collections.Concurrent;
using System.Threading.Channels;
using Cardline.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns;

/// <summary>
/// Sees to it that every owed turn is run, one at a time per conversation: those asked for at once, those left by a crash or by
/// another node's death, and those that slipped through (a full queue, a store that was away) by a sweep.
/// </summary>
internal sealed class TurnScheduler(
    TurnRunner runner, IConversationLog log, ProtectionSwitches switches, IOptions<TurnOptions> options, TimeProvider clock, ILogger<TurnScheduler> logger)
    : BackgroundService, ITurnScheduler
{
    /// <summary>Conversations that may wait for a free runner; beyond that the sweep finds them.</summary>
    public const int QueueMax = 10_000;

    private readonly Channel<string> queue = Channel.CreateBounded<string>(QueueMax);
    private readonly ConcurrentDictionary<string, Stage> stages = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource draining = new();

    private enum Stage
    {
        Asked,
        AskedToResume,
        Running,
        RunningAndAskedAgain,
    }

    /// <inheritdoc/>
    public void Schedule(string conversationId) => Ask(conversationId, Stage.Asked);

    /// <inheritdoc/>
    public void Schedule(AppendResult.Appended appended)
    {
        runner.Remember(appended);
        Ask(appended.Head.ConversationId, Stage.Asked);
    }

    /// <summary>Ends what runs, within a bound, begins nothing new, and gives up what is left so that another node need not wait for its lease to lapse.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await draining.CancelAsync();
        queue.Writer.TryComplete();
        if (ExecuteTask is { } work)
        {
            await work.WaitAsync(TimeSpan.FromSeconds(options.Value.DrainSeconds), clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
        await GiveUpAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        draining.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = Enumerable.Range(0, options.Value.Parallel).Select(_ => WorkAsync(stoppingToken));
        await Task.WhenAll([.. workers, SweepUntilDrainAsync()]);
    }

    private void Ask(string conversationId, Stage asked)
    {
        var stage = stages.AddOrUpdate(conversationId, asked, (_, now) => now is Stage.Running or Stage.RunningAndAskedAgain ? Stage.RunningAndAskedAgain : now);
        if (stage == asked && !queue.Writer.TryWrite(conversationId) && (!draining.IsCancellationRequested || stages.Count > QueueMax))
        {
            // While draining it stays named, because the message it was asked for made this node the one that runs the turn.
            stages.TryRemove(conversationId, out _);
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        await foreach (var conversationId in queue.Reader.ReadAllAsync(stopping))
        {
            if (draining.IsCancellationRequested)
            {
                return;
            }

            if (!stages.TryGetValue(conversationId, out var asked) || asked is not (Stage.Asked or Stage.AskedToResume)
                || !stages.TryUpdate(conversationId, Stage.Running, asked))
            {
                continue;
            }

            var more = await RunAsync(conversationId, asked == Stage.AskedToResume, stopping);
            if (more || !stages.TryRemove(new KeyValuePair<string, Stage>(conversationId, Stage.Running)))
            {
                stages.TryRemove(conversationId, out _);
                Ask(conversationId, Stage.Asked);
            }
        }
    }

    /// <summary>The outermost catch of the background loop: what fails here stays owed and is tried again by the sweep.</summary>
    private async Task<bool> RunAsync(string conversationId, bool resumed, CancellationToken stopping)
    {
        try
        {
            return await runner.RunAsync(conversationId, resumed, stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            TurnLog.Owed(logger, conversationId, e);
            return false;
        }
    }

    private async Task SweepUntilDrainAsync()
    {
        try
        {
            await SweepAsync(draining.Token);
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested)
        {
            // Stopping begins with this; the workers still end what they run.
        }
    }

    /// <summary>Resumes what a crash left, then looks again all the time for what nobody runs, until this node stops.</summary>
    private async Task SweepAsync(CancellationToken stopping)
    {
        if (!switches.Recovery)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds), clock);
        var overdue = TimeSpan.Zero;
        do
        {
            try
            {
                foreach (var head in await log.ListOpenTurnsAsync(stopping))
                {
                    // A time ahead of the clock means that the clock was set back; it must not make anybody wait until it has caught up.
                    if (!stages.ContainsKey(head.ConversationId) && (clock.GetUtcNow() - head.At).Duration() >= overdue)
                    {
                        Ask(head.ConversationId, Stage.AskedToResume);
                    }
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                // As above: a sweep that ended for good would leave what slipped through unanswered until the next start.
                TurnLog.SweepFailed(logger, e);
            }

            // At start everything open that no other node runs is left over; later only what has been open for a whole sweep is.
            overdue = TimeSpan.FromSeconds(options.Value.SweepSeconds);
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    /// <summary>Gives up what was asked for and not done. What cannot be given up lapses by itself.</summary>
    private async Task GiveUpAsync(CancellationToken cancel)
    {
        var left = stages.Keys;
        if (left.Count == 0)
        {
            return;
        }

        TurnLog.LeftToOthers(logger, left.Count);
        try
        {
            await Parallel.ForEachAsync(
                left,
                new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = cancel },
                async (conversationId, stop) => await log.ReleaseTurnAsync(conversationId, stop));
        }
        catch (Exception e) when (e is LogUnavailableException or OperationCanceledException)
        {
            TurnLog.NotReleased(logger, e);
        }
    }
}
