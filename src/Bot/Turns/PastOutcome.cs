using System.Text.Json;
using Cardline.Bot.Conversations;
using Cardline.Bot.Turns.Escalation;

namespace Cardline.Bot.Turns;

/// <summary>How an earlier turn ended, read from its record in the log.</summary>
/// <param name="Seq">Number of the record.</param>
/// <param name="Outcome">Name of a <see cref="TurnOutcome"/>.</param>
/// <param name="Answers">Numbers of the messages it answered.</param>
/// <param name="Rule">The follow-up rule that was used; null when the words were asked as they stood.</param>
/// <param name="Asked">The text that was really asked; null when it was the messages' own.</param>
internal sealed record PastOutcome(long Seq, string Outcome, IReadOnlyList<long> Answers, string? Rule, string? Asked)
{
    /// <summary>Gets the article that was served, the first of several; null when none was.</summary>
    public string? Article { get; private init; }

    /// <summary>Gets what was remembered of offers after it; null when there was nothing.</summary>
    public OfferMemory? Offers { get; private init; }

    /// <summary>Reads an entry; null when it is no such record. Only the bot writes one: a client may put the name into other kinds of entries.</summary>
    public static PastOutcome? From(LogEntry entry)
    {
        if (entry.Sender != SenderKind.Bot || entry.VisibleSeq is not null || !entry.Json.Contains(LogEvents.Outcome, StringComparison.Ordinal))
        {
            return null;
        }

        // Read in place, as said entries are: a turn looks back on dozens of them.
        using var parsed = JsonDocument.Parse(entry.Json);
        if (Words(parsed.RootElement, "name") != LogEvents.Outcome)
        {
            return null;
        }

        var value = Inner(parsed.RootElement, "value");
        var answers = Inner(value, "answers") is { ValueKind: JsonValueKind.Array } seqs ? seqs.EnumerateArray().Select(seq => seq.GetInt64()).ToList() : [];
        return new PastOutcome(entry.Seq, Words(value, "outcome") ?? string.Empty, answers, Words(Inner(value, "follow"), "rule"), Words(Inner(value, "follow"), "asked"))
        {
            Article = Words(value, "article"),
            Offers = OfferMemory.From(Inner(value, "offers")),
        };
    }

    private static JsonElement Inner(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var inner) ? inner : default;

    private static string? Words(JsonElement holder, string name) =>
        Inner(holder, name) is { ValueKind: JsonValueKind.String } words ? words.GetString() : null;
}
