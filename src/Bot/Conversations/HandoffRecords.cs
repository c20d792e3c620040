using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Cardline.Handoff;

namespace Cardline.Bot.Conversations;

/// <summary>The events about handoffs of all conversations, for reports. Entries of other kinds are passed over without being parsed.</summary>
internal sealed class HandoffRecords(ILogArchive archive) : IHandoffRecords
{
    private static readonly string[] Told = [LogEvents.HandoffInitiate, LogEvents.HandoffStatus, LogEvents.HandoffNeeded, LogEvents.Snapshot];

    /// <inheritdoc/>
    public async IAsyncEnumerable<HandoffRecord> ReadAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var id in archive.ListAsync(since, cancel))
        {
            await foreach (var entry in archive.EntriesAsync(id, cancel))
            {
                if (Read(entry) is { } activity)
                {
                    yield return new HandoffRecord(id, entry.At, entry.Sender == SenderKind.Cardholder, activity);
                }
            }
        }
    }

    /// <summary>A cardholder is believed about the survey alone, and the others about the rest alone.</summary>
    private static JsonObject? Read(LogEntry entry)
    {
        string[] names = entry.Sender == SenderKind.Cardholder ? [LogEvents.Survey] : Told;
        if (!names.Any(name => entry.Json.Contains(name, StringComparison.Ordinal)))
        {
            return null;
        }

        var activity = JsonNode.Parse(entry.Json)!.AsObject();
        return (string?)activity["type"] == "event" && names.Contains((string?)activity["name"]) ? activity : null;
    }
}
