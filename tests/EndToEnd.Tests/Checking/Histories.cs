using System.Text.Json.Nodes;
using Cardline.TestKit.History;

namespace Cardline.EndToEnd.Tests.Checking;

/// <summary>Makes histories by hand.</summary>
internal static class Histories
{
    public const string Id = "c";

    /// <summary>A question and its answer, a call for a person, an agent who takes it and speaks.</summary>
    public static RunHistory Clean()
    {
        var began = Event("conversationUpdate", new JsonObject());
        began["type"] = "conversationUpdate";
        List<StoredEntry> entries =
        [
            Entry(1, null, began, StoredSender.Cardholder),
            Entry(2, 1, Message("user", "first", clientId: "m1"), StoredSender.Cardholder) with { OpensTurn = true },
            Entry(3, null, Event("cardline.turn", new JsonObject { ["turn"] = 2, ["attempt"] = 1 }), StoredSender.System),
            Entry(4, null, Event("cardline.outcome", new JsonObject { ["turn"] = 2, ["answers"] = new JsonArray(2), ["outcome"] = "Unknown" }), StoredSender.Bot),
            Entry(5, 2, Message("bot", "I do not know that.", speaker: "bot"), StoredSender.Bot),
            Entry(6, null, Event("cardline.holder", new JsonObject { ["from"] = "bot", ["to"] = "queue" }), StoredSender.System) with { Epoch = 2, Holder = StoredHolder.Queue },
            Entry(7, null, Event("handoff.initiate", new JsonObject { ["reason"] = "human_request" }), StoredSender.Bot) with { Epoch = 2, Holder = StoredHolder.Queue },
            Entry(8, null, Event("cardline.holder", new JsonObject { ["from"] = "queue", ["to"] = "agent", ["agentId"] = "lin" }), StoredSender.System) with { Epoch = 3, Holder = StoredHolder.Agent, AgentId = "lin" },
            Entry(9, 3, Message("user", "second", clientId: "m2"), StoredSender.Cardholder) with { Epoch = 3, Holder = StoredHolder.Agent, AgentId = "lin" },
            Entry(10, 4, Message("bot", "Lin here.", speaker: "agent"), StoredSender.Agent) with { Epoch = 3, Holder = StoredHolder.Agent, AgentId = "lin" },
        ];
        return new RunHistory(
            entries,
            [new SentMessage(Id, "m1", "first", Accepted: true, ["c|0000001"]), new SentMessage(Id, "m2", "second", Accepted: true, ["c|0000003"])],
            [new ReceivedStream(Id, ["c|0000001", "c|0000002", "c|0000003", "c|0000004"])])
        {
            Acts = [new DeskAct(Id, "lin", "claim", 2) { Accepted = true }, new DeskAct(Id, "lin", "messages", 3) { Text = "Lin here.", Accepted = true }],
            Heads = [new StoredHead(Id, 3, 1, 1, StoredHolder.Bot, AgentId: null, TurnSeq: 2, TurnAttempts: 1), new StoredHead(Id, 10, 4, 3, StoredHolder.Agent, "lin", TurnSeq: null, TurnAttempts: 0)],
            Between = (1000, 2000),
        };
    }

    /// <summary>The same history with a snapshot in place of the entries through a seq.</summary>
    public static RunHistory Trimmed(RunHistory history, int through)
    {
        var last = history.Entries[through - 1];
        var owed = new JsonArray([.. through is 2 or 3 ? [(JsonNode)2] : Array.Empty<JsonNode>()]);
        var value = new JsonObject
        {
            ["visibleSeq"] = history.Entries.Take(through).Count(entry => entry.VisibleSeq is not null), ["turn"] = through is 2 or 3 ? 2 : null,
            ["attempts"] = through == 3 ? 1 : 0, ["owed"] = owed,
        };
        var snapshot = last with { VisibleSeq = null, Sender = StoredSender.System, OpensTurn = false, Activity = (JsonObject)JsonNode.Parse(Event("cardline.snapshot", value).ToJsonString())! };
        return history with { Entries = [snapshot, .. history.Entries.Skip(through)] };
    }

    public static RunHistory With(RunHistory history, Func<StoredEntry, bool> which, Func<StoredEntry, StoredEntry> change) =>
        history with { Entries = [.. history.Entries.Select(entry => which(entry) ? change(entry) : entry)] };

    public static RunHistory Outcome(RunHistory history, long seq, long[] answers) => With(history, entry => entry.Seq == seq, entry => entry with
    {
        Activity = AsRead(Event("cardline.outcome", new JsonObject { ["turn"] = 2, ["answers"] = new JsonArray([.. answers.Select(answer => (JsonNode)answer)]), ["outcome"] = "Answered" })),
    });

    public static StoredEntry Attempt(StoredEntry entry, long turn) =>
        entry with { Activity = AsRead(Event("cardline.turn", new JsonObject { ["turn"] = turn, ["attempt"] = 1 })) };

    public static StoredEntry Named(StoredEntry entry, string name) => entry with { Activity = Event(name, new JsonObject()) };

    public static StoredEntry SaysAs(StoredEntry entry, string clientId) =>
        entry with { Activity = WithId(Message("user", "second", clientId: clientId), entry.VisibleSeq) };

    public static StoredEntry SpokenByAgent(StoredEntry entry) =>
        entry with { Sender = StoredSender.Agent, Activity = WithId(Message("bot", "Lin here.", speaker: "agent"), entry.VisibleSeq) };

    private static StoredEntry Entry(long seq, long? visibleSeq, JsonObject activity, StoredSender sender) =>
        new() { ConversationId = Id, Seq = seq, VisibleSeq = visibleSeq, At = 1000 + seq, Sender = sender, Activity = WithId(activity, visibleSeq) };

    private static JsonObject WithId(JsonObject activity, long? visibleSeq)
    {
        activity["id"] = visibleSeq is null ? "c|s" : $"c|{visibleSeq:D7}";
        return AsRead(activity);
    }

    // The checker reads numbers out of parsed text, where they have no size yet.
    private static JsonObject AsRead(JsonObject activity) => (JsonObject)JsonNode.Parse(activity.ToJsonString())!;

    private static JsonObject Event(string name, JsonObject value) => new() { ["type"] = "event", ["name"] = name, ["value"] = value };

    private static JsonObject Message(string role, string text, string? clientId = null, string? speaker = null)
    {
        var channelData = new JsonObject();
        if (clientId is not null)
        {
            channelData["clientActivityID"] = clientId;
        }

        if (speaker is not null)
        {
            channelData["cardline"] = new JsonObject { ["speaker"] = speaker };
        }

        return new JsonObject { ["type"] = "message", ["text"] = text, ["from"] = new JsonObject { ["role"] = role }, ["channelData"] = channelData };
    }
}
