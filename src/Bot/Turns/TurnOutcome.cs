namespace Cardline.Bot.Turns;

/// <summary>How a turn ends. The set is closed; a new one is named in docs/log.md and in the desk page's words.</summary>
internal enum TurnOutcome
{
    /// <summary>An approved answer was given.</summary>
    Answered,

    /// <summary>Up to three titles were offered to choose from.</summary>
    Choice,

    /// <summary>The bot said that it does not know, and offered a person.</summary>
    Unknown,

    /// <summary>The conversation went to the queue.</summary>
    HandedOff,

    /// <summary>The cardholder asked nothing (hello, thanks, all right) and got a courteous line.</summary>
    Greeted,

    /// <summary>What the cardholder said was noted for the agent: while waiting for a person, in reply to the intake question, or that an answer did not help.</summary>
    Noted,

    /// <summary>The turn could not be done; the honest line was said and a person offered.</summary>
    Failed,
}
