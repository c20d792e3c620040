using Microsoft.Extensions.Logging;

namespace Cardline.Handoff;

/// <summary>What this room logs: ids, counts and durations; never a cardholder's words. Event ids 3000 to 3099.</summary>
internal static partial class HandoffLog
{
    [LoggerMessage(3000, LogLevel.Information, "Handoff rules {Version} are in use.")]
    public static partial void RulesTaken(ILogger log, string version);

    [LoggerMessage(3001, LogLevel.Error, "The handoff files are broken and the last good ones stay in use: {Faults}")]
    public static partial void RulesBroken(ILogger log, string faults);

    [LoggerMessage(3002, LogLevel.Information, "The queue was rebuilt from the log: {Cases} open conversations at position {Position}.")]
    public static partial void BoardRebuilt(ILogger log, int cases, long position);

    [LoggerMessage(3003, LogLevel.Error, "Following the log stopped at position {Position}; it is tried again.")]
    public static partial void FollowFailed(ILogger log, Exception failure, long position);

    [LoggerMessage(3004, LogLevel.Warning, "Agent {AgentId} was gone for {GoneSeconds} s; conversation {ConversationId} is back in the queue.")]
    public static partial void Requeued(ILogger log, string agentId, int goneSeconds, string conversationId);

    [LoggerMessage(3005, LogLevel.Error, "The sweep of the desk failed; it runs again.")]
    public static partial void SweepFailed(ILogger log, Exception failure);

    [LoggerMessage(3006, LogLevel.Warning, "A desk stream of agent {AgentId} was too slow and was ended; it resumes from its cursor.")]
    public static partial void SlowStream(ILogger log, string agentId);

    [LoggerMessage(3007, LogLevel.Information, "Agent {AgentId} signed in.")]
    public static partial void SignedIn(ILogger log, string agentId);

    [LoggerMessage(3008, LogLevel.Warning, "A sign-in was refused: {Code}.")]
    public static partial void SignInRefused(ILogger log, string code);

    [LoggerMessage(3009, LogLevel.Warning, "Who is at the desk could not be shared with other nodes; what was known stays.")]
    public static partial void PresenceNotShared(ILogger log, Exception failure);

    [LoggerMessage(3010, LogLevel.Information, "Who is at the desk is shared with other nodes again.")]
    public static partial void PresenceShared(ILogger log);

    [LoggerMessage(3011, LogLevel.Error, "Looking after the places of agents failed; it is tried again.")]
    public static partial void PlacesNotKept(ILogger log, Exception failure);
}
