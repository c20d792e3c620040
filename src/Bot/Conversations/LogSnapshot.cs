using System.Text.Json.Nodes;

namespace Cardline.Bot.Conversations;

/// <summary>
/// Where a conversation stood when the beginning of its log was taken away: the first entry of a trimmed log, under the number of the last one
/// that went. Whoever folds the log from there gets what he got from all of it.
/// </summary>
/// <remarks>It holds numbers, names and times and no words, because nobody could erase them from here. It cannot be redacted.</remarks>
internal sealed class LogSnapshot(string conversationId)
{
    private readonly SortedSet<long> owed = [];
    private ConversationHead head = ConversationRules.NewHead(conversationId);
    private JsonNode? locale;
    private JsonNode? signedIn;
    private JsonObject? handoff;
    private readonly SnapshotRights rights = new();

    /// <summary>Gets the number of the last entry folded.</summary>
    public long Seq => head.Seq;

    /// <summary>Gets how many entries the cardholder could see through <see cref="Seq"/>.</summary>
    public long VisibleSeq => head.VisibleSeq;

    /// <summary>Whether an entry is a snapshot, which only a store writes.</summary>
    public static bool Is(LogEntry entry) => Read(entry) is not null;

    /// <summary>Reads the head that stood at a snapshot; null when the entry is none.</summary>
    public static ConversationHead? HeadIn(LogEntry entry) => Read(entry)?["value"] is JsonObject value
        ? new ConversationHead(
            entry.ConversationId, entry.Seq, (long)value["visibleSeq"]!, entry.Epoch, entry.Holder, entry.At, (long?)value["turn"], (int)value["attempts"]!, (long)value["lastMessage"]!)
        {
            OpenRights = SnapshotRights.OpenIn(value),
        }
        : null;

    /// <summary>Folds the next entry that goes; the first may be the snapshot that stood there.</summary>
    public void Take(LogEntry entry)
    {
        head = ConversationRules.Fold(head, entry);
        if (entry.OpensTurn)
        {
            owed.Add(entry.Seq);
        }

        if (entry.VisibleSeq is null)
        {
            TakeStaffOnly(entry, JsonNode.Parse(entry.Json)!.AsObject());
        }
    }

    /// <summary>Makes the entry that stands in place of all that were folded.</summary>
    /// <param name="made">When it is made.</param>
    public LogEntry ToEntry(DateTimeOffset made)
    {
        var value = new JsonObject
        {
            ["entries"] = head.Seq, ["made"] = WriteBatch.Time(made), ["visibleSeq"] = head.VisibleSeq, ["epoch"] = head.Epoch,
            ["holder"] = WriteBatch.Name(head.Holder.Kind), ["agentId"] = head.Holder.AgentId, ["at"] = WriteBatch.Time(head.At),
            ["turn"] = head.TurnSeq, ["attempts"] = head.TurnAttempts, ["lastMessage"] = head.LastMessageSeq, ["owed"] = new JsonArray([.. owed.Select(seq => (JsonNode)seq)]),
            ["began"] = new JsonObject { ["locale"] = locale?.DeepClone(), ["signedIn"] = signedIn?.DeepClone() }, ["handoff"] = handoff?.DeepClone(),
        };
        rights.WriteTo(value);
        var activity = new JsonObject
        {
            ["type"] = "event", ["name"] = LogEvents.Snapshot, ["from"] = new JsonObject { ["id"] = "cardline", ["role"] = "bot" }, ["value"] = value,
            ["id"] = ConversationRules.ActivityId(conversationId, head.Seq, visibleSeq: null), ["timestamp"] = WriteBatch.Time(head.At),
            ["conversation"] = new JsonObject { ["id"] = conversationId },
        };
        return new LogEntry(
            conversationId, Position: 0, head.Seq, VisibleSeq: null, head.Epoch, head.Holder, head.At, SenderKind.System, OpensTurn: false, activity.ToJsonString());
    }

    private static JsonObject? Read(LogEntry entry)
    {
        // A cardholder may send an event of any name; only the store's own counts.
        if (entry.Sender != SenderKind.System || entry.VisibleSeq is not null || !entry.Json.Contains(LogEvents.Snapshot, StringComparison.Ordinal))
        {
            return null;
        }

        var activity = JsonNode.Parse(entry.Json)!.AsObject();
        return (string?)activity["name"] == LogEvents.Snapshot ? activity : null;
    }

    private void TakeStaffOnly(LogEntry entry, JsonObject activity)
    {
        var value = activity["value"] as JsonObject ?? [];
        rights.Take(entry, (string?)activity["name"], value);
        switch ((string?)activity["type"] == "event" ? (string?)activity["name"] : (string?)activity["type"])
        {
            case "conversationUpdate":
                (locale, signedIn) = (locale ?? activity["locale"]?.DeepClone(), value["signedIn"]?.DeepClone() ?? signedIn);
                break;
            case LogEvents.Outcome when entry.Sender != SenderKind.Cardholder:
                owed.ExceptWith((value["answers"] as JsonArray ?? []).Select(seq => (long)seq!));
                break;
            case LogEvents.HandoffInitiate when entry.Sender != SenderKind.Cardholder:
                handoff = new JsonObject { ["at"] = WriteBatch.Time(entry.At) };
                foreach (var name in (ReadOnlySpan<string>)["handoffId", "reason", "lang", "signedIn"])
                {
                    handoff[name] = value[name]?.DeepClone();
                }

                break;
            case LogEvents.Snapshot when entry.Sender == SenderKind.System:
                owed.UnionWith(value["owed"]!.AsArray().Select(seq => (long)seq!));
                (locale, signedIn, handoff) = (value["began"]!["locale"]?.DeepClone(), value["began"]!["signedIn"]?.DeepClone(), value["handoff"]?.DeepClone() as JsonObject);
                break;
        }
    }
}
