using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Protocol;

/// <summary>What a Direct Line client receives: activities in display order, and the watermark behind the last of them.</summary>
/// <param name="Activities">May be empty: then it only carries the watermark.</param>
/// <param name="Watermark">A text on the wire, because clients test it for truth and would lose the number 0; null for passing events.</param>
internal sealed record ActivitySet(IReadOnlyList<JsonObject> Activities, long? Watermark)
{
    // Sent as JSON, never put into markup, so Chinese text need not be escaped to twice its size.
    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the set as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> ToUtf8()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, AsWritten))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("activities");
            foreach (var activity in Activities)
            {
                activity.WriteTo(writer);
            }

            writer.WriteEndArray();
            if (Watermark is { } watermark)
            {
                writer.WriteString("watermark", Protocol.Watermark.Format(watermark));
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
