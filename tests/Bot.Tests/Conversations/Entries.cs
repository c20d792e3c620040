using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>Short ways to write the appends that tests speak of.</summary>
internal static class Entries
{
    public static AppendRequest Begin(string id) => new(id, SenderKind.Cardholder, Key: null, [Event("conversationUpdate")]) { Creates = true };

    public static AppendRequest Says(string id, string text, string? clientId = null) => new(
        id, SenderKind.Cardholder, clientId is null ? null : new IdempotencyKey(SenderKind.Cardholder, "dl_1", clientId),
        [new NewEntry(Message(text, "user"), Visible: true, OpensTurn: true)]);

    public static AppendRequest BotAnswers(ConversationHead head, string text) => new(
        head.ConversationId, SenderKind.Bot, Key: null,
        [
            new NewEntry(Message(text, "bot"), Visible: true),
            new NewEntry(new JsonObject { ["type"] = "event", ["name"] = LogEvents.Outcome, ["value"] = new JsonObject { ["outcome"] = "Answered" } }, Visible: false),
        ])
    {
        ExpectedEpoch = head.Epoch, EndsTurn = new TurnEnd(head.TurnSeq!.Value, head.LastMessageSeq),
    };

    public static AppendRequest Staff(string id, long epoch, Cardline.Handoff.Holder? holder) => new(id, SenderKind.Agent, Key: null, [Event("note")])
    {
        ExpectedEpoch = epoch, NewHolder = holder,
    };

    public static NewEntry Event(string name) => new(new JsonObject { ["type"] = "event", ["name"] = name }, Visible: false);

    public static JsonObject Message(string text, string role) =>
        new() { ["type"] = "message", ["from"] = new JsonObject { ["id"] = role == "bot" ? "card-bot" : "dl_1", ["role"] = role }, ["text"] = text };

    public static async Task<ConversationHead> AppendedAsync(this IConversationLog log, AppendRequest request) =>
        (await log.AppendAsync(request, CancellationToken.None)).ShouldBeOfType<AppendResult.Appended>().Head;

    public static JsonNode Activity(this LogEntry entry) => JsonNode.Parse(entry.Json)!;

    public static string? Name(this LogEntry entry) => (string?)entry.Activity()["name"];

    public static string? Text(this LogEntry entry) => (string?)entry.Activity()["text"];
}
