using System.Globalization;
using System.Runtime.CompilerServices;
using Cardline.Handoff;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>
/// One order over all conversations, although their buckets may live on different servers: every append that others must see leaves a
/// reference in its bucket's outbox, and any node takes references from the outboxes into the feed, each once. It holds no words.
/// </summary>
internal sealed class RedisFeed(RedisNode redis, RedisReads reads, Tails tails, ILogger<RedisFeed> logger)
{
    /// <summary>References that the feed keeps, about. Who is further behind begins again from what is open.</summary>
    public const int ReferencesMax = 200_000;

    /// <summary>References taken or read at once.</summary>
    public const int PageMax = 100;

    private const int TriesMax = 16;
    private static readonly RedisScript FeedScript = RedisScript.Read("feed");
    private static readonly RedisScript RaiseScript = RedisScript.Read("raise");

    private readonly RedisConnection connection = redis.Connection;
    private readonly RedisKeys keys = redis.Keys;
    private readonly string[] taken = Enumerable.Repeat("", RedisKeys.Buckets).ToArray();
    private int life;
    private long highest;

    /// <summary>Reads the last position given out. When a failover lost the last of the feed, no position is given out a second time.</summary>
    public async Task<long> PositionAsync()
    {
        var (seen, stands) = (Interlocked.Read(ref highest), (long)await connection.RunAsync(database => database.HashGetAsync(keys.FeedState, "position")));
        if (stands < seen)
        {
            await connection.ScriptAsync(RaiseScript, [keys.FeedState], [seen]);
            Array.Fill(taken, "");
            BeginAgain();
            return seen;
        }

        See(stands);
        return stands;
    }

    /// <summary>Makes every follower begin again, because what it has seen and what stands may have come apart.</summary>
    public void BeginAgain()
    {
        Interlocked.Increment(ref life);
        tails.Feed.Ring();
    }

    /// <summary>Finds the buckets whose outboxes may hold what is not in the feed.</summary>
    /// <remarks>
    /// Where one server has all of them, one command asks for all: each node looks every second, and mostly for nothing.
    /// What cannot be asked for so, because of a cluster's slots or a record that is not ours, is asked for one by one.
    /// </remarks>
    public async Task<IReadOnlyList<int>> WaitingAsync()
    {
        var all = Enumerable.Range(0, RedisKeys.Buckets).ToList();
        var known = all.Where(bucket => taken[bucket].Length > 0).ToList();
        try
        {
            return known.Count > 0 && connection.Primaries() is [{ ServerType: not ServerType.Cluster }]
                ? [.. all.Except(known), .. await BeyondTakenAsync(known)]
                : all;
        }
        catch (Exception e) when (e is LogUnavailableException or RedisException or ObjectDisposedException or InvalidCastException)
        {
            return all;
        }
    }

    /// <summary>Takes what stands in a bucket's outbox into the feed.</summary>
    public async Task TakeAsync(int bucket)
    {
        try
        {
            for (var tries = 0; tries < TriesMax && await TakePageAsync(bucket); tries++)
            {
            }
        }
        catch (LogUnavailableException e)
        {
            RedisLog.FeedFailed(logger, bucket, e);
        }
    }

    /// <summary>See <see cref="IConversationLog.FollowAllAsync"/>.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var begun = Volatile.Read(ref life);
        if (await PositionAsync() < after)
        {
            throw new FeedTrimmedException(after);
        }

        while (true)
        {
            var told = tails.Feed.Told;
            var page = await ReadAsync(after);
            if (begun != Volatile.Read(ref life) || (page.Count > 0 && page[0].Last - page[0].Count > after))
            {
                throw new FeedTrimmedException(after);
            }

            if (page.Count == 0)
            {
                await tails.Feed.WaitBeyondAsync(Math.Max(after, told), cancel);
                continue;
            }

            var from = after;
            var entries = await Task.WhenAll(page.Select(EntriesAsync));
            after = page[^1].Last;
            See(after);
            yield return [.. entries.SelectMany(some => some).Where(entry => entry.Position > from)];
        }
    }

    private void See(long position)
    {
        var seen = Interlocked.Read(ref highest);
        while (seen < position)
        {
            seen = Interlocked.CompareExchange(ref highest, position, seen) is var before && before == seen ? position : before;
        }
    }

    private async Task<IEnumerable<int>> BeyondTakenAsync(List<int> buckets)
    {
        object[] asked = ["COUNT", 1, "STREAMS", .. buckets.Select(bucket => (object)keys.Outbox(bucket)), .. buckets.Select(bucket => taken[bucket])];
        var found = await connection.RunAsync(database => database.ExecuteAsync("XREAD", asked));
        var names = found.IsNull ? [] : ((RedisResult[])found!).Select(one => (string)((RedisResult[])one!)[0]!).ToHashSet(StringComparer.Ordinal);
        return buckets.Where(bucket => names.Contains((string)keys.Outbox(bucket)!));
    }

    private async Task<bool> TakePageAsync(int bucket)
    {
        var name = bucket.ToString("x2", CultureInfo.InvariantCulture);
        if (taken[bucket].Length == 0)
        {
            taken[bucket] = (string?)await connection.RunAsync(database => database.HashGetAsync(keys.FeedState, name)) ?? "0-0";
        }

        var outbox = (RedisResult[])(await connection.RunAsync(database => database.ExecuteAsync("XRANGE", keys.Outbox(bucket), "(" + taken[bucket], "+", "COUNT", PageMax)))!;
        if (outbox.Length == 0)
        {
            return false;
        }

        Operations.Instruments.OutboxRead((string)((RedisResult[])outbox[0]!)[0]!, redis.Clock.GetUtcNow());
        var last = (string)((RedisResult[])outbox[^1]!)[0]!;
        var values = new List<RedisValue> { name, taken[bucket], last, ReferencesMax, (string)keys.Feed! };
        foreach (var reference in outbox)
        {
            try
            {
                var fields = (RedisValue[])((RedisResult[])reference!)[1]!;
                values.AddRange([RedisEntry.Field(fields, "c"), (long)RedisEntry.Field(fields, "f"), (long)RedisEntry.Field(fields, "n")]);
            }
            catch (Exception e) when (e is FormatException or InvalidCastException)
            {
                RedisLog.NotOurs(logger, keys.Outbox(bucket), e);
            }
        }

        var answer = (RedisResult[])(await connection.ScriptAsync(FeedScript, [keys.FeedLog, keys.FeedState], [.. values]))!;
        taken[bucket] = (string)answer[1]!;
        if ((int)answer[0] == 1)
        {
            // The last one stays, so that nothing is trimmed that another node has not seen taken.
            await connection.RunAsync(database => database.ExecuteAsync("XTRIM", keys.Outbox(bucket), "MINID", last));
        }

        return outbox.Length == PageMax || (int)answer[0] == 0;
    }

    private async Task<List<(string ConversationId, long First, int Count, long Last)>> ReadAsync(long after)
    {
        var from = (after + 1).ToString(CultureInfo.InvariantCulture);
        var found = (RedisResult[])(await connection.RunAsync(database => database.ExecuteAsync("XRANGE", keys.FeedLog, from, "+", "COUNT", PageMax)))!;
        return [.. found.Select(one =>
        {
            var parts = (RedisResult[])one!;
            var (id, fields) = ((string)parts[0]!, (RedisValue[])parts[1]!);
            var last = long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
            return ((string)RedisEntry.Field(fields, "c")!, (long)RedisEntry.Field(fields, "f"), (int)RedisEntry.Field(fields, "n"), last);
        })];
    }

    private async Task<IReadOnlyList<LogEntry>> EntriesAsync((string ConversationId, long First, int Count, long Last) reference)
    {
        var (id, first, count, last) = reference;
        var entries = await reads.EntriesAfterAsync(id, first - 1, count, CancellationToken.None);
        // Of what was trimmed since, whoever follows is given the snapshot: a holder's change that went would else never be heard of.
        return [.. entries.TakeWhile((entry, at) => entry.Seq < first + count || (at == 0 && LogSnapshot.Is(entry)))
            .Select(entry => entry with { Position = Math.Min(last, last - count + 1 + (entry.Seq - first)) })];
    }
}
