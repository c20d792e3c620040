using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Turns;

/// <summary>One thing said, read from an entry of the log.</summary>
/// <param name="Seq">Number in the log.</param>
/// <param name="At">When it was said.</param>
/// <param name="Speaker"><c>cardholder</c>, <c>bot</c>, <c>agent</c> or <c>system</c>.</param>
/// <param name="Activity">The activity, for what only one stage reads. Do not modify.</param>
internal sealed record SaidEntry(long Seq, DateTimeOffset At, string Speaker, JsonObject Activity)
{
    /// <summary>Gets the words; empty when there are none.</summary>
    public string Text => Activity["text"] is JsonValue text && text.TryGetValue<string>(out var words) ? words : string.Empty;

    /// <summary>Gets a property of a chip's value or of our own channel data; null when absent or not text.</summary>
    public string? Value(string name) => Activity["value"] is JsonObject value ? Words(value, name) : null;

    /// <summary>Gets a property of our own channel data; null when absent or not text.</summary>
    public string? Mark(string name) => Activity["channelData"] is JsonObject data && data["cardline"] is JsonObject mark ? Words(mark, name) : null;

    /// <summary>Reads an entry; null when nobody said anything in it.</summary>
    public static SaidEntry? From(LogEntry entry)
    {
        if (entry.VisibleSeq is null || JsonNode.Parse(entry.Json) is not JsonObject activity || (string?)activity["type"] != "message")
        {
            return null;
        }

        var speaker = entry.Sender == SenderKind.Cardholder ? "cardholder" : "bot";
        var said = new SaidEntry(entry.Seq, entry.At, speaker, activity);
        return speaker == "bot" && said.Mark("speaker") is { } named ? said with { Speaker = named } : said;
    }

    /// <summary>Shows it to detection.</summary>
    public SaidTurn ToSaidTurn() => new(Speaker == "system" ? "bot" : Speaker, Text, Mark("kind") switch
    {
        "unknown" or "failed" => "unknown",
        "choice" => "choose",
        _ => Speaker == "bot" ? "answer" : null,
    }, Mark("offered") ?? (OffersNobody ? HandoffReasons.None : null));

    /// <summary>Our own messages say themselves when they offer a person; only the kinds named here never do.</summary>
    private bool OffersNobody => Mark("kind") is "answer" or "choice" or "greeting" or "firstStep" or "note";

    private static string? Words(JsonObject holder, string name) =>
        holder[name] is JsonValue value && value.TryGetValue<string>(out var words) ? words : null;
}
