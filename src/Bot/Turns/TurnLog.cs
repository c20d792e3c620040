namespace Cardline.Bot.Turns;

/// <summary>What the room logs: ids, counts and durations, never a cardholder's words. Event ids 2000 to 2099.</summary>
internal static partial class TurnLog
{
    [LoggerMessage(2001, LogLevel.Error, "Turn {Turn} of {ConversationId} failed; the honest line is said instead")]
    public static partial void Failed(ILogger logger, string conversationId, long turn, Exception exception);

    [LoggerMessage(2002, LogLevel.Information, "Turn {Turn} of {ConversationId} came too late: somebody else answers now")]
    public static partial void Superseded(ILogger logger, string conversationId, long turn);

    [LoggerMessage(2003, LogLevel.Error, "A turn of {ConversationId} could not be recorded; it is owed and will be tried again")]
    public static partial void Owed(ILogger logger, string conversationId, Exception exception);

    [LoggerMessage(2004, LogLevel.Information, "Turn {Turn} of {ConversationId} is resumed after {Attempts} recorded attempts")]
    public static partial void Resumed(ILogger logger, string conversationId, long turn, int attempts);

    [LoggerMessage(2005, LogLevel.Warning, "Open turns could not be looked up; trying again at the next sweep")]
    public static partial void SweepFailed(ILogger logger, Exception exception);
}
