using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Tests.Conversations;

namespace Cardline.Bot.Tests.Dialogues;

/// <summary>Reads from the record of a turn why it was answered as it was.</summary>
internal static class DialogueReasons
{
    /// <summary>The rule of the follow-up, the sources (one: its heading; several: their articles) or the filters that decided; "-" for none.</summary>
    public static string Of(IEnumerable<LogEntry> turn, string what)
    {
        var outcome = turn.Last(entry => entry.Name() == LogEvents.Outcome).Activity()["value"]!;
        var found = what switch
        {
            "follow" => (string?)outcome["follow"]?["rule"],
            "filter" => Joined(outcome["why"]?["filters"], filter => $"{(string)filter["filter"]!} {(string)filter["value"]!}"),
            _ => outcome["sources"]!.AsArray().Select(source => (string)source!["article"]!).Distinct().Count() > 1
                ? Joined(outcome["sources"], source => (string)source["article"]!)
                : Joined(outcome["sources"], source => (string)source["heading"]!),
        };
        return string.IsNullOrEmpty(found) ? "-" : found;
    }

    private static string Joined(JsonNode? list, Func<JsonNode, string> words) =>
        string.Join("; ", (list as JsonArray ?? []).Select(one => words(one!)).Distinct());
}
