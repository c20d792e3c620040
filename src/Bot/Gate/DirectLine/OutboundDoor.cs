using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Protocol;
using Cardline.Bot.Turns.Reply;

namespace Cardline.Bot.Gate.DirectLine;

/// <summary>
/// What of an entry a cardholder's client gets. The log's visibility decides first; this door is the second lock, so that an
/// entry marked visible by mistake still shows no transcript, no hub context and no record of the desk about itself.
/// </summary>
internal static class OutboundDoor
{
    /// <summary>Path of stored files; in the log their addresses have no host, so that nobody can plant one there.</summary>
    public const string FilePath = "/v3/directline/";

    private static readonly string[] NeverSent = ["serviceUrl", "callerId", "relatesTo"];

    /// <summary>Makes the set for a batch of entries.</summary>
    /// <param name="entries">Oldest first; a redacted entry may come again under its old number.</param>
    /// <param name="after">Watermark before the batch; the set's own is never lower.</param>
    /// <param name="publicUrl">Put before the addresses of files.</param>
    public static ActivitySet SetOf(IReadOnlyList<LogEntry> entries, long after, string publicUrl)
    {
        var activities = new List<ReadOnlyMemory<byte>>(entries.Count);
        var watermark = after;
        foreach (var entry in entries.Where(entry => entry.VisibleSeq is not null))
        {
            watermark = Math.Max(watermark, entry.VisibleSeq!.Value);
            var stored = Encoding.UTF8.GetBytes(entry.Json);
            if (GoesAsItStands(stored))
            {
                activities.Add(stored);
            }
            else if (ForCardholder(entry, publicUrl) is { } activity)
            {
                activities.Add(ActivitySet.Utf8Of(activity));
            }
        }

        return new ActivitySet(activities, watermark);
    }

    /// <summary>Tells whether nothing need be taken from an entry or put into it: a message without files, and without what is never sent. Most are.</summary>
    public static bool GoesAsItStands(ReadOnlySpan<byte> json)
    {
        var isMessage = false;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("attachments"u8) || IsNeverSent(ref reader))
            {
                return false;
            }

            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            isMessage |= isType && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("message"u8);
            reader.Skip();
        }

        return isMessage;
    }

    /// <summary>Makes what the client gets of one entry.</summary>
    /// <returns>Null for kinds that no client can show.</returns>
    public static JsonObject? ForCardholder(LogEntry entry, string publicUrl)
    {
        var activity = new Activity(JsonNode.Parse(entry.Json)!.AsObject());
        if (activity.Type == ActivityTypes.Event)
        {
            return OfEvent(activity);
        }

        if (activity.Type != ActivityTypes.Message)
        {
            return null;
        }

        foreach (var field in NeverSent)
        {
            activity.Json.Remove(field);
        }

        foreach (var file in (activity.Attachments ?? []).OfType<JsonObject>())
        {
            if (Activity.Text(file, "contentUrl") is { } url && url.StartsWith(FilePath, StringComparison.Ordinal))
            {
                file["contentUrl"] = publicUrl + url;
            }
        }

        return activity.Json;
    }

    private static bool IsNeverSent(ref Utf8JsonReader name)
    {
        foreach (var field in NeverSent)
        {
            if (name.ValueTextEquals(field))
            {
                return true;
            }
        }

        return false;
    }

    private static JsonObject? OfEvent(Activity activity)
    {
        var name = activity.Name ?? "";
        if (name == EventNames.HandoffStatus)
        {
            return ReducedStatus(activity);
        }

        var kept = name.StartsWith(EventNames.OwnPrefix, StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(EventNames.HandoffPrefix, StringComparison.OrdinalIgnoreCase);
        if (kept)
        {
            return null;
        }

        foreach (var field in NeverSent)
        {
            activity.Json.Remove(field);
        }

        return activity.Json;
    }

    private static JsonObject ReducedStatus(Activity activity)
    {
        var reduced = new JsonObject();
        foreach (var field in (ReadOnlySpan<string>)["type", "name", "id", "timestamp", "channelId", "conversation"])
        {
            reduced[field] = activity.Json[field]?.DeepClone();
        }

        reduced["from"] = new JsonObject { ["id"] = BotMessage.BotId, ["role"] = "bot" };
        reduced["value"] = new JsonObject { ["state"] = Activity.Text(activity.Value as JsonObject, "state") };
        return reduced;
    }
}
