using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>
/// Removes conversations that nobody wrote to for <see cref="RedisOptions.RetainDays"/>, each whole and in one step. One that is open or on
/// legal hold stays. Every node sweeps; the script looks again before it removes anything, so several at once do no harm.
/// </summary>
internal sealed class RedisRetention(RedisNode redis, ILogger<RedisRetention> logger) : BackgroundService
{
    /// <summary>Conversations looked at in one bucket at one sweep; the others wait for the next.</summary>
    public const int PerBucketMax = 50;

    /// <summary>How often each node sweeps.</summary>
    public static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    private static readonly RedisScript Script = RedisScript.Read("expire");

    // Conversations that must stay gather at the old end of the index; the next sweep begins behind them, and at the front again after the end.
    private readonly long[] skip = new long[RedisKeys.Buckets];

    private enum Said
    {
        Stays = 0,
        Removed = 1,
        Gone = 2,
    }

    /// <summary>Looks once at every bucket; one sweep at a time.</summary>
    /// <returns>How many conversations were removed; 0 when conversations are kept for ever.</returns>
    /// <exception cref="LogUnavailableException">Redis did not answer; what was removed until then is removed whole.</exception>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        if (redis.Options.RetainDays == 0)
        {
            return 0;
        }

        var removed = 0;
        for (var bucket = 0; bucket < RedisKeys.Buckets; bucket++)
        {
            cancel.ThrowIfCancellationRequested();
            removed += await SweepBucketAsync(bucket, TimeSpan.FromDays(redis.Options.RetainDays), cancel);
        }

        return removed;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (redis.Options.RetainDays == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(SweepEvery, redis.Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await SweepAsync(stoppingToken) is > 0 and var removed)
                {
                    RedisLog.Expired(logger, removed, redis.Options.RetainDays);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The outermost catch of the loop: a sweep that ended for good would end the program with it.
                RedisLog.SweepFailed(logger, e);
            }
        }
    }

    private async Task<int> SweepBucketAsync(int bucket, TimeSpan retain, CancellationToken cancel)
    {
        var until = (redis.Clock.GetUtcNow() - retain).ToUnixTimeMilliseconds();
        var found = await redis.Connection.RunAsync(database => database.SortedSetRangeByScoreAsync(
            redis.Keys.Last(bucket), double.NegativeInfinity, until, skip: skip[bucket], take: PerBucketMax));
        var (removed, stayed) = (0, 0);
        foreach (var id in found)
        {
            cancel.ThrowIfCancellationRequested();
            var said = await ExpireAsync((string)id!, bucket, retain);
            removed += said == Said.Removed ? 1 : 0;
            stayed += said == Said.Stays ? 1 : 0;
        }

        skip[bucket] = found.Length < PerBucketMax ? 0 : skip[bucket] + stayed;
        return removed;
    }

    private async Task<Said> ExpireAsync(string id, int bucket, TimeSpan retain)
    {
        var keys = redis.Keys;
        RedisKey[] names = [keys.Head(id), keys.Log(id), keys.Keys(id), keys.Scratch(id), keys.Last(bucket), keys.Turns(bucket), keys.Open(bucket)];
        try
        {
            return (Said)(int)await redis.Connection.ScriptAsync(Script, names, [id, (long)retain.TotalMilliseconds, (string)keys.Live!]);
        }
        catch (LogUnavailableException e) when (e.InnerException is RedisServerException { Message: var said } && said.Contains("WRONGTYPE", StringComparison.Ordinal))
        {
            // Something foreign stands under its name: it stays, and its neighbours need not wait for it.
            RedisLog.Skipped(logger, id);
            return Said.Stays;
        }
    }
}
