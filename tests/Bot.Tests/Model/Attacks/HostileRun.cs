using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;
using Cardline.Bot.Turns.Summary;

namespace Cardline.Bot.Tests.Model.Attacks;

/// <summary>What a conversation came to.</summary>
/// <param name="Conversation">Which.</param>
/// <param name="Entries">Its whole log.</param>
/// <param name="Ends">How many entries there were after each step.</param>
/// <param name="Summed">What became of the summary.</param>
internal sealed record HostileRun(HostileConversation Conversation, IReadOnlyList<LogEntry> Entries, IReadOnlyList<int> Ends, SummaryEnd Summed)
{
    /// <summary>The bot's messages.</summary>
    public IReadOnlyList<JsonNode> Said { get; } = [.. Entries.Where(entry => entry.VisibleSeq is not null && entry.Sender != SenderKind.Cardholder).Select(entry => entry.Activity())];

    /// <summary>What each turn came to.</summary>
    public IReadOnlyList<JsonNode> Outcomes { get; } = [.. Values(Entries, LogEvents.Outcome)];

    /// <summary>The requests for a person.</summary>
    public IReadOnlyList<JsonNode> Handoffs { get; } = [.. Values(Entries, LogEvents.HandoffInitiate)];

    /// <summary>The summary; null when there is none.</summary>
    public string? Summary { get; } = (string?)Values(Entries, LogEvents.HandoffSummary).SingleOrDefault()?["text"];

    /// <summary>The messages that a model put together.</summary>
    public IEnumerable<JsonNode> Composed => Said.Where(IsComposed);

    /// <summary>Whether a model was asked for anything.</summary>
    public bool Asked => Summed is not SummaryEnd.NotWanted || Outcomes.Any(outcome => outcome["model"] is not null || outcome["composed"] is not null);

    /// <summary>Whether a model put a message together.</summary>
    public static bool IsComposed(JsonNode message) => (bool?)message["channelData"]!["cardline"]!["composed"] == true;

    private static IEnumerable<JsonNode> Values(IEnumerable<LogEntry> entries, string name) =>
        entries.Where(entry => entry.VisibleSeq is null && entry.Sender != SenderKind.Cardholder).Select(entry => entry.Activity()).Where(activity => (string?)activity["name"] == name).Select(activity => activity["value"]!);
}
