using System.Text.Json.Nodes;

namespace Cardline.TestKit.History;

/// <summary>Who holds a conversation, as the numbers in the file.</summary>
public enum StoredHolder
{
    /// <summary>The bot answers.</summary>
    Bot,

    /// <summary>It waits for an agent.</summary>
    Queue,

    /// <summary>One agent answers.</summary>
    Agent,

    /// <summary>It is over.</summary>
    Closed,
}

/// <summary>Who wrote an entry, as the numbers in the file.</summary>
public enum StoredSender
{
    /// <summary>The cardholder.</summary>
    Cardholder,

    /// <summary>The bot's turn.</summary>
    Bot,

    /// <summary>An agent.</summary>
    Agent,

    /// <summary>The queue and other housekeeping.</summary>
    System,
}

/// <summary>One entry of a log as it stands in the file.</summary>
public sealed record StoredEntry
{
    /// <summary>Gets whose log it is in.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Gets its dense number.</summary>
    public required long Seq { get; init; }

    /// <summary>Gets its dense number among what the cardholder may see; null for staff only.</summary>
    public long? VisibleSeq { get; init; }

    /// <summary>Gets the epoch after it.</summary>
    public long Epoch { get; init; } = 1;

    /// <summary>Gets the holder after it.</summary>
    public StoredHolder Holder { get; init; }

    /// <summary>Gets the holding agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Gets its time in milliseconds of the Unix epoch.</summary>
    public required long At { get; init; }

    /// <summary>Gets who wrote it.</summary>
    public StoredSender Sender { get; init; }

    /// <summary>Gets a value indicating whether the bot owes an outcome for it.</summary>
    public bool OpensTurn { get; init; }

    /// <summary>Gets the activity.</summary>
    public required JsonObject Activity { get; init; }

    /// <summary>Gets the activity's id.</summary>
    public string? Id => (string?)Activity["id"];

    /// <summary>Gets the event's name; null for anything but an event.</summary>
    public string? EventName => (string?)Activity["type"] == "event" ? (string?)Activity["name"] : null;

    /// <summary>Gets the id under which the cardholder's client sent it.</summary>
    public string? ClientId => (string?)(Activity["channelData"] as JsonObject)?["clientActivityID"];

    /// <summary>Gets who speaks in a message of role bot: <c>bot</c>, <c>agent</c> or <c>system</c>.</summary>
    public string? Speaker => (string?)Cardline?["speaker"];

    /// <summary>Gets what kind of message of role bot it is, such as <c>answer</c> or <c>greeting</c>.</summary>
    public string? Kind => (string?)Cardline?["kind"];

    private JsonObject? Cardline => (Activity["channelData"] as JsonObject)?["cardline"] as JsonObject;
}
