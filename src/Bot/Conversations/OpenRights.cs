using System.Text.Json;
using System.Text.Json.Nodes;
using Cardline.Handoff;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Conversations;

/// <summary>
/// The rights that were invoked in a conversation and not settled yet (decision 0016), as part of its head: their names in alphabetical order with
/// blanks between, or nothing. Only entries that staff alone see count, and never a cardholder's: anybody could write the name of an event.
/// </summary>
internal static class OpenRights
{
    /// <summary>What is open when nothing is.</summary>
    public const string None = "";

    /// <summary>Whether a right is among those that are open.</summary>
    public static bool Has(string open, string right) => open.Split(' ').Contains(right, StringComparer.Ordinal);

    /// <summary>What is open after an entry.</summary>
    /// <param name="before">What was open before it.</param>
    /// <param name="sender">Who wrote it.</param>
    /// <param name="visible">Whether the cardholder may see it.</param>
    /// <param name="activity">Its activity.</param>
    public static string After(string before, SenderKind sender, bool visible, JsonObject activity)
    {
        var name = visible || sender == SenderKind.Cardholder ? null : Text(activity["name"]);
        if (name is not (LogEvents.RightInvoked or LogEvents.RightSettled)
            || Text((activity["value"] as JsonObject)?["right"]) is not { } right || !HandoffReasons.Rights.Contains(right))
        {
            return before;
        }

        var others = before.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(open => open != right);
        return string.Join(' ', (name == LogEvents.RightInvoked ? others.Append(right) : others).Order(StringComparer.Ordinal));
    }

    /// <summary>What would be open after the entries of an append.</summary>
    public static string After(string before, AppendRequest request) =>
        request.Entries.Aggregate(before, (open, entry) => After(open, request.Sender, entry.Visible, entry.Activity));

    /// <summary>Whether an append would put a conversation where nobody looks after the rights that are open in it.</summary>
    public static bool LetsLapse(ConversationHead head, AppendRequest request) =>
        request.NewHolder?.Kind is HolderKind.Bot or HolderKind.Closed && After(head.OpenRights, request) != None;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
