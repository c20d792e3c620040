using System.Text.Json.Nodes;
using Cardline.Handoff.Detection;
using Cardline.Handoff.Queue;

namespace Cardline.Handoff.Desk;

/// <summary>Makes the activities that the desk appends; <c>docs/log.md</c> lists their forms.</summary>
internal sealed class DeskEntries(HandoffFiles files)
{
    /// <summary>An agent took the case.</summary>
    public IReadOnlyList<NewConversationEntry> Claimed(QueueItem item, AgentView agent) =>
    [
        Status(item, "accepted", agent),
        Joined(item, agent),
    ];

    /// <summary>The agent gave the conversation back to the bot.</summary>
    public IReadOnlyList<NewConversationEntry> Returned(QueueItem item, AgentView agent) =>
        [Line(item, "left", files.LinesFor(item.Lang).Returned), Status(item, "completed", agent)];

    /// <summary>The agent closed the conversation; the cardholder is asked how it went.</summary>
    public IReadOnlyList<NewConversationEntry> Closed(QueueItem item, AgentView agent)
    {
        var lines = files.LinesFor(item.Lang);
        var survey = Line(item, "survey", lines.Closed);
        var chips = lines.Scores.Select((title, index) => (JsonNode)new JsonObject
        {
            ["type"] = "messageBack",
            ["title"] = title,
            ["displayText"] = title,
            ["text"] = title,
            ["value"] = new JsonObject { ["survey"] = new JsonObject { ["handoffId"] = item.HandoffId, ["score"] = index + 1 } },
        });
        survey.Activity["suggestedActions"] = new JsonObject { ["actions"] = new JsonArray([.. chips]) };
        return [survey, Status(item, "completed", agent)];
    }

    /// <summary>The agent's connection was lost and the conversation waits again.</summary>
    public IReadOnlyList<NewConversationEntry> Lost(QueueItem item) => [Line(item, "left", files.LinesFor(item.Lang).AgentLost)];

    /// <summary>The agent wrote.</summary>
    public static IReadOnlyList<NewConversationEntry> Said(QueueItem item, AgentView agent, string text) =>
    [
        new NewConversationEntry(
            new JsonObject
            {
                ["type"] = "message",
                ["from"] = From(agent),
                ["text"] = text,
                ["textFormat"] = "plain",
                ["channelData"] = new JsonObject { ["cardline"] = new JsonObject { ["speaker"] = "agent", ["handoffId"] = item.HandoffId } },
            },
            VisibleToCardholder: true),
    ];

    /// <summary>The agent is typing.</summary>
    public static JsonObject Typing(AgentView agent) => new() { ["type"] = "typing", ["from"] = From(agent) };

    // It says who joined in its sender too, so that a page can name the agent before the agent has said a word.
    private NewConversationEntry Joined(QueueItem item, AgentView agent)
    {
        var line = Line(item, "joined", files.LinesFor(item.Lang).Joined.Replace("{name}", agent.Name, StringComparison.Ordinal));
        line.Activity["from"]!["name"] = agent.Name;
        return line;
    }

    private static NewConversationEntry Status(QueueItem item, string state, AgentView agent) => new(
        new JsonObject
        {
            ["type"] = "event",
            ["name"] = "handoff.status",
            ["from"] = From(agent),
            ["value"] = new JsonObject { ["state"] = state, ["handoffId"] = item.HandoffId, ["agentId"] = agent.Id, ["agentName"] = agent.Name },
        },
        VisibleToCardholder: true);

    private static NewConversationEntry Line(QueueItem item, string kind, string text) => new(
        new JsonObject
        {
            ["type"] = "message",
            ["from"] = Desk(),
            ["locale"] = item.Lang,
            ["text"] = text,
            ["textFormat"] = "plain",
            ["channelData"] = new JsonObject { ["cardline"] = new JsonObject { ["speaker"] = "system", ["kind"] = kind, ["handoffId"] = item.HandoffId } },
        },
        VisibleToCardholder: true);

    private static JsonObject From(AgentView agent) => new() { ["id"] = $"agent:{agent.Id}", ["name"] = agent.Name, ["role"] = "bot" };

    private static JsonObject Desk() => new() { ["id"] = "cardline", ["role"] = "bot" };
}
