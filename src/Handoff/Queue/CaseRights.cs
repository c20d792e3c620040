using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Handoff.Queue;

/// <summary>The rights of one conversation: a fold of its records of rights (<c>docs/log.md</c>), oldest first.</summary>
internal sealed class CaseRights
{
    /// <summary>Most rights shown of one conversation; of more the oldest settled ones are left out, an open one never.</summary>
    public const int RightsMax = 32;

    /// <summary>Gets them. The list never changes: who was given it may keep it.</summary>
    public IReadOnlyList<CaseRight> All { get; private set; } = [];

    /// <summary>The same rights, to go on from apart.</summary>
    public CaseRights Copy() => new() { All = All };

    /// <summary>Takes in what a snapshot says of the records that went: all but words.</summary>
    public void ApplySnapshot(JsonArray? rights) =>
        All = [.. (rights ?? []).OfType<JsonObject>().Select(value => Read(value, DateTimeOffset.MinValue)).OfType<CaseRight>()];

    /// <summary>A right was invoked. One that is open already is not opened again.</summary>
    public void Invoke(JsonObject value, DateTimeOffset at)
    {
        if (Read(value, at) is not { } right || All.Any(known => known.IsOpen && known.Right == right.Right))
        {
            return;
        }

        var before = All.ToList();
        while (before.Count >= RightsMax && before.Find(known => !known.IsOpen) is { } oldest)
        {
            before.Remove(oldest);
        }

        All = [.. before, right];
    }

    /// <summary>An agent said what became of a right.</summary>
    public void Settle(JsonObject value, DateTimeOffset at) => All = [.. All.Select(known => known.IsOpen && known.Right == Text(value["right"])
        ? known with { Outcome = Text(value["outcome"]) ?? "handled", Note = Text(value["note"]), SettledAt = at, AgentId = Text(value["agentId"]) }
        : known)];

    private static CaseRight? Read(JsonObject value, DateTimeOffset at) => Text(value["right"]) is not { } right ? null : new CaseRight(
        right, Text(value["reference"]) ?? string.Empty, Number(value["seq"]), Moment(value["at"]) ?? at, Text(value["evidence"]))
    {
        Outcome = Text(value["outcome"]), SettledAt = Moment(value["settledAt"]), AgentId = Text(value["agentId"]),
    };

    private static DateTimeOffset? Moment(JsonNode? node) =>
        DateTimeOffset.TryParse(Text(node), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static long Number(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) ? number : 0;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
