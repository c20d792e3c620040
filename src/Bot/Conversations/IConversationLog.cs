using Cardline.Handoff;

namespace Cardline.Bot.Conversations;

/// <summary>
/// The log of every conversation: the one truth. Appends are durable before they return, all or none, idempotent by key and
/// refused under a stale epoch. Safe for any number of callers.
/// </summary>
internal interface IConversationLog
{
    /// <summary>Appends entries in one durable write.</summary>
    /// <exception cref="LogUnavailableException">The write failed or its outcome is unknown (BOT030); the same call again is harmless.</exception>
    Task<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancel);

    /// <summary>Reads where a conversation stands; null when it never began.</summary>
    Task<ConversationHead?> FindAsync(string conversationId, CancellationToken cancel);

    /// <summary>Reads entries after a watermark, oldest first.</summary>
    /// <param name="conversationId">Whose log.</param>
    /// <param name="audience">Cardholder: <paramref name="after"/> is a visibleSeq. Staff: it is a seq.</param>
    /// <param name="after">Exclusive; 0 reads from the start.</param>
    /// <param name="limit">Most entries, 1 to 1000.</param>
    /// <param name="cancel">Stops the read.</param>
    Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, Audience audience, long after, int limit, CancellationToken cancel);

    /// <summary>Replays after a watermark and then follows live, in batches, never missing or repeating an entry across the switch.</summary>
    /// <remarks>A slow reader costs its watermark and one page, nothing else. A redacted entry comes again, under its old numbers.</remarks>
    IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync(string conversationId, Audience audience, long after, CancellationToken cancel);

    /// <summary>
    /// Follows by position, for ever, what others than the conversation's own readers must see: every entry written while a person is
    /// wanted or holds the conversation, the change back included, and every entry of a channel's conversations. A store may give more.
    /// </summary>
    /// <exception cref="FeedTrimmedException">The store no longer has what follows that position; begin again from <see cref="ListOpenAsync"/>.</exception>
    IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAllAsync(long afterPosition, CancellationToken cancel);

    /// <summary>Lists heads whose holder is queue or agent, with a feed position read before the list.</summary>
    Task<(long Position, IReadOnlyList<ConversationHead> Heads)> ListOpenAsync(CancellationToken cancel);

    /// <summary>Takes the open turn of a conversation for this node, or keeps it: for as long as <see cref="TurnLease"/> says no other node runs it.</summary>
    /// <remarks>An append that opens a turn takes it for the node that wrote it, unless another node runs one there.</remarks>
    /// <returns>Where the conversation stands; null when no turn is open, or when another node runs it.</returns>
    Task<ConversationHead?> TakeTurnAsync(string conversationId, CancellationToken cancel);

    /// <summary>Gives up the open turn that this node runs, so that another finds it at its next look and need not wait until it would have lapsed.</summary>
    /// <remarks>Nothing happens when no turn is open or another node runs it.</remarks>
    Task ReleaseTurnAsync(string conversationId, CancellationToken cancel);

    /// <summary>Lists heads that have an open turn (accepted messages without an outcome) which no other node runs right now.</summary>
    Task<IReadOnlyList<ConversationHead>> ListOpenTurnsAsync(CancellationToken cancel);

    /// <summary>Overwrites the content of one entry, keeps its numbers, records that it was done, and sends it again under the same activity id.</summary>
    /// <returns>False when there is no such entry.</returns>
    Task<bool> RedactAsync(string conversationId, long seq, string reason, CancellationToken cancel);
}

/// <summary>Who reads.</summary>
internal enum Audience
{
    /// <summary>Sees entries that have a visibleSeq.</summary>
    Cardholder,

    /// <summary>Sees all.</summary>
    Staff,
}

/// <summary>Kind of sender; part of the idempotency key.</summary>
internal enum SenderKind
{
    /// <summary>The cardholder, through any channel.</summary>
    Cardholder,

    /// <summary>The bot's turn.</summary>
    Bot,

    /// <summary>An agent at the desk.</summary>
    Agent,

    /// <summary>The queue, sweeps and other housekeeping.</summary>
    System,
}

/// <summary>Names a request for ever: the same key with the same body is done once, with another body it is a conflict.</summary>
/// <param name="Kind">Kind of sender.</param>
/// <param name="SenderId">Id of the sender.</param>
/// <param name="ClientId">The sender's own id of the request.</param>
internal sealed record IdempotencyKey(SenderKind Kind, string SenderId, string ClientId);

/// <summary>One entry to append.</summary>
/// <param name="Activity">The activity as JSON; <c>id</c>, <c>timestamp</c>, <c>conversation</c> are set by the log. The log takes ownership.</param>
/// <param name="Visible">Whether the cardholder may see it.</param>
/// <param name="OpensTurn">Whether the bot owes an outcome for it (a cardholder's message).</param>
internal sealed record NewEntry(System.Text.Json.Nodes.JsonObject Activity, bool Visible, bool OpensTurn = false);

/// <summary>How an open turn ends in this append.</summary>
/// <param name="Turn">The turn's name: <see cref="ConversationHead.TurnSeq"/> as it was read.</param>
/// <param name="ThroughSeq">Last cardholder message that the outcome answers; later ones open the next turn.</param>
internal sealed record TurnEnd(long Turn, long ThroughSeq);

/// <summary>A list of entries to append, all or none.</summary>
/// <param name="ConversationId">Which conversation.</param>
/// <param name="Sender">Who appends.</param>
/// <param name="Key">For harmless retries; null for none.</param>
/// <param name="Entries">1 to 16 entries.</param>
internal sealed record AppendRequest(string ConversationId, SenderKind Sender, IdempotencyKey? Key, IReadOnlyList<NewEntry> Entries)
{
    /// <summary>Gets a value indicating whether the conversation is begun by this append when it does not exist.</summary>
    public bool Creates { get; init; }

    /// <summary>Gets the epoch this was decided under; null for a cardholder, whose message is never refused for one.</summary>
    public long? ExpectedEpoch { get; init; }

    /// <summary>Gets the holder afterwards; null leaves it. A change raises the epoch and closes an open turn as Superseded.</summary>
    public Holder? NewHolder { get; init; }

    /// <summary>Gets how the open turn ends; null leaves it open.</summary>
    public TurnEnd? EndsTurn { get; init; }

    /// <summary>Gets a value indicating whether this records one more attempt at the open turn.</summary>
    public bool BeginsAttempt { get; init; }

    /// <summary>Gets the turn, and the attempts recorded for it, that this was decided on; null for any. A node that slept must not count against a turn it never saw.</summary>
    public (long Turn, int Attempts)? ExpectedAttempt { get; init; }

    /// <summary>Gets a value indicating whether this was decided where no turn was open; an open one refuses it. Whoever changes the holder so leaves no message unjudged.</summary>
    public bool ExpectsNoTurn { get; init; }

    /// <summary>Gets whether the conversation is on legal hold afterwards, so that it is kept past its time; null leaves it. A store that keeps everything does nothing.</summary>
    public bool? SetsHold { get; init; }
}

/// <summary>The result of an append. The set is closed.</summary>
internal abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>Durable. <paramref name="Entries"/> are all that were written, the log's own included.</summary>
    internal sealed record Appended(ConversationHead Head, IReadOnlyList<LogEntry> Entries) : AppendResult
    {
        /// <summary>Gets the time of the entry before the first of <see cref="Entries"/>, by which whoever read that far knows that nothing came in between; the least time when there was none.</summary>
        public DateTimeOffset Follows { get; init; }

        /// <summary>
        /// Gets a value indicating whether the caller's node runs the turn that is open afterwards, so that it may begin from these entries
        /// without asking the log again. False also where something was written behind them.
        /// </summary>
        public bool OpensTurnHere { get; init; }
    }

    /// <summary>The key was used before with the same body; nothing was written now.</summary>
    internal sealed record Repeated(ConversationHead Head, long FirstSeq) : AppendResult;

    /// <summary>The key was used before with another body. Nothing was written.</summary>
    internal sealed record KeyConflict : AppendResult;

    /// <summary>The epoch moved, or the turn is no longer open. Nothing was written.</summary>
    internal sealed record Stale(ConversationHead Head) : AppendResult;

    /// <summary>There is no such conversation. Nothing was written.</summary>
    internal sealed record NotFound : AppendResult;
}

/// <summary>One entry of a log.</summary>
/// <param name="ConversationId">Whose log.</param>
/// <param name="Position">Place in the feed of all conversations.</param>
/// <param name="Seq">Dense over all entries of the conversation, from 1.</param>
/// <param name="VisibleSeq">Dense over what the cardholder may see, from 1; null for staff-only entries.</param>
/// <param name="Epoch">Epoch after the entry.</param>
/// <param name="Holder">Holder after the entry.</param>
/// <param name="At">Given in the append; strictly later than the entry before it.</param>
/// <param name="Sender">Kind of sender.</param>
/// <param name="OpensTurn">Whether it is a cardholder's message that the bot owed an outcome.</param>
/// <param name="Json">The activity as UTF-8 text, exactly as stored.</param>
internal sealed record LogEntry(
    string ConversationId, long Position, long Seq, long? VisibleSeq, long Epoch, Holder Holder, DateTimeOffset At, SenderKind Sender, bool OpensTurn, string Json)
{
    /// <summary>Gets the id that the log gave its activity.</summary>
    public string ActivityId => ConversationRules.ActivityId(ConversationId, Seq, VisibleSeq);
}

/// <summary>Where a conversation stands: a fold of its entries.</summary>
/// <param name="ConversationId">Its id.</param>
/// <param name="Seq">Number of the last entry.</param>
/// <param name="VisibleSeq">Number of the last visible entry.</param>
/// <param name="Epoch">Raised by every change of holder; starts at 1.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="At">Time of the last entry.</param>
/// <param name="TurnSeq">Name of the open turn: seq of the first message it must answer; null when none is open.</param>
/// <param name="TurnAttempts">Attempts recorded for the open turn.</param>
/// <param name="LastMessageSeq">Seq of the last message that opens turns; 0 for none.</param>
internal sealed record ConversationHead(
    string ConversationId, long Seq, long VisibleSeq, long Epoch, Holder Holder, DateTimeOffset At, long? TurnSeq, int TurnAttempts, long LastMessageSeq)
{
    /// <summary>Gets the rights that are open, as <see cref="Conversations.OpenRights"/> writes them; while any is, the queue or an agent holds the conversation.</summary>
    public string OpenRights { get; init; } = Conversations.OpenRights.None;
}

/// <summary>The store could not say whether a write happened. Trying the same request again is harmless.</summary>
internal sealed class LogUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
