using System.Globalization;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>Reads heads and entries. What is not ours is reported and left out, so that one bad record harms nobody else.</summary>
internal sealed class RedisReads(RedisNode redis, ILogger<RedisReads> logger) : IEntryReader
{
    /// <summary>Reads under way at once when many conversations are read.</summary>
    public const int AtOnceMax = 256;

    private static readonly RedisScript SeekScript = RedisScript.Read("seek");

    private readonly RedisConnection connection = redis.Connection;
    private readonly RedisKeys keys = redis.Keys;

    /// <summary>Reads one head; null when there is no such conversation.</summary>
    /// <exception cref="LogUnavailableException">It cannot be read, or what stands there is not ours.</exception>
    public async Task<RedisHead?> HeadAsync(string conversationId)
    {
        try
        {
            var text = (string?)await connection.RunAsync(database => database.HashGetAsync(keys.Head(conversationId), "head"));
            return text is null ? null : RedisHead.Parse(conversationId, text);
        }
        catch (FormatException e)
        {
            RedisLog.NotOurs(logger, keys.Head(conversationId), e);
            throw new LogUnavailableException($"BOT030: What stands in Redis for this conversation was not written by Cardline.", e);
        }
    }

    /// <summary>Reads many heads; those that cannot be read are left out.</summary>
    public async Task<IReadOnlyList<RedisHead>> HeadsAsync(IReadOnlyList<string> conversationIds)
    {
        var heads = new List<RedisHead>(conversationIds.Count);
        foreach (var some in conversationIds.Chunk(AtOnceMax))
        {
            heads.AddRange((await Task.WhenAll(some.Select(OrNullAsync))).OfType<RedisHead>());
        }

        return heads;
    }

    /// <summary>Lists the conversations whose holder is the queue or an agent, or was a moment ago.</summary>
    public async Task<IReadOnlyList<string>> OpenIdsAsync()
    {
        var found = await Task.WhenAll(Enumerable.Range(0, RedisKeys.Buckets).Select(bucket => connection.RunAsync(database => database.SetMembersAsync(keys.Open(bucket)))));
        return [.. found.SelectMany(bucket => bucket.Select(id => (string)id!))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LogEntry>> EntriesAfterAsync(string conversationId, long seq, int limit, CancellationToken cancel)
    {
        var from = (seq + 1).ToString(CultureInfo.InvariantCulture);
        var found = (RedisResult[])(await connection.RunAsync(database => database.ExecuteAsync("XRANGE", keys.Log(conversationId), from, "+", "COUNT", limit)))!;
        var entries = new List<LogEntry>(found.Length);
        foreach (var one in found)
        {
            try
            {
                entries.Add(RedisEntry.Parse(conversationId, one));
            }
            catch (FormatException e)
            {
                RedisLog.NotOurs(logger, keys.Log(conversationId), e);
            }
        }

        return entries;
    }

    /// <inheritdoc/>
    public async Task<long> SeqOfVisibleAsync(string conversationId, long visibleSeq, CancellationToken cancel) =>
        (long)await connection.ScriptAsync(SeekScript, [keys.Log(conversationId)], [visibleSeq]);

    /// <summary>Reads what the cardholder sees after a visibleSeq.</summary>
    public async Task<IReadOnlyList<LogEntry>> VisibleAfterAsync(string conversationId, long visibleSeq, int limit, CancellationToken cancel)
    {
        var seq = visibleSeq == 0 ? 0 : await SeqOfVisibleAsync(conversationId, visibleSeq, cancel);
        var seen = new List<LogEntry>();
        while (seen.Count < limit)
        {
            var page = await EntriesAfterAsync(conversationId, seq, ConversationFollower.PageMax, cancel);
            if (page.Count == 0)
            {
                break;
            }

            seen.AddRange(page.Where(entry => entry.VisibleSeq > visibleSeq).Take(limit - seen.Count));
            seq = page[^1].Seq;
        }

        return seen;
    }

    private async Task<RedisHead?> OrNullAsync(string conversationId)
    {
        try
        {
            return await HeadAsync(conversationId);
        }
        catch (LogUnavailableException e) when (e.InnerException is FormatException || e.InnerException is RedisServerException { Message: var text } && text.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            RedisLog.Skipped(logger, conversationId);
            return null;
        }
    }
}
