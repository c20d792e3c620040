using System.Globalization;
using System.Text.Json.Nodes;

namespace Cardline.TestKit.History;

/// <summary>What stood when the beginning of a log was taken away, as its first entry says it (<c>docs/log.md</c>); of a whole log, what stands before its first entry.</summary>
internal sealed record StoredSnapshot(StoredHead Head, long At, IReadOnlyList<long> Owed)
{
    /// <summary>Reads where a log begins.</summary>
    /// <param name="log">The entries of one conversation.</param>
    /// <param name="conversationId">Whose; for a log without entries.</param>
    public static StoredSnapshot Of(IReadOnlyList<StoredEntry> log, string conversationId) =>
        log is [{ EventName: "cardline.snapshot", Sender: StoredSender.System, VisibleSeq: null } first, ..] && first.Activity["value"] is JsonObject value
            ? new StoredSnapshot(
                new StoredHead(
                    conversationId, first.Seq, (long)value["visibleSeq"]!, first.Epoch, first.Holder, first.AgentId, (long?)value["turn"], (int)value["attempts"]!),
                first.At, [.. value["owed"]!.AsArray().Select(seq => (long)seq!)])
            : new StoredSnapshot(
                new StoredHead(conversationId, Seq: 0, VisibleSeq: 0, Epoch: 1, StoredHolder.Bot, AgentId: null, TurnSeq: null, TurnAttempts: 0), At: long.MinValue, Owed: []);

    /// <summary>The entries that stand behind it.</summary>
    public IEnumerable<StoredEntry> Rest(IReadOnlyList<StoredEntry> log) => log.Where(entry => entry.Seq > Head.Seq);

    /// <summary>Whether what a client was shown or answered under an id has gone since.</summary>
    public bool Covers(string activityId) =>
        long.TryParse(activityId.AsSpan(activityId.LastIndexOf('|') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var visibleSeq) && visibleSeq <= Head.VisibleSeq;
}
