namespace Cardline.Bot.Gate;

/// <summary>Log events of the gate: ids, counts and durations only. Event ids 1000 to 1099 are this room's.</summary>
internal static partial class GateLog
{
    [LoggerMessage(1000, LogLevel.Warning, "The store did not answer; the client was asked to try again.")]
    public static partial void StoreUnavailable(ILogger logger);

    [LoggerMessage(1001, LogLevel.Error, "A {Method} call failed with {Kind}.")]
    public static partial void CallFailed(ILogger logger, string method, string kind, Exception exception);

    [LoggerMessage(1002, LogLevel.Information, "Conversation {ConversationId} began; signed in: {SignedIn}.")]
    public static partial void Began(ILogger logger, string conversationId, bool signedIn);

    [LoggerMessage(1003, LogLevel.Debug, "A call was refused with {Code}.")]
    public static partial void Refused(ILogger logger, string code);

    [LoggerMessage(1010, LogLevel.Debug, "A socket of {ConversationId} opened; {Count} are open on this node.")]
    public static partial void SocketOpened(ILogger logger, string conversationId, int count);

    [LoggerMessage(1011, LogLevel.Debug, "A socket of {ConversationId} ended: {Reason}.")]
    public static partial void SocketEnded(ILogger logger, string conversationId, string reason);

    [LoggerMessage(1012, LogLevel.Warning, "A socket of {ConversationId} could not follow the log: {Kind}.")]
    public static partial void FollowFailed(ILogger logger, string conversationId, string kind, Exception exception);

    [LoggerMessage(1020, LogLevel.Information, "An upload to {ConversationId} stored {Files} files of {Bytes} bytes in all.")]
    public static partial void Uploaded(ILogger logger, string conversationId, int files, long bytes);

    [LoggerMessage(1021, LogLevel.Warning, "The bytes of an upload to {ConversationId} could not be removed after it was refused: {Kind}.")]
    public static partial void OrphanLeft(ILogger logger, string conversationId, string kind);
}
