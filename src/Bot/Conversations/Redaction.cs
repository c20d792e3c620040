using System.Text.Json.Nodes;

namespace Cardline.Bot.Conversations;

/// <summary>Overwrites what an entry said and keeps what it was: type, sender, numbers and time. It serves masking after the fact, and erasure.</summary>
internal static class Redaction
{
    private static readonly string[] Kept = ["type", "id", "timestamp", "channelId", "conversation", "replyToId"];

    /// <summary>Makes the overwritten activity.</summary>
    public static string Of(string json)
    {
        var before = JsonNode.Parse(json)!.AsObject();
        var after = new JsonObject();
        foreach (var name in Kept)
        {
            after[name] = before[name]?.DeepClone();
        }

        after["from"] = new JsonObject { ["id"] = before["from"]?["id"]?.DeepClone(), ["role"] = before["from"]?["role"]?.DeepClone() };
        after["text"] = "[…]";
        after["textFormat"] = "plain";
        var channelData = new JsonObject { ["cardline"] = new JsonObject { ["redacted"] = true } };
        foreach (var name in (ReadOnlySpan<string>)["clientActivityID", "clientActivityId"])
        {
            if (before["channelData"] is JsonObject data && data[name] is { } clientId)
            {
                channelData[name] = clientId.DeepClone();
            }
        }

        after["channelData"] = channelData;
        if (Text(before["type"]) == "event" && Text(before["name"]) is LogEvents.RightInvoked or LogEvents.RightSettled)
        {
            KeepRight(before, after);
        }

        return after.ToJsonString();
    }

    /// <summary>That a right was invoked, or what became of it, must not lapse with the words: the record stays, without those.</summary>
    private static void KeepRight(JsonObject before, JsonObject after)
    {
        after["name"] = before["name"]!.DeepClone();
        var value = before["value"]?.DeepClone() as JsonObject ?? [];
        foreach (var words in (ReadOnlySpan<string>)["evidence", "note"])
        {
            value.Remove(words);
        }

        after["value"] = value;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Reads which entry a record of redaction is about; null when the entry is no such record, which only the log writes.</summary>
    public static long? SeqIn(LogEntry entry)
    {
        if (entry.Sender != SenderKind.System || !entry.Json.Contains(LogEvents.Redacted, StringComparison.Ordinal))
        {
            return null;
        }

        var activity = JsonNode.Parse(entry.Json)!;
        return (string?)activity["name"] == LogEvents.Redacted ? (long)activity["value"]!["seq"]! : null;
    }
}
