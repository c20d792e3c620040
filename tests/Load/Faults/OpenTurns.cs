using System.Text.Json.Nodes;
using Cardline.TestKit.History;

namespace Cardline.Load.Faults;

/// <summary>How long messages waited that were accepted and unanswered at a moment, such as those of a node that died in it.</summary>
internal static class OpenTurns
{
    /// <summary>Finds when the last of them had its outcome.</summary>
    /// <returns>Milliseconds after the moment; 0 when none was open.</returns>
    public static long DoneAfter(IReadOnlyList<StoredEntry> entries, long moment)
    {
        var last = moment;
        var open = entries.Where(entry => entry.OpensTurn && entry.At <= moment).Select(entry => (entry.ConversationId, entry.Seq)).ToHashSet();
        foreach (var outcome in entries.Where(entry => entry.EventName == "cardline.outcome" && entry.At > last))
        {
            var answers = (outcome.Activity["value"] as JsonObject)?["answers"] as JsonArray ?? [];
            last = answers.Any(seq => open.Contains((outcome.ConversationId, (long)seq!))) ? outcome.At : last;
        }

        return last - moment;
    }
}
