namespace Cardline.Bot.Gate.Channels;

/// <summary>Log events of the room: ids, counts and durations only.</summary>
internal static partial class ChannelLog
{
    [LoggerMessage(1100, LogLevel.Warning, "A channel's call was refused: {Reason}")]
    public static partial void Unauthenticated(ILogger logger, string reason);

    [LoggerMessage(1101, LogLevel.Warning, "Signing keys could not be read from {Address}; {KeyCount} older keys stay in use")]
    public static partial void KeysNotRead(ILogger logger, string address, int keyCount, Exception exception);

    [LoggerMessage(1102, LogLevel.Information, "{KeyCount} signing keys were read from {Address}")]
    public static partial void KeysRead(ILogger logger, string address, int keyCount);

    [LoggerMessage(1103, LogLevel.Warning, "Entry {Seq} of {ConversationId} could not be delivered (status {Status}); it is recorded for the staff")]
    public static partial void NotDelivered(ILogger logger, string conversationId, long seq, int status);

    [LoggerMessage(1104, LogLevel.Warning, "Conversation {ConversationId} takes no more messages (status {Status}) until the cardholder writes again")]
    public static partial void Undeliverable(ILogger logger, string conversationId, int status);

    [LoggerMessage(1105, LogLevel.Error, "Delivery to {ConversationId} stopped at an error; trying again in {Seconds} s")]
    public static partial void DeliveryFailed(ILogger logger, string conversationId, int seconds, Exception exception);

    [LoggerMessage(1106, LogLevel.Error, "The log could not be followed for delivery; trying again in {Seconds} s")]
    public static partial void FollowFailed(ILogger logger, int seconds, Exception exception);

    [LoggerMessage(1107, LogLevel.Information, "Channel:AppId is not set: nothing is sent to channels, calls are taken from this machine only")]
    public static partial void Off(ILogger logger);

    [LoggerMessage(1108, LogLevel.Warning, "The turn of {ConversationId} did not end within {Seconds} s; the answer carries {Count} activities")]
    public static partial void ReplyLate(ILogger logger, string conversationId, int seconds, int count);

    [LoggerMessage(1109, LogLevel.Error, "The bot's token could not be had (status {Status}): check Channel:AppId, Channel:AppPassword and Channel:TenantId")]
    public static partial void NoToken(ILogger logger, int status);

    [LoggerMessage(1110, LogLevel.Error, "The log did not take a channel's activity; the channel is asked to try again")]
    public static partial void LogUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(1111, LogLevel.Warning, "The feed no longer reaches back to position {Cursor}; delivery goes on from {Position}. {Open} conversations with a person were looked at; replies in others, in a number that nobody knows, go out with the next reply there")]
    public static partial void FeedTrimmed(ILogger logger, long cursor, long position, int open);

    [LoggerMessage(1112, LogLevel.Information, "This node delivers to channels now")]
    public static partial void DutyTaken(ILogger logger);

    [LoggerMessage(1113, LogLevel.Warning, "This node lost the lease for delivery to channels and has stopped; another one goes on")]
    public static partial void DutyLost(ILogger logger);
}
