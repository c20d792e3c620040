namespace Cardline.TestKit.History;

/// <summary>What can be wrong with a history. A new kind needs a rule, and a faulty history that shows it.</summary>
public enum FaultKind
{
    /// <summary>A message was accepted and is not in the log, or stands there with other words.</summary>
    Lost,

    /// <summary>One client id stands in the log more than once, or was answered with two activity ids.</summary>
    Duplicated,

    /// <summary>Messages stand in another order than one client sent them.</summary>
    OutOfOrder,

    /// <summary>A message that the bot owed an outcome has none.</summary>
    WithoutOutcome,

    /// <summary>A message or a turn has more than one outcome.</summary>
    TwoOutcomes,

    /// <summary>Seq has a gap or a repetition, or does not begin at 1.</summary>
    SeqNotDense,

    /// <summary>VisibleSeq has a gap or a repetition, or does not begin at 1.</summary>
    VisibleSeqNotDense,

    /// <summary>A time is not later than the one before it.</summary>
    TimeNotIncreasing,

    /// <summary>The holder changed without the epoch, the epoch without the holder, or by more than one.</summary>
    EpochWrong,

    /// <summary>The bot spoke although a person held the conversation.</summary>
    BotOverPerson,

    /// <summary>An agent spoke who did not hold the conversation.</summary>
    AgentWithoutHold,

    /// <summary>An outcome was made without an attempt recorded before it.</summary>
    AttemptNotRecorded,

    /// <summary>A turn was attempted more often than allowed.</summary>
    TooManyAttempts,

    /// <summary>A reader never got an entry that the cardholder may see.</summary>
    ReaderLost,

    /// <summary>A reader got an entry twice, in another order, or one that the log does not have.</summary>
    ReaderWrong,
}

/// <summary>One fault.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="ConversationId">Where.</param>
/// <param name="Detail">What exactly, with numbers and ids.</param>
public sealed record Fault(FaultKind Kind, string ConversationId, string Detail);

/// <summary>One message as its client saw it.</summary>
/// <param name="ConversationId">Whose conversation.</param>
/// <param name="ClientId">The client's own id, the same in every try.</param>
/// <param name="Text">The words.</param>
/// <param name="Accepted">Whether any try was answered with 2xx.</param>
/// <param name="ActivityIds">The different ids that the answers named.</param>
public sealed record SentMessage(string ConversationId, string ClientId, string Text, bool Accepted, IReadOnlyList<string> ActivityIds);

/// <summary>What one reader got over all its connections, in order.</summary>
/// <param name="ConversationId">Whose conversation.</param>
/// <param name="ActivityIds">The ids as they came, repetitions included.</param>
public sealed record ReceivedStream(string ConversationId, IReadOnlyList<string> ActivityIds);

/// <summary>Everything the checker judges: the log's file against what the outside saw.</summary>
/// <param name="Entries">The log, by conversation and then by seq.</param>
/// <param name="Sent">Per conversation in the order of sending.</param>
/// <param name="Received">One per reader.</param>
public sealed record RunHistory(IReadOnlyList<StoredEntry> Entries, IReadOnlyList<SentMessage> Sent, IReadOnlyList<ReceivedStream> Received);
