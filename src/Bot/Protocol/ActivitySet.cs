using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Protocol;

/// <summary>What a Direct Line client receives: activities in display order, and the watermark behind the last of them.</summary>
/// <param name="Activities">Each as UTF-8 JSON; may be empty: then it only carries the watermark.</param>
/// <param name="Watermark">A text on the wire, because clients test it for truth and would lose the number 0; null for passing events.</param>
internal sealed record ActivitySet(IReadOnlyList<ReadOnlyMemory<byte>> Activities, long? Watermark)
{
    /// <summary>What stands around the activities, about.</summary>
    private const int FrameBytes = 64;

    // Sent as JSON, never put into markup, so Chinese text need not be escaped to twice its size.
    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one activity as it stands in a set.</summary>
    public static ReadOnlyMemory<byte> Utf8Of(JsonObject activity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, AsWritten))
        {
            activity.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes the set as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> ToUtf8()
    {
        var buffer = new ArrayBufferWriter<byte>(Activities.Sum(activity => activity.Length + 1) + FrameBytes);
        using (var writer = new Utf8JsonWriter(buffer, AsWritten))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("activities");
            foreach (var activity in Activities)
            {
                // The log and the line above have written it, so it need not be read again.
                writer.WriteRawValue(activity.Span, skipInputValidation: true);
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
