using System.Collections.Concurrent;
using Cardline.Bot.Conversations;

namespace Cardline.Load.Throughput;

/// <summary>
/// What Cardline's two appends of a turn leave in its store, with nothing that decides or builds it: the first write of a request is a message
/// with its key and the attempt at its turn, the second an answer with its outcome. Numbers and times grow as they must.
/// </summary>
internal sealed class BareTurns
{
    private readonly ConcurrentDictionary<string, ConversationHead> _heads = new(StringComparer.Ordinal);

    /// <summary>Gives what the next append of a conversation stores.</summary>
    public BareAppend Next(BareWrite write)
    {
        var before = _heads.GetValueOrDefault(write.Conversation);
        var head = before ?? ConversationRules.NewHead(write.Conversation);
        var (opens, first) = (write.Number == 0, head.Seq + 1);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var entries = new LogEntry[write.Rows.Count];
        for (var row = 0; row < entries.Length; row++)
        {
            head = head with
            {
                Seq = head.Seq + 1, VisibleSeq = row == 0 ? head.VisibleSeq + 1 : head.VisibleSeq, At = now > head.At ? now : head.At.AddMilliseconds(1),
            };
            entries[row] = new LogEntry(
                write.Conversation, Position: 0, head.Seq, row == 0 ? head.VisibleSeq : null, head.Epoch, head.Holder, head.At,
                opens && row == 0 ? SenderKind.Cardholder : SenderKind.Bot, opens && row == 0, write.Rows[row]);
        }

        head = opens ? head with { TurnSeq = first, TurnAttempts = 1, LastMessageSeq = first } : head with { TurnSeq = null, TurnAttempts = 0 };
        _heads[write.Conversation] = head;
        return new BareAppend(before, head, entries, opens ? new IdempotencyKey(SenderKind.Cardholder, "dl_bare", $"t{first}") : null);
    }
}

/// <summary>One append as it is stored.</summary>
/// <param name="Before">Where the conversation stood; null for its first.</param>
/// <param name="After">Where it stands.</param>
/// <param name="Entries">The new entries.</param>
/// <param name="Key">What the message is known by again; null for an answer.</param>
internal sealed record BareAppend(ConversationHead? Before, ConversationHead After, IReadOnlyList<LogEntry> Entries, IdempotencyKey? Key)
{
    /// <summary>Gets a hash of as many bytes as that of a body.</summary>
    public static byte[] Hash { get; } = new byte[32];
}
