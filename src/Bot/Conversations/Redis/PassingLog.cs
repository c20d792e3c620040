namespace Cardline.Bot.Conversations.Redis;

/// <summary>Log events of what passes between nodes: ids, counts and durations only. Event ids 5100 to 5149 are this file's.</summary>
internal static partial class PassingLog
{
    [LoggerMessage(5100, LogLevel.Warning, "Passing events (typing and the like) were dropped on their way between nodes, {Count} so far: Redis was slow or away, or something was malformed.")]
    public static partial void Dropped(ILogger logger, long count);
}
