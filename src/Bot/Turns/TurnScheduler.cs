using System.Collections.Concurrent;
using System.Threading.Channels;
using Cardline.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Turns;

/// <summary>
/// Sees to it that every owed turn is run, one at a time per conversation: those asked for at once, those left by a crash at
/// start, and those that slipped through (a full queue, a store that was away) by a sweep.
/// </summary>
internal sealed class TurnScheduler(
    TurnRunner runner, IConversationLog log, ProtectionSwitches switches, IOptions<TurnOptions> options, TimeProvider clock, ILogger<TurnScheduler> logger)
    : BackgroundService, ITurnScheduler
{
    /// <summary>Conversations that may wait for a free runner; beyond that the sweep finds them.</summary>
    public const int QueueMax = 10_000;

    private readonly Channel<string> queue = Channel.CreateBounded<string>(QueueMax);
    private readonly ConcurrentDictionary<string, Stage> stages = new(StringComparer.Ordinal);

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
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = Enumerable.Range(0, options.Value.Parallel).Select(_ => WorkAsync(stoppingToken));
        await Task.WhenAll([.. workers, SweepAsync(stoppingToken)]);
    }

    private void Ask(string conversationId, Stage asked)
    {
        var stage = stages.AddOrUpdate(conversationId, asked, (_, now) => now is Stage.Running or Stage.RunningAndAskedAgain ? Stage.RunningAndAskedAgain : now);
        if (stage == asked && !queue.Writer.TryWrite(conversationId))
        {
            stages.TryRemove(conversationId, out _);
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        await foreach (var conversationId in queue.Reader.ReadAllAsync(stopping))
        {
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

    /// <summary>Resumes what a crash left, then looks again every few seconds for what nobody runs.</summary>
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
                        TurnLog.Resumed(logger, head.ConversationId, head.TurnSeq ?? 0, head.TurnAttempts);
                        Ask(head.ConversationId, Stage.AskedToResume);
                    }
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                // As above: a sweep that ended for good would leave what slipped through unanswered until the next start.
                TurnLog.SweepFailed(logger, e);
            }

            // At start everything open is left over; later only what has been open for a whole sweep is.
            overdue = TimeSpan.FromSeconds(options.Value.SweepSeconds);
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }
}
