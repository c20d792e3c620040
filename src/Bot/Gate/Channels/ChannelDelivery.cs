using System.Globalization;
using Cardline.Bot.Conversations;
using Cardline.Handoff;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Channels;

/// <summary>
/// Follows the log of all conversations and sets off the delivery of those that belong to a channel. One delivery per
/// conversation runs at a time, so its messages keep their order; different conversations run side by side. Of several nodes the one
/// that has the duty does it.
/// </summary>
/// <remarks>The stored cursor never passes an entry that is still to be delivered; after a crash the rest is looked at again, and each conversation's mark skips what was sent.</remarks>
internal sealed class ChannelDelivery(
    IConversationLog log, IStateStore store, ConversationDelivery delivery, IOptions<ChannelOptions> options, ChannelDeliveryContext context)
    : BackgroundService
{
    private const string CursorKind = "cursor";
    private const string CursorId = "channel";
    private const int EntriesPerSave = 64;
    private const int FailuresMax = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ILogger logger = context.Logger;
    private readonly TimeProvider clock = context.Clock;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim room = new(options.Value.PendingMax);
    private long seen;
    private long saved;

    /// <inheritdoc/>
    public override void Dispose()
    {
        room.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.AppId.Length == 0)
        {
            ChannelLog.Off(logger);
            return;
        }

        // The host must not wait for the first page.
        await Task.Yield();
        await context.Duty.RunAsync(held => DeliverAsync(held, stoppingToken), stoppingToken);
    }

    private static bool MayConcern(LogEntry entry) =>
        entry.ConversationId.StartsWith(ChannelReference.IdPrefix, StringComparison.Ordinal) && entry.Sender != SenderKind.Cardholder
        && (entry.VisibleSeq is not null || entry.Json.Contains(LogEvents.HandoffInitiate, StringComparison.Ordinal));

    private async Task DeliverAsync(CancellationToken held, CancellationToken stopping)
    {
        while (!held.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(held);
            }
            catch (OperationCanceledException) when (held.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                ChannelLog.FollowFailed(logger, (int)Pause.TotalSeconds, exception);
                await Task.Delay(Pause, clock, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await StopLanesAsync();
        if (stopping.IsCancellationRequested)
        {
            await SaveLastAsync();
        }

        ForgetLanes();
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        saved = seen = await store.GetAsync(CursorKind, CursorId, cancel) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
        try
        {
            await FollowFromHereAsync(cancel);
        }
        catch (FeedTrimmedException)
        {
            await BeginAnewAsync(cancel);
            await FollowFromHereAsync(cancel);
        }
    }

    /// <summary>Goes on at the present end of the feed, after a look at every conversation that a person has or is wanted for.</summary>
    /// <remarks>Nothing is lost: a conversation's mark stays where it was, so what was passed over elsewhere goes out with its next reply.</remarks>
    private async Task BeginAnewAsync(CancellationToken cancel)
    {
        var (position, heads) = await log.ListOpenAsync(cancel);
        var open = heads.Where(head => head.ConversationId.StartsWith(ChannelReference.IdPrefix, StringComparison.Ordinal)).ToList();
        ChannelLog.FeedTrimmed(logger, seen, position, open.Count);

        // Until these are through the cursor stays where it is, so that a crash begins anew once more.
        var first = seen + 1;
        foreach (var head in open)
        {
            await MarkAsync(head.ConversationId, first, cancel);
        }

        seen = position;
    }

    private async Task FollowFromHereAsync(CancellationToken cancel)
    {
        await foreach (var page in log.FollowAllAsync(seen, cancel))
        {
            foreach (var entry in page)
            {
                if (MayConcern(entry))
                {
                    await MarkAsync(entry.ConversationId, entry.Position, cancel);
                }

                seen = entry.Position;
            }

            await SaveAsync(EntriesPerSave, cancel);
        }
    }

    private async Task MarkAsync(string conversationId, long position, CancellationToken cancel)
    {
        if (TryJoin(conversationId))
        {
            return;
        }

        // Only this loop adds lanes, so none appears while it waits for room.
        await room.WaitAsync(cancel);
        var lane = new Lane(position);
        lock (gate)
        {
            lanes[conversationId] = lane;
        }

        lane.Work = Task.Run(() => RunAsync(conversationId, lane, cancel), CancellationToken.None);
    }

    private bool TryJoin(string conversationId)
    {
        lock (gate)
        {
            return lanes.TryGetValue(conversationId, out var lane) && (lane.Again = true);
        }
    }

    private async Task RunAsync(string conversationId, Lane lane, CancellationToken cancel)
    {
        for (var failures = 0; !cancel.IsCancellationRequested;)
        {
            lane.Again = false;
            try
            {
                await delivery.DeliverAsync(conversationId, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                ChannelLog.DeliveryFailed(logger, conversationId, (int)Pause.TotalSeconds, exception);
                await Task.Delay(Pause, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                lane.Again = ++failures < FailuresMax;
            }

            if (Leave(conversationId, lane))
            {
                return;
            }
        }
    }

    private bool Leave(string conversationId, Lane lane)
    {
        lock (gate)
        {
            if (lane.Again)
            {
                return false;
            }

            lanes.Remove(conversationId);
        }

        room.Release();
        return true;
    }

    private async Task SaveAsync(int atLeast, CancellationToken cancel)
    {
        long cursor;
        lock (gate)
        {
            cursor = lanes.Count == 0 ? seen : Math.Min(seen, lanes.Values.Min(lane => lane.Position) - 1);
        }

        if (cursor - saved >= atLeast)
        {
            await store.PutAsync(CursorKind, CursorId, cursor.ToString(CultureInfo.InvariantCulture), cancel);
            saved = cursor;
        }
    }

    private async Task StopLanesAsync()
    {
        Task[] running;
        lock (gate)
        {
            running = [.. lanes.Values.Select(lane => lane.Work)];
        }

        await Task.WhenAll(running);
    }

    /// <summary>Whoever has the duty next begins from the cursor, which does not pass what was cut off here.</summary>
    private void ForgetLanes()
    {
        lock (gate)
        {
            if (lanes.Count > 0)
            {
                room.Release(lanes.Count);
                lanes.Clear();
            }
        }
    }

    /// <summary>Only while the duty is still this node's: another one may have gone further.</summary>
    private async Task SaveLastAsync()
    {
        try
        {
            await SaveAsync(1, CancellationToken.None);
        }
        catch (LogUnavailableException)
        {
            // The cursor is a convenience: the next start looks at a few more entries.
        }
    }

    /// <summary>One conversation that is being delivered.</summary>
    private sealed class Lane(long position)
    {
        private volatile bool again;

        public long Position { get; } = position;

        public bool Again
        {
            get => again;
            set => again = value;
        }

        public Task Work { get; set; } = Task.CompletedTask;
    }
}

/// <summary>What the delivery needs beside the log and the store.</summary>
/// <param name="Duty">Lets one node at a time deliver.</param>
/// <param name="Clock">Its pauses go by it.</param>
/// <param name="Logger">Where it reports.</param>
internal sealed record ChannelDeliveryContext(ChannelDuty Duty, TimeProvider Clock, ILogger<ChannelDelivery> Logger);
