using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;

namespace Cardline.Bot.Tests.Dialogues;

/// <summary>Reads from the record of a turn why it was answered as it was.</summary>
internal static class DialogueReasons
{
    /// <summary>The rule of the follow-up, the sources (one: its heading; several: their articles) or the filters known from the conversation that decided; "-" for none.</summary>
    public static string Of(IEnumerable<LogEntry> turn, string what)
    {
        var outcome = turn.Last(entry => entry.Name() == LogEvents.Outcome).Activity()["value"]!;
        var found = what switch
        {
            "follow" => (string?)outcome["follow"]?["rule"],
            "filter" => Joined(
                Items(outcome["why"]?["filters"]).Where(filter => (string?)filter["origin"] == "conversation"),
                filter => $"{(string)filter["filter"]!} {(string)filter["value"]!}"),
            _ => outcome["sources"]!.AsArray().Select(source => (string)source!["article"]!).Distinct().Count() > 1
                ? Joined(Items(outcome["sources"]), source => (string)source["article"]!)
                : Joined(Items(outcome["sources"]), source => (string)source["heading"]!),
        };
        return string.IsNullOrEmpty(found) ? "-" : found;
    }

    private static string Joined(IEnumerable<JsonNode> items, Func<JsonNode, string> words) =>
        string.Join("; ", items.Select(words).Distinct());

    private static IEnumerable<JsonNode> Items(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonNode>();
}
