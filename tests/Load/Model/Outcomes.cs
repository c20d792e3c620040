using System.Text.Json.Nodes;
using Cardline.TestKit.History;

namespace Cardline.Load.Model;

/// <summary>Reads from the log what became of what the model said.</summary>
internal static class Outcomes
{
    private const string Outcome = "cardline.outcome";
    private const string Initiate = "handoff.initiate";
    private const string Summary = "handoff.summary";

    /// <summary>Counts the turns.</summary>
    public static int Count(IEnumerable<StoredEntry> entries) => entries.Count(entry => entry.EventName == Outcome);

    /// <summary>Counts, by use, how often it changed a turn or came to nothing and why. An opinion that wants nobody changes nothing, and is in order.</summary>
    public static IReadOnlyDictionary<string, int> Used(IEnumerable<StoredEntry> entries) => entries.Where(entry => entry.EventName == Outcome)
        .SelectMany(entry => Tried(entry.Activity["value"]!)).CountBy(name => name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    /// <summary>Says how many milliseconds after its handoff each summary was in the log.</summary>
    public static IReadOnlyList<double> SummaryMilliseconds(IReadOnlyList<StoredEntry> entries)
    {
        var handoffs = entries.Where(entry => entry.EventName == Initiate).ToDictionary(IdOf, entry => entry.At, StringComparer.Ordinal);
        return [.. entries.Where(entry => entry.EventName == Summary).Select(entry => (double)(entry.At - handoffs[IdOf(entry)]))];
    }

    /// <summary>Counts the handoffs without a summary.</summary>
    public static int LackSummary(IReadOnlyList<StoredEntry> entries) => entries.Count(entry => entry.EventName == Initiate) - entries.Count(entry => entry.EventName == Summary);

    private static IEnumerable<string> Tried(JsonNode outcome) => (outcome["model"] as JsonArray ?? [])
        .Select(use => $"{use!["use"]}: {((bool?)use["used"] ?? false ? "used" : (string?)use["fault"] ?? "in order")}")
        .Concat(outcome["composed"] is JsonObject draft ? [$"composed: {(string?)draft["fault"] ?? "said"}"] : []);

    private static string IdOf(StoredEntry entry) => (string)entry.Activity["value"]!["handoffId"]!;
}
