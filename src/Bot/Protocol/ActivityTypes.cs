namespace Cardline.Bot.Protocol;

/// <summary>Kinds of activities that the desk reads or writes.</summary>
internal static class ActivityTypes
{
    /// <summary>Something was said.</summary>
    public const string Message = "message";

    /// <summary>Somebody types; passing, never logged.</summary>
    public const string Typing = "typing";

    /// <summary>A named event.</summary>
    public const string Event = "event";

    /// <summary>A conversation began or its members changed.</summary>
    public const string ConversationUpdate = "conversationUpdate";

    /// <summary>The sender left the conversation.</summary>
    public const string EndOfConversation = "endOfConversation";
}

/// <summary>Names of events with a meaning of their own.</summary>
internal static class EventNames
{
    /// <summary>Everything the desk records about itself begins like this.</summary>
    public const string OwnPrefix = "cardline.";

    /// <summary>The handoff protocol's events begin like this.</summary>
    public const string HandoffPrefix = "handoff.";

    /// <summary>The one handoff event that a cardholder's client sees, reduced to its state.</summary>
    public const string HandoffStatus = "handoff.status";

    /// <summary>The cardholder's answer to the survey.</summary>
    public const string Survey = "cardline.survey";
}
