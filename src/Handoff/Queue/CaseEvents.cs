using System.Text.Json;

namespace Cardline.Handoff.Queue;

/// <summary>Reads the few entries that the board must know by name; <c>docs/log.md</c> lists them.</summary>
internal static class CaseEvents
{
    /// <summary>Whether the holder moves at this entry.</summary>
    public static bool MovesHolder(ConversationEntry entry) => Named(entry, "cardline.holder");

    /// <summary>Whether this entry says that an earlier one was overwritten.</summary>
    public static bool Redacts(ConversationEntry entry) => Named(entry, "cardline.redacted");

    /// <summary>Whether a fold of what came before this entry may hold what is no longer in the log.</summary>
    public static bool ChangesWhatWas(ConversationEntry entry) => Redacts(entry) || Named(entry, "cardline.snapshot");

    private static bool Named(ConversationEntry entry, string name) =>
        entry.Activity["name"] is System.Text.Json.Nodes.JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == name;
}
