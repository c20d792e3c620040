using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Turns.Context;
using Cardline.Handoff.Detection;
using Cardline.Knowledge;

namespace Cardline.Bot.Turns;

/// <summary>One thing said, read from an entry of the log.</summary>
/// <param name="Seq">Number in the log.</param>
/// <param name="At">When it was said.</param>
/// <param name="Speaker"><c>cardholder</c>, <c>bot</c>, <c>agent</c> or <c>system</c>.</param>
/// <remarks>
/// A turn looks back on dozens of these and needs a few words of each, so they are picked out in one pass; the whole activity is
/// built only when somebody asks for it, which is for the messages to answer.
/// </remarks>
internal sealed record SaidEntry(long Seq, DateTimeOffset At, string Speaker)
{
    private string? json;
    private JsonObject? activity;
    private SaidTurn? judged;
    private Naming? named;

    /// <summary>Gets how many characters of the entry are kept.</summary>
    public int Chars => Text.Length + (json?.Length ?? 0);

    /// <summary>Gets the words; empty when there are none.</summary>
    public string Text { get; private init; } = string.Empty;

    /// <summary>Gets the kind of a message of ours (docs/log.md); null when it has none.</summary>
    public string? Kind { get; private init; }

    /// <summary>Gets the reason a person was offered for in this message; null when none was.</summary>
    public string? Offered { get; private init; }

    /// <summary>Gets which step of the intake an offer was: <c>asked</c> or <c>noted</c>; null when it asked nothing.</summary>
    public string? Intake { get; private init; }

    /// <summary>Gets a value indicating whether something in the message was masked.</summary>
    public bool Masked { get; private init; }

    /// <summary>Gets the article that an answer came from, the first one of several; null when it is no answer.</summary>
    public string? Article => Articles.Count > 0 ? Articles[0] : null;

    /// <summary>Gets the articles that an answer came from, each once; empty when it is no answer.</summary>
    public IReadOnlyList<string> Articles { get; private init; } = [];

    /// <summary>Gets a value indicating whether the answer was the rest of its article, after which there is no more.</summary>
    public bool IsRest { get; private init; }

    /// <summary>Gets a value indicating whether the message asks which of its chips is meant.</summary>
    public bool Asks { get; private init; }

    /// <summary>Gets the chips under a message of the bot that lead to articles, in the order in which they are shown.</summary>
    public IReadOnlyList<ShownChip> Chips { get; private init; } = [];

    /// <summary>Gets the activity of a cardholder's message; empty for others, whose words are all that a turn needs. Do not modify.</summary>
    public JsonObject Activity => activity ??= json is null ? [] : JsonNode.Parse(json)!.AsObject();

    /// <summary>Our own messages say themselves when they offer a person; only the kinds named here never do.</summary>
    private bool OffersNobody => Kind is "answer" or "choice" or "greeting" or "firstStep" or "note";

    /// <summary>Gets a property of a chip's value; null when absent or not text.</summary>
    public string? Value(string name) =>
        Activity["value"] is JsonObject value && value[name] is JsonValue text && text.TryGetValue<string>(out var words) ? words : null;

    /// <summary>Reads an entry; null when nobody said anything in it.</summary>
    public static SaidEntry? From(LogEntry entry)
    {
        if (entry.VisibleSeq is null)
        {
            return null;
        }

        using var parsed = JsonDocument.Parse(entry.Json);
        var root = parsed.RootElement;
        if (Words(root, "type") != "message")
        {
            return null;
        }

        var mark = Inner(Inner(root, "channelData"), "cardline");
        var speaker = entry.Sender == SenderKind.Cardholder ? "cardholder" : Words(mark, "speaker") ?? "bot";
        return new SaidEntry(entry.Seq, entry.At, speaker)
        {
            json = entry.Sender == SenderKind.Cardholder ? entry.Json : null,
            Text = Words(root, "text") ?? string.Empty,
            Kind = Words(mark, "kind"),
            Offered = Words(mark, "offered"),
            Intake = Words(mark, "intake"),
            Masked = Inner(mark, "masked").ValueKind == JsonValueKind.Array,
            Articles = Inner(mark, "sources") is { ValueKind: JsonValueKind.Array } sources
                ? [.. sources.EnumerateArray().Select(source => Words(source, "article")).OfType<string>().Distinct(StringComparer.Ordinal)]
                : [],
            Asks = Words(mark, "kind") == "choice" || Inner(mark, "asks").ValueKind == JsonValueKind.True,
            IsRest = Words(mark, "part") == "more",
            Chips = speaker == "bot" && Inner(Inner(root, "suggestedActions"), "actions") is { ValueKind: JsonValueKind.Array } actions ? ShownChip.Of(actions) : [],
        };
    }

    /// <summary>Gets it as detection sees it; made once for all turns that look back on it.</summary>
    public SaidTurn Judged => judged ??= ToSaidTurn();

    /// <summary>Reads which products and regions the words name. Every later turn of the conversation asks again, so it is worked out once for the same articles and the bank's same day.</summary>
    public IReadOnlyDictionary<string, string> NamedIn(IKnowledgeBase knowledge, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(knowledge.AtTheBank(at).Date);
        if (named is not { } known || known.Version != knowledge.Version || known.Day != day)
        {
            named = known = new Naming(knowledge.Version, day, knowledge.Named(Text, at));
        }

        return known.Values;
    }

    private SaidTurn ToSaidTurn() => new(Speaker == "system" ? "bot" : Speaker, Text, Kind switch
    {
        "unknown" or "failed" => "unknown",
        "choice" => "choose",
        _ => Speaker == "bot" ? "answer" : null,
    }, Offered ?? (OffersNobody ? HandoffReasons.None : null));

    private static JsonElement Inner(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var inner) ? inner : default;

    private static string? Words(JsonElement holder, string name) =>
        Inner(holder, name) is { ValueKind: JsonValueKind.String } words ? words.GetString() : null;

    private sealed record Naming(string Version, DateOnly Day, IReadOnlyDictionary<string, string> Values);
}
