namespace Cardline.Bot.Turns.Summary;

/// <summary>What is logged about summaries: ids and our own words, never a text. Event ids 2150 to 2169.</summary>
internal static partial class SummaryLog
{
    [LoggerMessage(2150, LogLevel.Debug, "Summary of {ConversationId}: {End}")]
    public static partial void Ended(ILogger logger, string conversationId, SummaryEnd end);

    [LoggerMessage(2151, LogLevel.Warning, "The summary of {ConversationId} is refused: {Fault}")]
    public static partial void Refused(ILogger logger, string conversationId, SummaryFault fault);

    [LoggerMessage(2152, LogLevel.Warning, "The summary of {ConversationId} could not be written; the agent reads the conversation without it")]
    public static partial void Failed(ILogger logger, string conversationId, Exception exception);

    [LoggerMessage(2153, LogLevel.Warning, "Too many conversations wait for a summary; {ConversationId} gets none")]
    public static partial void TooMany(ILogger logger, string conversationId);
}
