using System.Globalization;
using System.Text.Json;
using Cardline.Handoff;
using StackExchange.Redis;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>How an entry of the log stands in its stream: <c>v</c> how many are visible through it, <c>e</c> the envelope, <c>a</c> the activity.</summary>
internal static class RedisEntry
{
    /// <summary>Version of the envelope.</summary>
    private const int Schema = 1;

    /// <summary>The envelope of an entry.</summary>
    public static string Envelope(LogEntry entry)
    {
        var visible = entry.VisibleSeq?.ToString(CultureInfo.InvariantCulture) ?? "null";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{Schema},{visible},{entry.Epoch},{HolderText(entry.Holder)},{entry.At.ToUnixTimeMilliseconds()},{(int)entry.Sender},{(entry.OpensTurn ? 1 : 0)}]");
    }

    /// <summary>Reads one entry of a stream.</summary>
    /// <exception cref="FormatException">It is not ours.</exception>
    public static LogEntry Parse(string conversationId, RedisResult entry)
    {
        try
        {
            var parts = (RedisResult[])entry!;
            var id = (string)parts[0]!;
            var fields = (RedisValue[])parts[1]!;
            var seq = long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
            var reader = new Utf8JsonReader((byte[])Field(fields, "e")!);
            reader.Read();
            if (Number(ref reader) != Schema)
            {
                throw new FormatException($"Entry {id} of {conversationId} has another schema.");
            }

            reader.Read();
            long? visibleSeq = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
            var epoch = Number(ref reader);
            var holder = ReadHolder(ref reader);
            var (at, sender, opens) = (DateTimeOffset.FromUnixTimeMilliseconds(Number(ref reader)), (SenderKind)Number(ref reader), Number(ref reader) == 1);
            return new LogEntry(conversationId, Position: 0, seq, visibleSeq, epoch, holder, at, sender, opens, (string)Field(fields, "a")!);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or InvalidCastException or ArgumentException or OverflowException)
        {
            throw new FormatException($"An entry of {conversationId} is not one of ours.", e);
        }
    }

    /// <summary>Kind and id of a holder, as two JSON values.</summary>
    public static string HolderText(Holder holder) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)holder.Kind},{(holder.AgentId is null ? "null" : $"\"{JsonEncodedText.Encode(holder.AgentId)}\"")}");

    /// <summary>Reads what <see cref="HolderText"/> wrote.</summary>
    public static Holder ReadHolder(ref Utf8JsonReader reader)
    {
        var kind = (HolderKind)Number(ref reader);
        reader.Read();
        return new Holder(kind, reader.GetString());
    }

    /// <summary>The field of a stream entry.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static RedisValue Field(RedisValue[] fields, string name)
    {
        for (var i = 0; i + 1 < fields.Length; i += 2)
        {
            if (fields[i] == name)
            {
                return fields[i + 1];
            }
        }

        throw new FormatException($"The field {name} is missing.");
    }

    private static long Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }
}
