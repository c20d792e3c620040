using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Handoff;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Turns.Escalation;

/// <summary>
/// What the bot has volunteered so far, and what became of it: it offers a person once, is silent after a no, and calm after a
/// person was there. It limits what the bot volunteers, never the way to a person.
/// </summary>
/// <remarks>A fold of the log that is carried on in the outcome of every turn, so that it reaches further back than a turn reads.</remarks>
internal sealed record OfferMemory
{
    /// <summary>Cardholder turns without an offer and without a mention after which the same reason may be offered again.</summary>
    public const int TurnsBetweenOffers = 10;

    /// <summary>Turns for which a no silences what is not more urgent than what was refused.</summary>
    public const int SilentTurns = 6;

    /// <summary>Turns after a person was there for which what the person has just dealt with is not brought up again.</summary>
    public const int CalmTurns = 3;

    private static readonly string[] NeverCalm = ["safety", "human_request"];

    /// <summary>Gets the memory of a conversation in which nothing was offered.</summary>
    public static OfferMemory None { get; } = new();

    /// <summary>Gets, by reason, how many turns ago it was offered or came up last; what is longer ago is forgotten.</summary>
    public IReadOnlyDictionary<string, int> Since { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Gets the reasons for which the intake question was asked; each once in a conversation.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>Gets the reason that was refused last, and for how many turns more that counts; null when nothing was.</summary>
    public (string Reason, int Left)? Silence { get; init; }

    /// <summary>Gets why a person was asked for who has not been there yet: the reason of the handoff, and of the offer that led to it.</summary>
    public IReadOnlyList<string> Handed { get; init; } = [];

    /// <summary>Gets what a person has just dealt with; empty when none has.</summary>
    public IReadOnlyList<string> Calm { get; init; } = [];

    /// <summary>Gets for how many turns more <see cref="Calm"/> counts.</summary>
    public int CalmLeft { get; init; }

    private bool IsNone => Since.Count == 0 && Asked.Count == 0 && Silence is null && Handed.Count == 0 && Calm.Count == 0;

    /// <summary>The memory at the beginning of a turn: what the last outcome carries, and whether a person has been there since.</summary>
    public static OfferMemory Of(ConversationHead head, IReadOnlyList<SaidEntry> said, IReadOnlyList<SaidEntry> waiting, IReadOnlyList<PastOutcome> past)
    {
        var memory = past.LastOrDefault(IsCarriedBy)?.Offers ?? None;
        if (memory.Handed.Count > 0 && head.Holder.Kind == HolderKind.Bot)
        {
            var met = said.Reverse().TakeWhile(entry => entry.Kind != "handedOff").Any(entry => entry.Speaker == "agent" || entry.Kind == "joined");
            memory = memory with { Handed = [], Silence = null, Calm = met ? memory.Handed : [], CalmLeft = met ? CalmTurns : 0 };
        }

        return memory.Calm.Count > 0 && waiting.Any(message => Settled.IsDenied(message.Text)) ? memory with { Calm = [], CalmLeft = 0 } : memory;
    }

    /// <summary>Whether an outcome says what was remembered; the log itself ends a turn that a change of holder overtook, and knows nothing of offers.</summary>
    public static bool IsCarriedBy(PastOutcome outcome) => outcome.Outcome != "Superseded";

    /// <summary>Whether the bot may volunteer a person for this reason now.</summary>
    public bool Allows(string reason) => !Since.ContainsKey(reason) && !Calm.Contains(reason)
        && (Silence is not { } refused || HandoffReasons.PrecedenceOf(reason) < HandoffReasons.PrecedenceOf(refused.Reason));

    /// <summary>Whether a mention of this reason may be no more than thanks for what a person did about it.</summary>
    public bool IsCalm(string reason) => Calm.Contains(reason) && !NeverCalm.Contains(reason);

    /// <summary>The memory after a turn.</summary>
    /// <param name="turn">The turn, with what its stages decided.</param>
    /// <param name="failed">Whether it ended in the honest line, which offers a person too.</param>
    public OfferMemory After(Turn turn, bool failed)
    {
        var handed = turn.Person.Step == HandoffStep.Handoff ? Distinct([.. Handed, turn.Person.Reason, turn.Memory.Before?.Offered]) : Handed;
        if (turn.Head.Holder.Kind == HolderKind.Queue)
        {
            // Nothing is volunteered to who waits already, so no time passes either.
            return this with { Handed = handed };
        }

        var since = Since.Where(past => past.Value + 1 < TurnsBetweenOffers).ToDictionary(past => past.Key, past => past.Value + 1, StringComparer.Ordinal);
        foreach (var mentioned in turn.HeldBack.Where(Since.ContainsKey))
        {
            since[mentioned] = 0;
        }

        // The line that a reply is noted asks once more what was asked before; it is no offer of its own.
        var offered = failed ? "technical_error" : turn is { Person.Step: HandoffStep.Offer, Intake: not IntakeStep.Noted } ? turn.Person.Reason : null;
        if (offered is not null)
        {
            since[offered] = 0;
        }

        var refused = turn.Declines && turn.Memory.Before?.Offered is { } reason ? (reason, SilentTurns)
            : Silence is { Left: > 1 } silence ? (silence.Reason, silence.Left - 1) : ((string, int)?)null;
        return new OfferMemory
        {
            Since = since,
            Asked = turn.Intake == IntakeStep.Asked ? Distinct([.. Asked, turn.Person.Reason]) : Asked,
            Silence = refused,
            Handed = handed,
            Calm = CalmLeft > 1 ? Calm : [],
            CalmLeft = Math.Max(0, CalmLeft - 1),
        };
    }

    /// <summary>Reads it from an outcome; null when it carries none.</summary>
    public static OfferMemory? From(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var silence = Inner(json, "silence");
        var calm = Inner(json, "calm");
        return new OfferMemory
        {
            Since = Inner(json, "since") is { ValueKind: JsonValueKind.Object } since
                ? since.EnumerateObject().ToDictionary(past => past.Name, past => past.Value.GetInt32(), StringComparer.Ordinal)
                : None.Since,
            Asked = List(Inner(json, "asked")),
            Silence = silence.ValueKind == JsonValueKind.Object ? (silence.GetProperty("reason").GetString()!, silence.GetProperty("left").GetInt32()) : null,
            Handed = List(Inner(json, "handed")),
            Calm = List(Inner(calm, "reasons")),
            CalmLeft = calm.ValueKind == JsonValueKind.Object ? calm.GetProperty("left").GetInt32() : 0,
        };
    }

    /// <summary>Writes it as an outcome carries it; null when there is nothing to remember, as in most conversations.</summary>
    public JsonObject? ToJson()
    {
        if (IsNone)
        {
            return null;
        }

        var json = new JsonObject();
        if (Since.Count > 0)
        {
            json["since"] = new JsonObject(Since.Select(past => KeyValuePair.Create(past.Key, (JsonNode?)past.Value)));
        }

        foreach (var (name, reasons) in new[] { ("asked", Asked), ("handed", Handed) }.Where(list => list.Item2.Count > 0))
        {
            json[name] = Array(reasons);
        }

        if (Silence is { } silence)
        {
            json["silence"] = new JsonObject { ["reason"] = silence.Reason, ["left"] = silence.Left };
        }

        if (Calm.Count > 0)
        {
            json["calm"] = new JsonObject { ["reasons"] = Array(Calm), ["left"] = CalmLeft };
        }

        return json;
    }

    private static JsonArray Array(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);

    private static List<string> Distinct(IEnumerable<string?> reasons) => [.. reasons.OfType<string>().Distinct(StringComparer.Ordinal)];

    private static JsonElement Inner(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var inner) ? inner : default;

    private static List<string> List(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(word => word.GetString()!)] : [];
}
