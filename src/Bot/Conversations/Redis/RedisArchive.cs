using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>The archive over Redis: bucket by bucket, each in order of the last append. Only reads are sent.</summary>
internal sealed class RedisArchive(RedisConnection connection, RedisKeys keys, RedisReads reads) : ILogArchive
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var bucket = 0; bucket < RedisKeys.Buckets; bucket++)
        {
            await foreach (var id in BucketAsync(keys.Last(bucket), since.ToUnixTimeMilliseconds(), cancel))
            {
                yield return id;
            }
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancel) =>
        reads.EntriesAfterAsync(conversationId, after, limit, cancel);

    /// <summary>
    /// An append meanwhile moves its conversation to the end, where it would come again; so the ids of one bucket, a 256th of all, are remembered.
    /// Reading goes on from the last time of the page before: many with the same time make the page longer until it reaches beyond them.
    /// </summary>
    private async IAsyncEnumerable<string> BucketAsync(RedisKey last, double from, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var take = ILogArchive.IdsPageMax;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var (least, most) = (from, take);
            var page = await connection.RunAsync(database => database.SortedSetRangeByScoreWithScoresAsync(last, least, take: most));
            foreach (var one in page)
            {
                if (seen.Add((string)one.Element!))
                {
                    yield return (string)one.Element!;
                }
            }

            if (page.Length < take)
            {
                yield break;
            }

            (from, take) = page[^1].Score > from ? (page[^1].Score, ILogArchive.IdsPageMax) : (from, take * 2);
        }
    }
}
