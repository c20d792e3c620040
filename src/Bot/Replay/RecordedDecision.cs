using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;
using Cardline.Bot.Turns;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Replay;

/// <summary>How a turn ended, as the log has it.</summary>
/// <param name="Outcome">Name of a <see cref="TurnOutcome"/>, or <c>Superseded</c>.</param>
/// <param name="Answers">Seqs of the messages that it answered.</param>
/// <param name="Followed">The follow-up rule that was used and what was asked by it; null when the words were asked as they stood.</param>
/// <param name="Person">What was decided about a person; null when the turn came to no decision.</param>
internal sealed record RecordedDecision(string Outcome, IReadOnlySet<long> Answers, (string Rule, string Asked)? Followed, HandoffDecision? Person)
{
    /// <summary>Gets the article that was served, the first of several; null when none was.</summary>
    public string? Article { get; private init; }

    /// <summary>Gets a value indicating whether the turn broke off before anything was decided. One that was only too late was judged all the same.</summary>
    public bool CameToNothing { get; private init; }

    /// <summary>Reads an entry; null when it ends no turn. A client may write the name into its own entries.</summary>
    public static RecordedDecision? From(LogEntry entry)
    {
        if (entry.Sender == SenderKind.Cardholder || entry.VisibleSeq is not null || !entry.Json.Contains(LogEvents.Outcome, StringComparison.Ordinal))
        {
            return null;
        }

        var activity = JsonNode.Parse(entry.Json)!.AsObject();
        if ((string?)activity["name"] != LogEvents.Outcome || activity["value"] is not JsonObject value)
        {
            return null;
        }

        var person = value["person"] as JsonObject;
        var follow = value["follow"] as JsonObject;
        var step = Enum.TryParse<HandoffStep>((string?)person?["step"], out var read) ? read : (HandoffStep?)null;
        return new RecordedDecision(
            (string?)value["outcome"] ?? string.Empty,
            (value["answers"] as JsonArray ?? []).Select(seq => (long)seq!).ToHashSet(),
            (string?)follow?["rule"] is { } rule ? (rule, (string?)follow!["asked"] ?? string.Empty) : null,
            step is { } decided ? new HandoffDecision(decided, (string?)person!["reason"] ?? HandoffReasons.None, (string?)person["evidence"], (string?)person["rule"]) : null)
        {
            Article = (string?)value["article"],
            CameToNothing = (string?)value["failure"] is not (null or "late"),
        };
    }
}
