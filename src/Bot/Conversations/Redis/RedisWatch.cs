using System.Globalization;
using System.Threading.Channels;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>
/// Hears what other nodes write, and looks for itself now and then, because what is published can be lost. It also takes outboxes into
/// the feed: those of this node's appends at once, those of a node that died at the next look.
/// </summary>
internal sealed class RedisWatch : IAsyncDisposable
{
    /// <summary>How often all outboxes and the feed are looked at.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly RedisNode redis;
    private readonly RedisFeed feed;
    private readonly Tails tails;
    private readonly ProtectionSwitches switches;
    private readonly ILogger<RedisFeed> logger;
    private readonly Channel<int> toTake = Channel.CreateBounded<int>(new BoundedChannelOptions(RedisKeys.Buckets * 4) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource stop = new();
    private readonly Task work;

    /// <summary>Begins to listen.</summary>
    public RedisWatch(RedisNode redis, RedisFeed feed, Tails tails, ProtectionSwitches switches, ILogger<RedisFeed> logger)
    {
        (this.redis, this.feed, this.tails, this.switches, this.logger) = (redis, feed, tails, switches, logger);
        redis.Connection.Restored += OnRestored;
        if (switches.Notifications)
        {
            redis.Connection.Subscribe(redis.Keys.Live, OnLive);
            redis.Connection.Subscribe(redis.Keys.Feed, position => tails.Feed.Announce((long)position));
        }

        work = Task.WhenAll(TakeAsync(stop.Token), LookAsync(stop.Token), KeepAsync(stop.Token));
    }

    /// <summary>Asks for a bucket's outbox to be taken into the feed soon. One that is not taken now is at the next look.</summary>
    public void TakeSoon(int bucket) => toTake.Writer.TryWrite(bucket);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        redis.Connection.Restored -= OnRestored;
        await stop.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private void OnRestored(object? sender, EventArgs e)
    {
        feed.BeginAgain();
        if (switches.CatchUp)
        {
            _ = SafelyAsync(CatchUpAsync);
        }
    }

    private void OnLive(RedisValue told)
    {
        // NODE SEQ ID, with seq 0 when the conversation expired; what this node wrote it has told its followers itself.
        var parts = ((string)told!).Split(' ', 3);
        if (parts.Length == 3 && parts[0] != redis.Name.Id && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            if (seq == 0)
            {
                tails.Stands(parts[2], 0);
                return;
            }

            tails.Announce(parts[2], seq);
        }
    }

    private async Task TakeAsync(CancellationToken cancel)
    {
        while (await toTake.Reader.WaitToReadAsync(cancel))
        {
            var buckets = new HashSet<int>();
            while (buckets.Count < RedisKeys.Buckets && toTake.Reader.TryRead(out var bucket))
            {
                buckets.Add(bucket);
            }

            await SafelyAsync(() => Task.WhenAll(buckets.Select(feed.TakeAsync)));
        }
    }

    /// <summary>Keeps the connection alive and on the primary.</summary>
    private async Task KeepAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(LookEvery, redis.Clock);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            await SafelyAsync(async () =>
            {
                if (await redis.Connection.LookAsync())
                {
                    Operations.Instruments.RedisRenewed();
                    RedisLog.Renewed(logger);
                }
            });
        }
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(LookEvery, redis.Clock);
        for (var looks = 1L; await timer.WaitForNextTickAsync(cancel); looks++)
        {
            await SafelyAsync(async () =>
            {
                foreach (var bucket in await feed.WaitingAsync())
                {
                    TakeSoon(bucket);
                }
            });
            await SafelyAsync(async () => tails.Feed.Announce(await feed.PositionAsync()));
            if (looks % redis.Options.CatchUpSeconds == 0 && switches.CatchUp)
            {
                await SafelyAsync(CatchUpAsync);
            }
        }
    }

    /// <summary>Tells the followers of this node where their conversations stand.</summary>
    private async Task CatchUpAsync()
    {
        foreach (var some in tails.Followed().Chunk(RedisReads.AtOnceMax))
        {
            var seqs = await Task.WhenAll(some.Select(id => redis.Connection.RunAsync(database => database.HashGetAsync(redis.Keys.Head(id), "seq"))));
            for (var i = 0; i < some.Length; i++)
            {
                tails.Stands(some[i], (long)seqs[i]);
            }
        }
    }

    /// <summary>The outermost catch of these loops: whatever fails, also at something foreign in our name space, is looked at again.</summary>
    private async Task SafelyAsync(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception e)
        {
            RedisLog.CatchUpFailed(logger, e);
        }
    }
}
