using System.Text.Json.Nodes;
using Cardline.Bot.Conversations;

namespace Cardline.Bot.Turns;

/// <summary>The handoff that a waiting conversation is waiting for.</summary>
/// <param name="HandoffId">Its id.</param>
/// <param name="Reason">Why it was asked for.</param>
internal sealed record OpenHandoff(string HandoffId, string Reason)
{
    /// <summary>Reads an entry; null when it asks for no handoff. Only the bot asks for one: a client may write the name into other kinds of entries.</summary>
    public static OpenHandoff? From(LogEntry entry)
    {
        if (entry.Sender != SenderKind.Bot || entry.VisibleSeq is not null || !entry.Json.Contains(LogEvents.HandoffInitiate, StringComparison.Ordinal))
        {
            return null;
        }

        var activity = JsonNode.Parse(entry.Json)!;
        return (string?)activity["name"] == LogEvents.HandoffInitiate
            ? new OpenHandoff((string)activity["value"]!["handoffId"]!, (string)activity["value"]!["reason"]!)
            : null;
    }
}
