namespace Cardline.Bot.Conversations;

/// <summary>Names of the events in a log (docs/log.md). A new name is added there, and to the gate's filter of what a cardholder may see.</summary>
internal static class LogEvents
{
    /// <summary>An attempt at a turn, recorded before it is made.</summary>
    public const string Turn = "cardline.turn";

    /// <summary>How a turn ended; exactly one per turn.</summary>
    public const string Outcome = "cardline.outcome";

    /// <summary>The holder changed and the epoch rose.</summary>
    public const string Holder = "cardline.holder";

    /// <summary>An entry's content was overwritten.</summary>
    public const string Redacted = "cardline.redacted";

    /// <summary>The conversation was put on legal hold, or released from it.</summary>
    public const string Hold = "cardline.hold";

    /// <summary>What stood when the entries before were taken away; the first entry of a trimmed log.</summary>
    public const string Snapshot = "cardline.snapshot";

    /// <summary>The cardholder's answer to the survey.</summary>
    public const string Survey = "cardline.survey";

    /// <summary>A right was invoked: first notice of it, which stays open until it is settled.</summary>
    public const string RightInvoked = "cardline.right.invoked";

    /// <summary>An agent said what became of a right that was invoked.</summary>
    public const string RightSettled = "cardline.right.settled";

    /// <summary>A handoff was asked for.</summary>
    public const string HandoffInitiate = "handoff.initiate";

    /// <summary>A handoff was accepted, failed or completed.</summary>
    public const string HandoffStatus = "handoff.status";

    /// <summary>An agent said whether the handoff was needed.</summary>
    public const string HandoffNeeded = "handoff.needed";

    /// <summary>What a model made of the conversation, for the agent.</summary>
    public const string HandoffSummary = "handoff.summary";
}
