using System.Text.Json.Nodes;

namespace Cardline.Bot.Conversations;

/// <summary>Legal hold: a conversation on hold is kept past its time. That it is, since when and why stands in its own log.</summary>
internal sealed class ConversationHolds(IConversationLog log)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonCharsMax = 500;

    /// <summary>Entries read at a time when the log is looked through.</summary>
    public const int PageMax = 200;

    /// <summary>Puts a conversation on hold. One that is on hold already gets one more entry with the new reason.</summary>
    /// <returns>False when there is no such conversation.</returns>
    public Task<bool> HoldAsync(string conversationId, string reason, CancellationToken cancel) => SetAsync(conversationId, on: true, reason, cancel);

    /// <summary>Ends the hold. The time that the conversation is kept begins anew, because the release is an entry like any other.</summary>
    /// <returns>False when there is no such conversation.</returns>
    public Task<bool> ReleaseAsync(string conversationId, CancellationToken cancel) => SetAsync(conversationId, on: false, reason: null, cancel);

    /// <summary>Reads where a conversation stands and whether it is on hold; null when there is no such conversation.</summary>
    public async Task<HoldState?> ReadAsync(string conversationId, CancellationToken cancel)
    {
        if (await log.FindAsync(conversationId, cancel) is not { } head)
        {
            return null;
        }

        var state = new HoldState(head, Reason: null, Since: null);
        var seq = 0L;
        while (await log.ReadAsync(conversationId, Audience.Staff, seq, PageMax, cancel) is { Count: > 0 } page)
        {
            state = page.Where(IsHold).Aggregate(state, After);
            seq = page[^1].Seq;
        }

        return state;
    }

    // A cardholder may send an event of any name; only what was appended for the staff counts.
    private static bool IsHold(LogEntry entry) =>
        entry.Sender == SenderKind.Agent && entry.VisibleSeq is null && entry.Json.Contains(LogEvents.Hold, StringComparison.Ordinal);

    private static HoldState After(HoldState before, LogEntry entry)
    {
        var activity = JsonNode.Parse(entry.Json)!;
        if ((string?)activity["name"] != LogEvents.Hold || activity["value"] is not JsonObject value)
        {
            return before;
        }

        return (bool)value["on"]! ? before with { Reason = (string?)value["reason"] ?? "", Since = entry.At } : before with { Reason = null, Since = null };
    }

    private async Task<bool> SetAsync(string conversationId, bool on, string? reason, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason?.Length ?? 0, ReasonCharsMax);
        var entry = new JsonObject
        {
            ["type"] = "event", ["name"] = LogEvents.Hold, ["from"] = new JsonObject { ["id"] = "cardline", ["role"] = "bot" },
            ["value"] = new JsonObject { ["on"] = on, ["reason"] = reason },
        };

        // Sent as an agent's, so that the door to the log masks the reason too.
        var request = new AppendRequest(conversationId, SenderKind.Agent, Key: null, [new NewEntry(entry, Visible: false)]) { SetsHold = on };
        return await log.AppendAsync(request, cancel) is AppendResult.Appended;
    }
}

/// <summary>Where a conversation stands, and whether it is on legal hold.</summary>
/// <param name="Head">Where it stands.</param>
/// <param name="Reason">Why it is on hold; null when it is not.</param>
/// <param name="Since">When it was put on hold, the last time; null when it is not.</param>
internal sealed record HoldState(ConversationHead Head, string? Reason, DateTimeOffset? Since);
