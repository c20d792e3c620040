namespace Cardline.Bot.Tools;

/// <summary>What the room logs: ids, counts and durations, never a caller's or a cardholder's words. Event ids 2170 to 2189.</summary>
internal static partial class ToolLog
{
    [LoggerMessage(2170, LogLevel.Error, "The tool {Tool} failed with {Kind}")]
    public static partial void Failed(ILogger logger, string tool, string kind, Exception exception);

    [LoggerMessage(2171, LogLevel.Warning, "The store did not answer the tool {Tool}; its caller was asked to try again")]
    public static partial void StoreUnavailable(ILogger logger, string tool);

    [LoggerMessage(2172, LogLevel.Information, "A program opened a handoff in {ConversationId} for {Reason}")]
    public static partial void Opened(ILogger logger, string conversationId, string reason);

    [LoggerMessage(2173, LogLevel.Warning, "BOT068: The server did not answer the tool {Tool}: {Kind}")]
    public static partial void ServerUnreachable(ILogger logger, string tool, string kind);

    [LoggerMessage(2174, LogLevel.Warning, "A line on standard input was longer than {BytesMax} bytes; the session ends")]
    public static partial void LineTooLong(ILogger logger, int bytesMax);
}
