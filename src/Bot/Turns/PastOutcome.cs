using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Turns;

/// <summary>How an earlier turn ended, read from its record in the log.</summary>
/// <param name="Seq">Number of the record.</param>
/// <param name="Outcome">Name of a <see cref="TurnOutcome"/>.</param>
/// <param name="Answers">Numbers of the messages it answered.</param>
/// <param name="Rule">The follow-up rule that was used; null when the words were asked as they stood.</param>
/// <param name="Asked">The text that was really asked; null when it was the messages' own.</param>
internal sealed record PastOutcome(long Seq, string Outcome, IReadOnlyList<long> Answers, string? Rule, string? Asked)
{
    /// <summary>Reads an entry; null when it is no such record. Only the bot writes one: a client may put the name into other kinds of entries.</summary>
    public static PastOutcome? From(LogEntry entry)
    {
        if (entry.Sender != SenderKind.Bot || entry.VisibleSeq is not null || !entry.Json.Contains(LogEvents.Outcome, StringComparison.Ordinal)
            || JsonNode.Parse(entry.Json) is not JsonObject activity || (string?)activity["name"] != LogEvents.Outcome || activity["value"] is not JsonObject value)
        {
            return null;
        }

        var answers = value["answers"] is JsonArray seqs ? seqs.Select(seq => (long)seq!).ToList() : [];
        return new PastOutcome(entry.Seq, (string?)value["outcome"] ?? string.Empty, answers, (string?)value["follow"]?["rule"], (string?)value["follow"]?["asked"]);
    }
}
