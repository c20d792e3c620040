using System.Globalization;
using Cardline.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Gate.Channels;

/// <summary>
/// Follows the log of all conversations and sets off the delivery of those that belong to a channel. One delivery per
/// conversation runs at a time, so its messages keep their order; different conversations run side by side.
/// </summary>
/// <remarks>The stored cursor never passes an entry that is still to be delivered; after a crash the rest is looked at again, and each conversation's mark skips what was sent.</remarks>
internal sealed class ChannelDelivery(
    IConversationLog log, IStateStore store, ConversationDelivery delivery, IOptions<ChannelOptions> options, TimeProvider clock, ILogger<ChannelDelivery> logger)
    : BackgroundService
{
    private const string CursorKind = "cursor";
    private const string CursorId = "channel";
    private const int EntriesPerSave = 64;
    private const int FailuresMax = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

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
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                ChannelLog.FollowFailed(logger, (int)Pause.TotalSeconds, exception);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await StopLanesAsync();
    }

    private static bool MayConcern(LogEntry entry) =>
        entry.ConversationId.StartsWith(ChannelReference.IdPrefix, StringComparison.Ordinal) && entry.Sender != SenderKind.Cardholder
        && (entry.VisibleSeq is not null || entry.Json.Contains(LogEvents.HandoffInitiate, StringComparison.Ordinal));

    private async Task FollowAsync(CancellationToken cancel)
    {
        saved = seen = await store.GetAsync(CursorKind, CursorId, cancel) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
        await foreach (var page in log.FollowAllAsync(seen, cancel))
        {
            foreach (var entry in page)
            {
                if (MayConcern(entry))
                {
                    await MarkAsync(entry, cancel);
                }

                seen = entry.Position;
            }

            await SaveAsync(EntriesPerSave, cancel);
        }
    }

    private async Task MarkAsync(LogEntry entry, CancellationToken cancel)
    {
        if (TryJoin(entry))
        {
            return;
        }

        // Only this loop adds lanes, so none appears while it waits for room.
        await room.WaitAsync(cancel);
        var lane = new Lane(entry.Position);
        lock (gate)
        {
            lanes[entry.ConversationId] = lane;
        }

        lane.Work = Task.Run(() => RunAsync(entry.ConversationId, lane, cancel), CancellationToken.None);
    }

    private bool TryJoin(LogEntry entry)
    {
        lock (gate)
        {
            return lanes.TryGetValue(entry.ConversationId, out var lane) && (lane.Again = true);
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
