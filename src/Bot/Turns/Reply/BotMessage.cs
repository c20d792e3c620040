using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns.Reply;

/// <summary>Builds the activities that a turn appends. Only a <see cref="CardholderText"/> becomes the text of a message.</summary>
internal static class BotMessage
{
    /// <summary>Id under which the bot speaks.</summary>
    public const string BotId = "card-bot";

    /// <summary>A message from the bot, as docs/log.md describes it.</summary>
    /// <param name="kind">Its <c>channelData.cardline.kind</c>.</param>
    /// <param name="text">The words.</param>
    /// <param name="lang"><c>en</c> or <c>zh-Hans</c>.</param>
    public static JsonObject Of(string kind, CardholderText text, string lang) => new()
    {
        ["type"] = "message",
        ["channelId"] = "directline",
        ["from"] = new JsonObject { ["id"] = BotId, ["name"] = BotLines.Get(BotLine.BotName, lang), ["role"] = "bot" },
        ["text"] = text.Markdown,
        ["textFormat"] = "markdown",
        ["locale"] = lang,
        ["inputHint"] = "acceptingInput",
        ["channelData"] = new JsonObject { ["cardline"] = new JsonObject { ["speaker"] = "bot", ["kind"] = kind } },
    };

    /// <summary>Links the message to the one it answers; clients hold a reply to an unknown message back, so it is the id they were echoed.</summary>
    public static JsonObject ReplyingTo(this JsonObject message, SaidEntry asked)
    {
        message["replyToId"] = Copy(asked.Activity["id"]);
        if (asked.Activity["from"]?["id"] is { } user)
        {
            message["recipient"] = new JsonObject { ["id"] = Copy(user), ["role"] = "user" };
        }

        return message;
    }

    /// <summary>An id as a node of its own. It is a string, and a clone would copy the text that it was parsed from along with it.</summary>
    private static JsonNode? Copy(JsonNode? id) => id is JsonValue value && value.TryGetValue<string>(out var words) ? JsonValue.Create(words) : id?.DeepClone();

    /// <summary>Marks the message with a property of <c>channelData.cardline</c>.</summary>
    public static JsonObject Marked(this JsonObject message, string name, JsonNode? value)
    {
        message["channelData"]!["cardline"]![name] = value;
        return message;
    }

    /// <summary>Adds chips under the message.</summary>
    public static JsonObject WithChips(this JsonObject message, params IEnumerable<(string Title, JsonObject Value)> chips)
    {
        var actions = new JsonArray([.. chips.Select(chip => new JsonObject
        {
            ["type"] = "messageBack", ["title"] = chip.Title, ["displayText"] = chip.Title, ["text"] = chip.Title, ["value"] = chip.Value,
        })]);
        if (actions.Count > 0)
        {
            message["suggestedActions"] = new JsonObject { ["actions"] = actions };
        }

        return message;
    }

    /// <summary>Takes the chips off a message that is not the last of its turn: clients show the chips of the last message only.</summary>
    public static IReadOnlyList<(string Title, JsonObject Value)> TakeChips(JsonObject message)
    {
        List<(string Title, JsonObject Value)> chips = message["suggestedActions"]?["actions"] is JsonArray actions
            ? [.. actions.Select(action => ((string)action!["title"]!, action["value"]!.DeepClone().AsObject()))]
            : [];
        message.Remove("suggestedActions");
        return chips;
    }

    /// <summary>A chip that serves an article.</summary>
    public static (string Title, JsonObject Value) ArticleChip(Chip chip) => (chip.Title, new JsonObject { ["article"] = chip.Article });

    /// <summary>A chip that serves the rest of an article.</summary>
    public static (string Title, JsonObject Value) MoreChip(string article, string lang) =>
        (BotLines.Get(BotLine.MoreChip, lang), new JsonObject { ["article"] = article, ["part"] = "more" });

    /// <summary>A chip that asks for a person.</summary>
    public static (string Title, JsonObject Value) PersonChip(string lang) =>
        (BotLines.Get(BotLine.PersonChip, lang), new JsonObject { ["action"] = "person" });

    /// <summary>A chip that refuses the person who is offered.</summary>
    public static (string Title, JsonObject Value) DeclineChip(string lang) =>
        (BotLines.Get(BotLine.DeclineChip, lang), new JsonObject { ["action"] = "decline" });

    /// <summary>An event that only staff see.</summary>
    public static NewEntry StaffEvent(string name, JsonObject value) => new(
        new JsonObject
        {
            ["type"] = "event", ["name"] = name, ["channelId"] = "directline",
            ["from"] = new JsonObject { ["id"] = BotId, ["role"] = "bot" }, ["value"] = value,
        },
        Visible: false);

    /// <summary>Sources as they stand in the log, exact enough to find the text months later.</summary>
    /// <param name="answers">The answers whose words are in the message; of several, a choice has no source.</param>
    /// <param name="rest">Whether the rest of the article is shown: then the heading is the first one of the rest.</param>
    public static JsonArray Sources(IReadOnlyList<KnowledgeAnswer> answers, bool rest = false) => new([.. answers.SelectMany(answer => answer.Sources.Select(source => new JsonObject
    {
        ["article"] = source.Article, ["lang"] = source.Lang, ["version"] = source.Version, ["heading"] = (rest ? FirstHeading(answer.More) : null) ?? source.Heading, ["name"] = source.Name,
    }))]);

    private static string? FirstHeading(string? markdown) =>
        markdown is not null && markdown.StartsWith('#') ? markdown.Split('\n', 2)[0].TrimStart('#').Trim() : null;
}
