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

    /// <summary>A cardholder's message stands in the log that no client ever sent.</summary>
    Invented,

    /// <summary>The bot spoke without an outcome beside its words, or answered one message in two appends.</summary>
    ReplyTwice,

    /// <summary>Two agents were told that they have a case, or one was told so and the log gives it to nobody or to another.</summary>
    TwoOwners,

    /// <summary>Where the store says that a conversation stands is not what its entries give.</summary>
    SnapshotWrong,

    /// <summary>An entry's time lies outside the run: a node's clock was believed.</summary>
    TimeOff,
}

/// <summary>One fault.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="ConversationId">Where.</param>
/// <param name="Detail">What exactly, with numbers and ids.</param>
public sealed record Fault(FaultKind Kind, string ConversationId, string Detail);
