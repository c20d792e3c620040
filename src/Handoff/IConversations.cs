using System.Text.Json.Nodes;

namespace Cardline.Handoff;

/// <summary>The port through which the handoff room reads and writes conversations. The host implements it over the log.</summary>
/// <remarks>The log is the truth: everything the desk shows is a fold of what this port returns.</remarks>
public interface IConversations
{
    /// <summary>Reads where a conversation stands.</summary>
    /// <returns>Null when there is no such conversation.</returns>
    Task<ConversationState?> FindAsync(string conversationId, CancellationToken cancel);

    /// <summary>Reads entries after a sequence number, oldest first, everything that staff may see.</summary>
    /// <param name="conversationId">An id from the feed or the queue.</param>
    /// <param name="afterSeq">Exclusive; 0 reads from the start.</param>
    /// <param name="limit">Most entries to return, 1 to 500.</param>
    /// <param name="cancel">Stops the read.</param>
    Task<IReadOnlyList<ConversationEntry>> ReadAsync(string conversationId, long afterSeq, int limit, CancellationToken cancel);

    /// <summary>Appends entries and, in the same durable write, may change the holder. All or none.</summary>
    /// <returns>What became of it; the change is durable when the result is <see cref="ChangeOutcome.Done"/> or <see cref="ChangeOutcome.Repeated"/>.</returns>
    Task<ChangeResult> ChangeAsync(ConversationChange change, CancellationToken cancel);

    /// <summary>Lists the conversations whose holder is the queue or an agent, with a feed position read before the list.</summary>
    Task<OpenConversations> ListOpenAsync(CancellationToken cancel);

    /// <summary>Follows every entry that was written while a person is wanted or holds the conversation, the change back included, for ever. There may be more.</summary>
    /// <param name="afterPosition">Exclusive; a position from this port. What was written after it is replayed first, nothing is missed or repeated.</param>
    /// <param name="cancel">Ends the stream.</param>
    /// <exception cref="FeedTrimmedException">What follows that position is gone; begin again from <see cref="ListOpenAsync"/>.</exception>
    IAsyncEnumerable<ConversationEntry> FollowAllAsync(long afterPosition, CancellationToken cancel);

    /// <summary>Sends a passing event to the cardholder's open clients, on whichever nodes they are; it is not logged and may be lost.</summary>
    /// <param name="conversationId">Whose clients.</param>
    /// <param name="activity">A Bot Framework activity of type <c>typing</c> or <c>event</c>.</param>
    void SendPassing(string conversationId, JsonObject activity);

    /// <summary>Sends a passing event to those of the cardholder's clients that are connected to this node; for what every node finds out and sends by itself.</summary>
    /// <param name="conversationId">Whose clients.</param>
    /// <param name="activity">A Bot Framework activity of type <c>typing</c> or <c>event</c>.</param>
    void SendPassingHere(string conversationId, JsonObject activity);
}

/// <summary>Who holds a conversation. The set is closed.</summary>
public enum HolderKind
{
    /// <summary>The bot answers.</summary>
    Bot,

    /// <summary>The conversation waits for an agent.</summary>
    Queue,

    /// <summary>One agent answers.</summary>
    Agent,

    /// <summary>It is over.</summary>
    Closed,
}

/// <summary>One holder at a time.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="AgentId">The agent's id when <paramref name="Kind"/> is <see cref="HolderKind.Agent"/>; otherwise null.</param>
public sealed record Holder(HolderKind Kind, string? AgentId = null);

/// <summary>Where a conversation stands.</summary>
/// <param name="ConversationId">Its id.</param>
/// <param name="Seq">Number of its last entry.</param>
/// <param name="Epoch">Raised by every change of holder.</param>
/// <param name="Holder">Who holds it.</param>
public sealed record ConversationState(string ConversationId, long Seq, long Epoch, Holder Holder);

/// <summary>One entry of a conversation's log, as staff see it.</summary>
/// <param name="ConversationId">Whose log.</param>
/// <param name="Position">Place in the feed of all conversations; grows with every write, may have gaps.</param>
/// <param name="Seq">Dense number in the conversation.</param>
/// <param name="Epoch">Epoch after this entry.</param>
/// <param name="Holder">Holder after this entry.</param>
/// <param name="At">When it was appended.</param>
/// <param name="VisibleToCardholder">False for what only staff may see.</param>
/// <param name="Activity">The Bot Framework activity, masked. Do not modify.</param>
public sealed record ConversationEntry(
    string ConversationId, long Position, long Seq, long Epoch, Holder Holder, DateTimeOffset At, bool VisibleToCardholder, JsonObject Activity);

/// <summary>The open conversations at one moment.</summary>
/// <param name="Position">Follow the feed from here; whatever changed while the list was read comes again.</param>
/// <param name="Conversations">Their states.</param>
public sealed record OpenConversations(long Position, IReadOnlyList<ConversationState> Conversations);

/// <summary>One entry to append.</summary>
/// <param name="Activity">The activity without id and timestamp; <c>from</c> is filled in from the change when missing.</param>
/// <param name="VisibleToCardholder">False for what only staff may see.</param>
public sealed record NewConversationEntry(JsonObject Activity, bool VisibleToCardholder);

/// <summary>A change an agent or the queue makes to a conversation.</summary>
/// <param name="ConversationId">Which conversation.</param>
/// <param name="ExpectedEpoch">Epoch under which the change was decided; another one refuses it.</param>
/// <param name="AgentId">The agent who makes it; null for the queue itself.</param>
/// <param name="AgentName">The name the cardholder sees; null for the queue itself.</param>
/// <param name="ClientId">Identifies this change for retries, 1 to 128 characters: the same id with the same body is done once.</param>
/// <param name="Entries">What to append, 1 to 16 entries.</param>
/// <param name="NewHolder">Who holds it afterwards; null leaves it as it is.</param>
public sealed record ConversationChange(
    string ConversationId, long ExpectedEpoch, string? AgentId, string? AgentName, string ClientId,
    IReadOnlyList<NewConversationEntry> Entries, Holder? NewHolder);

/// <summary>What became of a change. The set is closed.</summary>
public enum ChangeOutcome
{
    /// <summary>Written and durable.</summary>
    Done,

    /// <summary>The same client id had been written before; nothing was written again.</summary>
    Repeated,

    /// <summary>Another change came first: the epoch has moved. Nothing was written.</summary>
    StaleEpoch,

    /// <summary>The client id was used with another body. Nothing was written.</summary>
    Conflict,

    /// <summary>No such conversation. Nothing was written.</summary>
    NotFound,
}

/// <summary>The result of a change.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="State">Where the conversation stands now; null when there is none.</param>
/// <param name="FirstSeq">Number of the first entry written, also when repeated; 0 when nothing was.</param>
public sealed record ChangeResult(ChangeOutcome Outcome, ConversationState? State, long FirstSeq);

/// <summary>The feed of all conversations no longer reaches back to a position, or never reached it.</summary>
/// <param name="position">The position asked for.</param>
public sealed class FeedTrimmedException(long position) : Exception($"The feed does not hold what follows position {position}.");
