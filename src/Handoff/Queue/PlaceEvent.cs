using System.Text.Json.Nodes;

namespace Cardline.Handoff.Queue;

/// <summary>The passing event that tells a waiting cardholder's page where it stands (docs/log.md). It is never logged.</summary>
public static class PlaceEvent
{
    /// <summary>Makes the event.</summary>
    /// <param name="place">Place in the line, counted from 1.</param>
    /// <param name="agentsOnDuty">How many agents are on duty.</param>
    public static JsonObject Of(int place, int agentsOnDuty) => new()
    {
        ["type"] = "event",
        ["name"] = "cardline.queue",
        ["from"] = new JsonObject { ["id"] = "cardline", ["role"] = "bot" },
        ["value"] = new JsonObject { ["place"] = place, ["agentsOnDuty"] = agentsOnDuty },
    };
}
