using System.Text.Json.Nodes;

namespace Cardline.TestKit.DirectLine;

/// <summary>What one frame or one poll carries.</summary>
/// <param name="Activities">In the order they came.</param>
/// <param name="Watermark">Where to go on; null leaves the old one.</param>
public sealed record ActivitySet(IReadOnlyList<JsonObject> Activities, string? Watermark)
{
    /// <summary>Reads a set from its JSON.</summary>
    public static ActivitySet Of(JsonObject json) =>
        new([.. (json["activities"] as JsonArray ?? []).OfType<JsonObject>()], (string?)json["watermark"]);
}
