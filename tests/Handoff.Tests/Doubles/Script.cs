using System.Text.Json.Nodes;

namespace Cardline.Handoff.Tests.Doubles;

/// <summary>Writes what cardholders and the bot write.</summary>
internal static class Script
{
    public static void Says(this MemoryConversations log, string id, string text) => log.Append(id, newHolder: null, Message("user", "Mei", text, speaker: null));

    public static void BotSays(this MemoryConversations log, string id, string text) => log.Append(id, newHolder: null, Message("bot", name: null, text, "bot"));

    public static void HandsOver(this MemoryConversations log, string id, string reason, string lang = "en") => log.Append(
        id,
        new Holder(HolderKind.Queue),
        new NewConversationEntry(
            new JsonObject
            {
                ["type"] = "event",
                ["name"] = "handoff.initiate",
                ["value"] = new JsonObject
                {
                    ["handoffId"] = $"h-{id}", ["reason"] = reason, ["priority"] = 2, ["evidence"] = "the words", ["rule"] = "a.rule", ["lang"] = lang, ["signedIn"] = true, ["tried"] = new JsonArray(),
                },
            },
            VisibleToCardholder: false),
        Message("bot", name: null, "A colleague is coming.", "bot"));

    private static NewConversationEntry Message(string role, string? name, string text, string? speaker)
    {
        var activity = new JsonObject { ["type"] = "message", ["from"] = new JsonObject { ["id"] = role, ["name"] = name, ["role"] = role }, ["text"] = text };
        if (speaker is not null)
        {
            activity["channelData"] = new JsonObject { ["cardline"] = new JsonObject { ["speaker"] = speaker } };
        }

        return new NewConversationEntry(activity, VisibleToCardholder: true);
    }
}
