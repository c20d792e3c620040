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

    [LoggerMessage(2004, LogLevel.Information, "Turn {Turn} of {ConversationId} is resumed, as attempt {Attempt}")]
    public static partial void Resumed(ILogger logger, string conversationId, long turn, int attempt);

    [LoggerMessage(2005, LogLevel.Warning, "Open turns could not be looked up; trying again at the next sweep")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(2006, LogLevel.Information, "Turn {Turn} of {ConversationId} is no longer this node's; its work is given up")]
    public static partial void Lost(ILogger logger, string conversationId, long turn);

    [LoggerMessage(2007, LogLevel.Warning, "Turn {Turn} of {ConversationId} could not be kept; trying again")]
    public static partial void NotRenewed(ILogger logger, string conversationId, long turn, Exception exception);

    [LoggerMessage(2008, LogLevel.Information, "Stopping: {Left} turns are left to other nodes, or to the next start")]
    public static partial void LeftToOthers(ILogger logger, int left);

    [LoggerMessage(2010, LogLevel.Warning, "The draft of turn {Turn} of {ConversationId} is not said after {Sentences} sentences: {Fault}")]
    public static partial void DraftRefused(ILogger logger, string conversationId, long turn, int sentences, string fault);

    [LoggerMessage(2011, LogLevel.Error, "The draft of turn {Turn} of {ConversationId} ended in an exception; the approved text is said")]
    public static partial void DraftFailed(ILogger logger, string conversationId, long turn, Exception exception);

    [LoggerMessage(2012, LogLevel.Information, "The answer of turn {Turn} of {ConversationId} is taken back from the clients: somebody else has the conversation")]
    public static partial void TakenBack(ILogger logger, string conversationId, long turn);

    [LoggerMessage(2009, LogLevel.Warning, "Not all of the turns left could be given up; they lapse by themselves")]
    public static partial void NotReleased(ILogger logger, Exception exception);
}
