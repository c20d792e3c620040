namespace Cardline.TestKit.History;

/// <summary>One message as its client saw it.</summary>
/// <param name="ConversationId">Whose conversation.</param>
/// <param name="ClientId">The client's own id, the same in every try.</param>
/// <param name="Text">The words.</param>
/// <param name="Accepted">Whether any try was answered with 2xx.</param>
/// <param name="ActivityIds">The different ids that the answers named.</param>
public sealed record SentMessage(string ConversationId, string ClientId, string Text, bool Accepted, IReadOnlyList<string> ActivityIds)
{
    /// <summary>Gets when the first try left, on a clock of the client's that only grows.</summary>
    /// <value>Default 0: messages are sent one after the other, in the order of the list.</value>
    public long FirstSent { get; init; }

    /// <summary>Gets when the first 2xx came; only what is sent after that must stand after it.</summary>
    /// <value>Default 0; the largest number when none came.</value>
    public long Answered { get; init; }
}

/// <summary>What one reader got over all its connections, in order.</summary>
/// <param name="ConversationId">Whose conversation.</param>
/// <param name="ActivityIds">The ids as they came, repetitions included.</param>
public sealed record ReceivedStream(string ConversationId, IReadOnlyList<string> ActivityIds)
{
    /// <summary>Gets the words that came under those ids, one each; empty judges no words.</summary>
    /// <remarks>An id is a number: what was shown and then lost comes again under the same id with other words.</remarks>
    public IReadOnlyList<string?> Texts { get; init; } = [];
}

/// <summary>What an agent did at the desk and was told.</summary>
/// <param name="ConversationId">Which case.</param>
/// <param name="AgentId">Who, as the log names agents.</param>
/// <param name="Verb"><c>claim</c> or <c>messages</c>.</param>
/// <param name="Epoch">The epoch it was decided under.</param>
public sealed record DeskAct(string ConversationId, string AgentId, string Verb, long Epoch)
{
    /// <summary>Gets the words of a message; every message of a run has other words.</summary>
    public string? Text { get; init; }

    /// <summary>Gets a value indicating whether any try was answered with 2xx.</summary>
    public bool Accepted { get; init; }
}

/// <summary>Where the store itself says that a conversation stands, read at any moment of the run.</summary>
/// <param name="ConversationId">Which conversation.</param>
/// <param name="Seq">The last entry it knows.</param>
/// <param name="VisibleSeq">The last visible entry.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="AgentId">The holding agent.</param>
/// <param name="TurnSeq">The first message that is owed an outcome; null for none.</param>
/// <param name="TurnAttempts">Attempts at the open turn.</param>
public sealed record StoredHead(
    string ConversationId, long Seq, long VisibleSeq, long Epoch, StoredHolder Holder, string? AgentId, long? TurnSeq, int TurnAttempts);

/// <summary>Everything the checker judges: the log's file against what the outside saw.</summary>
/// <param name="Entries">The log, by conversation and then by seq.</param>
/// <param name="Sent">Per conversation in the order of sending.</param>
/// <param name="Received">One per reader.</param>
public sealed record RunHistory(IReadOnlyList<StoredEntry> Entries, IReadOnlyList<SentMessage> Sent, IReadOnlyList<ReceivedStream> Received)
{
    /// <summary>Gets what the agents were told.</summary>
    public IReadOnlyList<DeskAct> Acts { get; init; } = [];

    /// <summary>Gets what the store said of its conversations.</summary>
    public IReadOnlyList<StoredHead> Heads { get; init; } = [];

    /// <summary>Gets the first and the last moment that an entry may carry, in milliseconds of the Unix epoch; null judges no time.</summary>
    public (long Began, long Ended)? Between { get; init; }
}
