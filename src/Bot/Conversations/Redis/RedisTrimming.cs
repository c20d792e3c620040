using System.Diagnostics;
using Cardline.Handoff;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>
/// Trims very long conversations to <see cref="RedisOptions.KeepEntries"/>: a snapshot stands in place of what goes. Never one that somebody
/// needs. Every node looks; the script looks again, so several at once do no harm.
/// </summary>
internal sealed class RedisTrimming(RedisNode redis, RedisReads reads, ILogger<RedisTrimming> logger) : BackgroundService
{
    /// <summary>Conversations looked at in one bucket at one sweep, those that moved longest ago first; the others wait for the next.</summary>
    public const int PerBucketMax = 200;

    /// <summary>Conversations trimmed at one sweep; the others wait for the next.</summary>
    public const int PerSweepMax = 50;

    /// <summary>Entries copied by one run of the script, while which Redis does nothing else.</summary>
    public const int CopiedAtOnceMax = 2000;

    /// <summary>Entries that may go at once; of a log that was never trimmed the rest goes when it is found again.</summary>
    public const int GoneMax = 1_000_000;

    /// <summary>Entries read at a time.</summary>
    public const int PageMax = 500;

    /// <summary>How often each node sweeps.</summary>
    public static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    private static readonly RedisScript Script = RedisScript.Read("trim");

    // The time of the last append of the conversation looked at last: what moved since has a later one. A new node begins with all of them.
    private readonly double[] seen = Enumerable.Repeat(double.NegativeInfinity, RedisKeys.Buckets).ToArray();
    private int next;

    /// <summary>Gets the most entries that a log may hold untrimmed: half as many again as are kept, so that trimming is rare.</summary>
    private int EntriesMax => redis.Options.KeepEntries + (redis.Options.KeepEntries / 2);

    /// <summary>Looks once at what moved since the last look; one sweep at a time.</summary>
    /// <returns>How many conversations were trimmed; 0 when all entries are kept.</returns>
    /// <exception cref="LogUnavailableException">Redis did not answer; what was not looked at is at the next sweep.</exception>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var trimmed = 0;
        for (var buckets = 0; redis.Options.KeepEntries > 0 && buckets < RedisKeys.Buckets && trimmed < PerSweepMax; buckets++)
        {
            trimmed += await SweepBucketAsync(next, PerSweepMax - trimmed, cancel);
            next = trimmed < PerSweepMax ? (next + 1) % RedisKeys.Buckets : next;
        }

        return trimmed;
    }

    /// <summary>Trims one conversation, if it is too long and nobody needs it.</summary>
    /// <returns>False when it was left as it was.</returns>
    public async Task<bool> TrimAsync(string conversationId, CancellationToken cancel)
    {
        if (redis.Options.KeepEntries == 0 || await FoundAsync(conversationId) is not { } head
            || await reads.EntriesAfterAsync(conversationId, 0, 1, cancel) is not [var first] || head.Seq - first.Seq + 1 <= EntriesMax)
        {
            return false;
        }

        var began = Stopwatch.GetTimestamp();
        var through = Math.Min(head.Seq - redis.Options.KeepEntries, first.Seq + GoneMax);
        if (await FoldAsync(conversationId, first.Seq, through, cancel) is not { } snapshot || !await WriteAsync(head, first.Seq, snapshot, cancel))
        {
            return false;
        }

        RedisLog.Trimmed(logger, conversationId, through - first.Seq + 1, head.Seq - through, (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (redis.Options.KeepEntries == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(SweepEvery, redis.Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The outermost catch of the loop: a sweep that ended for good would end the program with it.
                RedisLog.TrimFailed(logger, e);
            }
        }
    }

    private async Task<int> SweepBucketAsync(int bucket, int most, CancellationToken cancel)
    {
        var found = await redis.Connection.RunAsync(database => database.SortedSetRangeByScoreWithScoresAsync(redis.Keys.Last(bucket), seen[bucket], take: PerBucketMax));
        var ids = found.Select(one => (string)one.Element!).ToList();
        var seqs = await Task.WhenAll(ids.Select(SeqAsync));
        var trimmed = 0;
        for (var i = 0; i < ids.Count && trimmed < most; i++)
        {
            cancel.ThrowIfCancellationRequested();
            trimmed += seqs[i] > EntriesMax && await TrimOrSkipAsync(ids[i], cancel) ? 1 : 0;
            seen[bucket] = found[i].Score;
        }

        return trimmed;
    }

    private async Task<long> SeqAsync(string conversationId)
    {
        try
        {
            return (long)await redis.Connection.RunAsync(database => database.HashGetAsync(redis.Keys.Head(conversationId), "seq"));
        }
        catch (Exception e) when (IsForeign(e))
        {
            return 0;
        }
    }

    private async Task<bool> TrimOrSkipAsync(string conversationId, CancellationToken cancel)
    {
        try
        {
            return await TrimAsync(conversationId, cancel);
        }
        catch (Exception e) when (IsForeign(e))
        {
            // Something foreign stands under its name: it stays, and its neighbours need not wait for it.
            RedisLog.Skipped(logger, conversationId);
            return false;
        }
    }

    /// <summary>Reads where a conversation stands; null when somebody needs all of it.</summary>
    private async Task<ConversationHead?> FoundAsync(string conversationId)
    {
        var fields = await redis.Connection.RunAsync(database => database.HashGetAsync(redis.Keys.Head(conversationId), ["head", "hold"]));
        return fields is [{ IsNull: false } text, { IsNull: true }]
            && RedisHead.Parse(conversationId, (string)text!).Head is { TurnSeq: null, Holder.Kind: HolderKind.Bot or HolderKind.Closed } head
            ? head
            : null;
    }

    /// <summary>Folds the entries that go; null when they are not all there any more.</summary>
    private async Task<LogSnapshot?> FoldAsync(string conversationId, long from, long through, CancellationToken cancel)
    {
        var snapshot = new LogSnapshot(conversationId);
        for (var seq = from - 1; seq < through; seq = snapshot.Seq)
        {
            var page = await reads.EntriesAfterAsync(conversationId, seq, (int)Math.Min(PageMax, through - seq), cancel);
            foreach (var entry in page)
            {
                if (entry.Seq != ++seq)
                {
                    return null;
                }

                snapshot.Take(entry);
            }

            if (page.Count == 0)
            {
                return null;
            }
        }

        return snapshot;
    }

    /// <summary>Writes the log anew, a stretch at a time, for as long as everything stands as it was read.</summary>
    private async Task<bool> WriteAsync(ConversationHead head, long first, LogSnapshot snapshot, CancellationToken cancel)
    {
        var (id, keys, entry) = (head.ConversationId, redis.Keys, snapshot.ToEntry(redis.Clock.GetUtcNow()));
        RedisKey[] names = [keys.Head(id), keys.Log(id), keys.Scratch(id), keys.Turns(RedisKeys.BucketOf(id))];
        RedisValue[] itself = [snapshot.VisibleSeq, RedisEntry.Envelope(entry), entry.Json];
        for (var copied = snapshot.Seq; copied < head.Seq; itself = [])
        {
            cancel.ThrowIfCancellationRequested();
            var before = copied;
            RedisValue[] values = [id, head.Seq, head.At.ToUnixTimeMilliseconds(), first, snapshot.Seq, EntriesMax, copied, CopiedAtOnceMax, .. itself];
            copied = (long)await redis.Connection.ScriptAsync(Script, names, values);
            if (copied <= before)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsForeign(Exception e) => e is FormatException || (e is LogUnavailableException { InnerException: RedisServerException { Message: var said } }
        && said.Contains("WRONGTYPE", StringComparison.Ordinal));
}
