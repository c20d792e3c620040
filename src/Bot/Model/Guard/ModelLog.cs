namespace Cardline.Bot.Model.Guard;

/// <summary>Log events of the model's guard: ids, counts, durations and words of our own only. Event ids 2100 to 2149 are this room's.</summary>
internal static partial class ModelLog
{
    [LoggerMessage(2100, LogLevel.Information, "The model gave nothing for {Use} in {ConversationId}: {Cause}, after {Milliseconds} ms.")]
    public static partial void FellBack(ILogger logger, string use, string conversationId, string cause, long milliseconds);

    [LoggerMessage(2101, LogLevel.Error, "The prompt of {Use} could not be filled in: {Kind}.")]
    public static partial void PromptFailed(ILogger logger, string use, string kind, Exception exception);

    [LoggerMessage(2102, LogLevel.Debug, "A call for {Use} in {ConversationId} is tried again after {Milliseconds} ms: {Cause}.")]
    public static partial void TriedAgain(ILogger logger, string use, string conversationId, string cause, long milliseconds);

    [LoggerMessage(2103, LogLevel.Warning, "Too many calls to the model ({Operation}) failed; it is not asked any more until it serves again.")]
    public static partial void Opened(ILogger logger, string operation);

    [LoggerMessage(2104, LogLevel.Information, "{Tokens} tokens of the prompt of {Use} in {ConversationId} were left out.")]
    public static partial void Trimmed(ILogger logger, int tokens, string use, string conversationId);

    [LoggerMessage(2110, LogLevel.Warning, "The model does not serve ({Code}, {Cause}, {Kind}); the bot does, with the approved texts.")]
    public static partial void Complained(ILogger logger, string code, string cause, string kind);

    [LoggerMessage(2111, LogLevel.Information, "The model serves.")]
    public static partial void Serves(ILogger logger);

    [LoggerMessage(2112, LogLevel.Error, "The look at the model failed in a way of its own: {Kind}.")]
    public static partial void LookFailed(ILogger logger, string kind, Exception exception);
}
