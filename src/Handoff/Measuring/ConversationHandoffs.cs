using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Handoff.Measuring;

/// <summary>The handoffs of one conversation: a fold of its events.</summary>
internal sealed class ConversationHandoffs
{
    /// <summary>Most handoffs of one conversation that are counted; a conversation that has more is no measure of anything.</summary>
    public const int HandoffsMax = 1000;

    private readonly Dictionary<string, OneHandoff> _byId = new(StringComparer.Ordinal);

    /// <summary>Gets them.</summary>
    public IReadOnlyCollection<OneHandoff> All => _byId.Values;

    /// <summary>Takes in the next event.</summary>
    public void Take(HandoffRecord record)
    {
        var value = record.Activity["value"] as JsonObject ?? [];
        var name = Text(record.Activity["name"]);
        if (record.FromCardholder)
        {
            TakeSurvey(name, value);
            return;
        }

        switch (name)
        {
            case "handoff.initiate":
                Ask(value, record.At);
                break;
            case "cardline.snapshot" when value["handoff"] is JsonObject last:
                Ask(last, DateTimeOffset.TryParse(Text(last["at"]), CultureInfo.InvariantCulture, out var at) ? at : record.At);
                break;
            case "handoff.status" when Text(value["state"]) == "completed" && Find(value) is { } ended:
                ended.Ended = true;
                break;
            case "handoff.needed" when Find(value) is { } judged:
                judged.Needed = value["needed"]?.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => judged.Needed };
                break;
        }
    }

    private void TakeSurvey(string? name, JsonObject value)
    {
        if (name == "cardline.survey" && Find(value) is { } asked && value["score"] is JsonValue score && score.TryGetValue(out int stars) && stars is >= 1 and <= 5)
        {
            asked.Score = stars;
        }
    }

    private void Ask(JsonObject value, DateTimeOffset at)
    {
        if (Text(value["handoffId"]) is not { Length: > 0 } id)
        {
            return;
        }

        if (!_byId.TryGetValue(id, out var handoff))
        {
            if (_byId.Count == HandoffsMax)
            {
                return;
            }

            _byId[id] = handoff = new OneHandoff(at);
        }

        (handoff.Reason, handoff.Rule) = (Text(value["reason"]) ?? handoff.Reason, Text(value["rule"]) ?? handoff.Rule);
    }

    private OneHandoff? Find(JsonObject value) => Text(value["handoffId"]) is { } id ? _byId.GetValueOrDefault(id) : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
