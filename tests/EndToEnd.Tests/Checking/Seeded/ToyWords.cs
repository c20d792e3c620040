using System.Text.Json.Nodes;

namespace Cardline.EndToEnd.Tests.Checking.Seeded;

/// <summary>Makes the activities of the toy desk.</summary>
internal static class ToyWords
{
    public static JsonObject FromCardholder(string clientId, string text) => new()
    {
        ["type"] = "message", ["text"] = text, ["from"] = new JsonObject { ["role"] = "user" }, ["channelData"] = new JsonObject { ["clientActivityID"] = clientId },
    };

    public static JsonObject FromDesk(string speaker, string text, string? replyToId = null)
    {
        var message = new JsonObject
        {
            ["type"] = "message", ["text"] = text, ["from"] = new JsonObject { ["role"] = "bot" },
            ["channelData"] = new JsonObject { ["cardline"] = new JsonObject { ["speaker"] = speaker } },
        };
        if (replyToId is not null)
        {
            message["replyToId"] = replyToId;
        }

        return message;
    }

    public static JsonObject Event(string name, JsonObject value) => new() { ["type"] = "event", ["name"] = name, ["value"] = value };

    public static JsonObject Outcome(long turn, IEnumerable<long> answers, string outcome) => Event(
        "cardline.outcome", new JsonObject { ["turn"] = turn, ["answers"] = new JsonArray([.. answers.Select(seq => (JsonNode)seq)]), ["outcome"] = outcome });
}
