using System.Globalization;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>Leases that all nodes share. Each step is one script by the server's clock, so no node's clock matters and no two nodes can both succeed.</summary>
/// <remarks>
/// They are not waited for until a replica has them: after a failover a lease may be forgotten, which costs time or repeats
/// something that is safe to repeat, never a message.
/// </remarks>
internal sealed class RedisLeases(RedisConnection redis, RedisKeys keys, int leasesMax = RedisLeases.LeasesMax) : ILeaseStore
{
    /// <summary>Most leases of one kind; beyond it, and when nothing has run out, a new one is refused.</summary>
    public const int LeasesMax = 200_000;

    /// <summary>Most leases that have run out removed by one call. More than one, so that they never pile up.</summary>
    public const int SweptMax = 16;

    private static readonly RedisScript Take = RedisScript.Read("leasetake");
    private static readonly RedisScript Put = RedisScript.Read("leaseput");
    private static readonly RedisScript Release = RedisScript.Read("leaserelease");
    private static readonly RedisScript List = RedisScript.Read("leaselist");

    /// <inheritdoc/>
    public async Task<bool> TryTakeAsync(string kind, string id, string owner, TimeSpan life, CancellationToken cancel) =>
        (long)await redis.ScriptAsync(Take, KeysOf(kind), [id, owner, Milliseconds(life), leasesMax, SweptMax]).WaitAsync(cancel) == 1;

    /// <inheritdoc/>
    public Task ReleaseAsync(string kind, string id, string owner, CancellationToken cancel) =>
        redis.ScriptAsync(Release, KeysOf(kind), [id, owner]).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task PutAsync(string kind, string id, string value, TimeSpan life, CancellationToken cancel)
    {
        if ((long)await redis.ScriptAsync(Put, KeysOf(kind), [id, value, Milliseconds(life), leasesMax, SweptMax]).WaitAsync(cancel) != 1)
        {
            throw new LogUnavailableException($"BOT030: {leasesMax.ToString(CultureInfo.InvariantCulture)} leases are held already; try the same request again.");
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(string kind, CancellationToken cancel)
    {
        var flat = (RedisValue[])await redis.ScriptAsync(List, KeysOf(kind), [leasesMax]).WaitAsync(cancel);
        var found = new List<KeyValuePair<string, string>>(flat.Length / 2);
        for (var i = 0; i + 1 < flat.Length; i += 2)
        {
            found.Add(new KeyValuePair<string, string>(flat[i]!, flat[i + 1]!));
        }

        return [.. found.OrderBy(lease => lease.Key, StringComparer.Ordinal)];
    }

    private RedisKey[] KeysOf(string kind) => [keys.LeaseEnds(kind), keys.LeaseValues(kind)];

    // A lease shorter than a millisecond would end before it began.
    private static long Milliseconds(TimeSpan life) => Math.Max(1, (long)life.TotalMilliseconds);
}
