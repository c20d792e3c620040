namespace Cardline.Bot.Conversations.Redis;

/// <summary>What the Redis store logs: names of keys, ids, counts and durations. Event ids 1150 to 1169.</summary>
internal static partial class RedisLog
{
    [LoggerMessage(1151, LogLevel.Error, "BOT039: {Key} holds something that Cardline did not write; it is left alone and left out")]
    public static partial void NotOurs(ILogger logger, string? key, Exception exception);

    [LoggerMessage(1152, LogLevel.Error, "BOT039: {ConversationId} is left out: what stands in Redis for it cannot be read")]
    public static partial void Skipped(ILogger logger, string conversationId);

    [LoggerMessage(1153, LogLevel.Warning, "The outbox of bucket {Bucket} could not be taken into the feed; it is tried again")]
    public static partial void FeedFailed(ILogger logger, int bucket, Exception exception);

    [LoggerMessage(1155, LogLevel.Warning, "A new connection to Redis was made: the last one did not answer, or the primary has moved")]
    public static partial void Renewed(ILogger logger);

    [LoggerMessage(1156, LogLevel.Warning, "{Count} commands to Redis failed since the last report; the newest: {Kind} {Said}")]
    public static partial void Failed(ILogger logger, long count, string kind, string said);

    [LoggerMessage(1157, LogLevel.Information, "{Count} conversations were removed: nobody had written to them for {Days} days")]
    public static partial void Expired(ILogger logger, int count, int days);

    [LoggerMessage(1158, LogLevel.Warning, "Conversations past their time could not be removed; it is tried again")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(1159, LogLevel.Information, "{ConversationId} was trimmed: {Gone} entries went, {Kept} stayed; it took {Milliseconds} ms")]
    public static partial void Trimmed(ILogger logger, string conversationId, long gone, long kept, long milliseconds);

    [LoggerMessage(1160, LogLevel.Warning, "Long conversations could not be trimmed; it is tried again")]
    public static partial void TrimFailed(ILogger logger, Exception exception);

    [LoggerMessage(1154, LogLevel.Warning, "What other nodes wrote could not be looked up; it is tried again")]
    public static partial void CatchUpFailed(ILogger logger, Exception exception);
}
