using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cardline.Handoff;

namespace Cardline.Bot.Conversations;

/// <summary>
/// What an append does to a conversation, as a pure function of its head: numbers, times, turn, holder and epoch.
/// Every store runs exactly these rules inside its own transaction, so that stores cannot differ.
/// </summary>
/// <remarks>
/// The order inside one write: the reopening of a closed conversation, the supplied entries, the outcome of an open turn
/// that a change of holder supersedes, the change of holder, the first attempt at the turn that is open afterwards.
/// </remarks>
internal sealed class ConversationRules(TimeProvider clock, ProtectionSwitches switches)
{
    /// <summary>Most entries one append may supply.</summary>
    public const int EntriesPerAppendMax = 16;

    /// <summary>Refuses an append that was decided on an older state.</summary>
    /// <returns>Null when the append may go on.</returns>
    public AppendResult? Refuse(ConversationHead? head, AppendRequest request)
    {
        if (head is null)
        {
            return request.Creates ? null : new AppendResult.NotFound();
        }

        if (!switches.Epochs)
        {
            return null;
        }

        var epochMoved = request.ExpectedEpoch is { } expected && expected != head.Epoch;
        var turnGone = request.EndsTurn is { } end && head.TurnSeq != end.Turn;
        var nothingToAttempt = request.BeginsAttempt && head.TurnSeq is null;
        var attemptMoved = request.ExpectedAttempt is { } seen && (head.TurnSeq, head.TurnAttempts) != seen;
        var turnCame = request.ExpectsNoTurn && head.TurnSeq is not null;
        return epochMoved || turnGone || turnCame || nothingToAttempt || attemptMoved || (request.Sender != SenderKind.Cardholder && OpenRights.LetsLapse(head, request)) ? new AppendResult.Stale(head) : null;
    }

    /// <summary>Numbers the entries of an append that was not refused, and adds the log's own.</summary>
    /// <param name="head">Where the conversation stands; null when the append begins it.</param>
    /// <param name="request">The append.</param>
    /// <param name="waitingMessages">Gives the seqs of messages owed an outcome from a seq on, oldest first.</param>
    public WriteBatch Expand(ConversationHead? head, AppendRequest request, Func<long, IReadOnlyList<long>> waitingMessages)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Entries.Count, EntriesPerAppendMax);
        var batch = new WriteBatch(head ?? NewHead(request.ConversationId), clock.GetUtcNow(), waitingMessages);
        if (batch.Head.Holder.Kind == HolderKind.Closed && request.Entries.Any(entry => entry.OpensTurn))
        {
            batch.ChangeHolder(new Holder(HolderKind.Bot));
        }

        batch.SuppliedFrom = batch.Head.Seq + 1;
        foreach (var entry in request.Entries)
        {
            batch.Supply(entry, request);
        }

        if (request.NewHolder is { } holder && holder != batch.Head.Holder && !MayNotLeave(batch.Head, request))
        {
            if (request.EndsTurn is null)
            {
                batch.SupersedeOpenTurn();
            }

            batch.ChangeHolder(holder);
        }

        if (switches.Attempts && (request.BeginsAttempt || batch.OpenTurnHasNoAttempt))
        {
            batch.RecordAttempt();
        }

        return batch;
    }

    /// <summary>Folds one stored entry into a head. Folding all entries of a log from null gives the head that the store keeps, also when the log was trimmed.</summary>
    public static ConversationHead Fold(ConversationHead? head, LogEntry entry)
    {
        if (LogSnapshot.HeadIn(entry) is { } stood)
        {
            return stood;
        }

        head ??= NewHead(entry.ConversationId);
        head = head with
        {
            Seq = entry.Seq, VisibleSeq = entry.VisibleSeq ?? head.VisibleSeq, Epoch = entry.Epoch, Holder = entry.Holder, At = entry.At,
        };
        if (entry.OpensTurn)
        {
            head = head with { LastMessageSeq = entry.Seq, TurnSeq = head.TurnSeq ?? entry.Seq };
        }

        return entry.Sender == SenderKind.Cardholder || entry.VisibleSeq is not null ? head : FoldTurn(head, entry);
    }

    /// <summary>Hashes what makes two requests the same: types, names, texts, values and attachments, not times or decoration.</summary>
    public static byte[] BodyHash(IReadOnlyList<NewEntry> entries)
    {
        var body = new StringBuilder();
        foreach (var entry in entries)
        {
            foreach (var property in (ReadOnlySpan<string>)["type", "name", "text", "value", "attachments"])
            {
                body.Append(property).Append('=').Append(entry.Activity[property]?.ToJsonString() ?? "-").Append('\n');
            }
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(body.ToString()));
    }

    /// <summary>The activity id of a visible entry, as Direct Line clients see it.</summary>
    public static string ActivityId(string conversationId, long visibleSeq) =>
        string.Create(CultureInfo.InvariantCulture, $"{conversationId}|{visibleSeq:D7}");

    /// <summary>The activity id of any entry: what staff alone see is numbered apart, so that a client's ids are dense.</summary>
    public static string ActivityId(string conversationId, long seq, long? visibleSeq) => visibleSeq is { } number
        ? ActivityId(conversationId, number)
        : string.Create(CultureInfo.InvariantCulture, $"{conversationId}|s{seq:D7}");

    /// <summary>The head of a conversation before its first entry.</summary>
    public static ConversationHead NewHead(string conversationId) => new(
        conversationId, Seq: 0, VisibleSeq: 0, Epoch: 1, new Holder(HolderKind.Bot), DateTimeOffset.MinValue, TurnSeq: null, TurnAttempts: 0, LastMessageSeq: 0);

    /// <summary>
    /// A cardholder may go at any time, and what was invoked must not go with them: a conversation with an open right stays with whoever looks after it,
    /// and one whose last words nobody has judged yet stays until they are.
    /// </summary>
    private static bool MayNotLeave(ConversationHead head, AppendRequest request) =>
        request.Sender == SenderKind.Cardholder && (head.TurnSeq is not null || OpenRights.LetsLapse(head, request));

    private static ConversationHead FoldTurn(ConversationHead head, LogEntry entry)
    {
        var activity = JsonNode.Parse(entry.Json)!.AsObject();
        var value = activity["value"];
        head = head with { OpenRights = OpenRights.After(head.OpenRights, entry.Sender, visible: false, activity) };
        return (string?)activity["name"] switch
        {
            LogEvents.Turn => head with { TurnSeq = (long)value!["turn"]!, TurnAttempts = (int)value["attempt"]! },
            LogEvents.Outcome => head with { TurnSeq = (long?)value!["next"], TurnAttempts = 0 },
            _ => head,
        };
    }
}
