using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;

namespace Cardline.Bot.Tests.Turns;

/// <summary>What tests look for in the log of a turn.</summary>
internal static class TurnWords
{
    /// <summary>What the bot said in the last turn, oldest first.</summary>
    public static List<JsonNode> Spoken(this IReadOnlyList<LogEntry> log)
    {
        var asked = log.Last(entry => entry.Sender == SenderKind.Cardholder).Seq;
        return [.. log.Where(entry => entry.Seq > asked && entry is { Sender: SenderKind.Bot, VisibleSeq: not null }).Select(entry => entry.Activity())];
    }

    /// <summary>How the last turn ended.</summary>
    public static JsonNode Outcome(this IReadOnlyList<LogEntry> log) => log.Last(entry => entry.Name() == LogEvents.Outcome).Activity()["value"]!;

    /// <summary>The reason a person was offered for in the last turn; null when nobody was.</summary>
    public static string? Offered(this IReadOnlyList<LogEntry> log) => log.Spoken().Select(message => message.Mark("offered")).SingleOrDefault(reason => reason is not null);

    /// <summary>A property of <c>channelData.cardline</c>.</summary>
    public static string? Mark(this JsonNode message, string name) => (string?)message["channelData"]?["cardline"]?[name];

    /// <summary>The chips of a message, as their values.</summary>
    public static List<string> Chips(this JsonNode message) =>
        [.. (message["suggestedActions"]?["actions"]?.AsArray() ?? []).Select(chip => (string?)chip!["value"]!["action"] ?? (string?)chip["value"]!["article"] ?? "-")];
}
