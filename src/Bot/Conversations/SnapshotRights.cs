using System.Text.Json.Nodes;

namespace Cardline.Bot.Conversations;

/// <summary>What a snapshot keeps of the rights whose records go: which, by which message and when, under which reference, and what became of them. No words.</summary>
internal sealed class SnapshotRights
{
    private const string Name = "rights";
    private readonly List<JsonObject> rights = [];

    /// <summary>What is open at a snapshot.</summary>
    /// <param name="snapshot">Its value.</param>
    public static string OpenIn(JsonObject snapshot) => string.Join(' ', (snapshot[Name] as JsonArray ?? [])
        .Where(right => right!["outcome"] is null).Select(right => (string)right!["right"]!).Order(StringComparer.Ordinal));

    /// <summary>Folds an entry that only staff see.</summary>
    public void Take(LogEntry entry, string? name, JsonObject value)
    {
        if (entry.Sender == SenderKind.Cardholder)
        {
            return;
        }

        if (name == LogEvents.Snapshot && entry.Sender == SenderKind.System)
        {
            rights.AddRange((value[Name] as JsonArray ?? []).Select(right => right!.DeepClone().AsObject()));
        }
        else if (name == LogEvents.RightInvoked && Open(value) is null)
        {
            rights.Add(new JsonObject
            {
                ["right"] = value["right"]?.DeepClone(), ["reference"] = value["reference"]?.DeepClone(), ["seq"] = value["seq"]?.DeepClone(), ["at"] = value["at"]?.DeepClone(),
            });
        }
        else if (name == LogEvents.RightSettled && Open(value) is { } open)
        {
            (open["outcome"], open["agentId"], open["settledAt"]) = (value["outcome"]?.DeepClone(), value["agentId"]?.DeepClone(), WriteBatch.Time(entry.At));
        }
    }

    /// <summary>Writes them into a snapshot, when there are any.</summary>
    public void WriteTo(JsonObject snapshot)
    {
        if (rights.Count > 0)
        {
            snapshot[Name] = new JsonArray([.. rights.Select(right => right.DeepClone())]);
        }
    }

    private JsonObject? Open(JsonObject value) => rights.Find(right => right["outcome"] is null && (string?)right["right"] == (string?)value["right"]);
}
