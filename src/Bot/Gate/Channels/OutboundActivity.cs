using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Gate.Channels;

/// <summary>Makes of an entry of the log what a channel gets on the wire.</summary>
internal static class OutboundActivity
{
    private static readonly string[] OurOwn = ["id", "timestamp", "conversation", "from", "recipient", "serviceUrl", "channelId", "replyToId", "callerId"];

    /// <summary>Makes the message or the reduced status; null when the entry is nothing a channel gets.</summary>
    public static JsonObject? Of(ChannelReference reference, LogEntry entry)
    {
        if (entry.VisibleSeq is null || entry.Sender == SenderKind.Cardholder)
        {
            return null;
        }

        var source = JsonNode.Parse(entry.Json)!.AsObject();
        return (string?)source["type"] switch
        {
            "message" => Message(reference, source),
            "event" when (string?)source["name"] == LogEvents.HandoffStatus => Status(reference, source),
            _ => null,
        };
    }

    /// <summary>Makes the request for a person as hubs read it: from the cardholder, about their last message, with what was said.</summary>
    public static JsonObject Initiate(ChannelReference reference, JsonObject source, IEnumerable<JsonObject> transcript)
    {
        var activity = Address(reference, new JsonObject
        {
            ["type"] = "event", ["name"] = LogEvents.HandoffInitiate, ["id"] = source["id"]?.DeepClone(), ["timestamp"] = source["timestamp"]?.DeepClone(),
            ["value"] = source["value"]?.DeepClone(),
        });
        activity["from"] = reference.User.DeepClone();
        activity.Remove("recipient");
        Reply(reference, activity);
        activity["relatesTo"] = new JsonObject
        {
            ["activityId"] = reference.LastActivityId, ["user"] = reference.User.DeepClone(), ["bot"] = BotAccount(reference, null),
            ["conversation"] = reference.Conversation.DeepClone(), ["channelId"] = reference.ChannelId, ["serviceUrl"] = reference.ServiceUrl,
        };
        var said = new JsonArray([.. transcript]);
        activity["attachments"] = said.Count == 0
            ? new JsonArray()
            : new JsonArray(new JsonObject { ["contentType"] = "application/json", ["name"] = "Transcript", ["content"] = new JsonObject { ["activities"] = said } });
        activity["entities"] = new JsonArray();
        return activity;
    }

    private static JsonObject Message(ChannelReference reference, JsonObject source)
    {
        var activity = (JsonObject)source.DeepClone();
        foreach (var name in OurOwn)
        {
            activity.Remove(name);
        }

        // The end of a stream that the channel never saw begin; Teams refuses a message under a stream it does not know.
        if (activity["channelData"] is JsonObject data)
        {
            data.Remove("streamType");
            data.Remove("streamId");
        }

        // Addressed to ids of ours, the channel would hide the chips from everybody.
        (activity["suggestedActions"] as JsonObject)?.Remove("to");
        Address(reference, activity);
        activity["from"] = BotAccount(reference, (string?)source["from"]?["name"]);
        if (source["replyToId"] is not null)
        {
            Reply(reference, activity);
        }

        return activity;
    }

    private static JsonObject Status(ChannelReference reference, JsonObject source) => Address(reference, new JsonObject
    {
        ["type"] = "event", ["name"] = LogEvents.HandoffStatus, ["id"] = source["id"]?.DeepClone(), ["timestamp"] = source["timestamp"]?.DeepClone(),
        ["value"] = new JsonObject { ["state"] = source["value"]?["state"]?.DeepClone() }, ["from"] = BotAccount(reference, null),
        ["attachments"] = new JsonArray(), ["entities"] = new JsonArray(),
    });

    private static JsonObject Address(ChannelReference reference, JsonObject activity)
    {
        activity["channelId"] = reference.ChannelId;
        if (reference.ServiceUrl is { } serviceUrl)
        {
            activity["serviceUrl"] = serviceUrl;
        }

        activity["conversation"] = reference.Conversation.DeepClone();
        activity["recipient"] = reference.User.DeepClone();
        return activity;
    }

    private static void Reply(ChannelReference reference, JsonObject activity)
    {
        if (reference.LastActivityId is { } last)
        {
            activity["replyToId"] = last;
        }
    }

    private static JsonObject BotAccount(ChannelReference reference, string? name)
    {
        var account = reference.Bot is null ? new JsonObject { ["id"] = "cardline" } : (JsonObject)reference.Bot.DeepClone();
        account["role"] = "bot";
        if (name is not null)
        {
            account["name"] = name;
        }

        return account;
    }
}
