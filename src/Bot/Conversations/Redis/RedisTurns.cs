namespace Cardline.Bot.Conversations.Redis;

/// <summary>Which node runs which open turn: a lease, so that a dead node's turn is finished by another.</summary>
/// <remarks>The lease saves work; what keeps a late node from answering twice is that an outcome names its turn and epoch, and only one is written.</remarks>
internal sealed class RedisTurns(RedisNode redis)
{
    /// <summary>Most turns taken over from one bucket at one look.</summary>
    public const int TurnsPerBucketMax = 20;

    private static readonly RedisScript TakeScript = RedisScript.Read("taketurn");
    private static readonly RedisScript ReleaseScript = RedisScript.Read("releaseturn");

    /// <summary>Takes the open turn of a conversation, or keeps it; null when there is none or another node has it.</summary>
    public async Task<RedisHead?> TakeAsync(string conversationId)
    {
        var bucket = RedisKeys.BucketOf(conversationId);
        var head = await redis.Connection.ScriptAsync(
            TakeScript, [redis.Keys.Head(conversationId), redis.Keys.Turns(bucket)], [conversationId, redis.Name.Id, redis.TurnLeaseMilliseconds]);
        return head.IsNull ? null : RedisHead.Parse(conversationId, (string)head!);
    }

    /// <summary>Lets this node's lease of a turn end now; nothing happens when another node has it or none is open.</summary>
    public Task ReleaseAsync(string conversationId) => redis.Connection.ScriptAsync(
        ReleaseScript, [redis.Keys.Head(conversationId), redis.Keys.Turns(RedisKeys.BucketOf(conversationId))], [conversationId, redis.Name.Id]);

    /// <summary>Lists the conversations whose open turn no node runs.</summary>
    public async Task<IReadOnlyList<string>> AbandonedAsync()
    {
        var now = redis.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var found = await Task.WhenAll(Enumerable.Range(0, RedisKeys.Buckets).Select(bucket => redis.Connection.RunAsync(database => database.SortedSetRangeByScoreAsync(
            redis.Keys.Turns(bucket), double.NegativeInfinity, now, take: TurnsPerBucketMax))));
        return [.. found.SelectMany(bucket => bucket.Select(id => (string)id!))];
    }
}
