using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cardline.Bot.Conversations.Redis;

/// <summary>A head as it is stored, with the messages that are owed an outcome, so that an append needs nothing else.</summary>
/// <param name="Head">Where the conversation stands.</param>
/// <param name="Owed">Seqs of the messages owed an outcome, oldest first.</param>
internal sealed record RedisHead(ConversationHead Head, IReadOnlyList<long> Owed)
{
    /// <summary>Most messages that may wait for an outcome in one conversation; one more is refused.</summary>
    public const int OwedMax = 1000;

    private const int Format = 1;

    /// <summary>The head after a write.</summary>
    public static RedisHead After(RedisHead? before, WriteBatch batch)
    {
        var owed = (before?.Owed ?? []).Concat(batch.Entries.Where(entry => entry.OpensTurn).Select(entry => entry.Seq));
        return new RedisHead(batch.Head, batch.Head.TurnSeq is { } turn ? [.. owed.Where(seq => seq >= turn)] : []);
    }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="FormatException">It is not ours, or from a newer program.</exception>
    public static RedisHead Parse(string conversationId, string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            reader.Read();
            if (Number(ref reader) != Format)
            {
                throw new FormatException($"The head of {conversationId} has another format.");
            }

            var (seq, visibleSeq, epoch) = (Number(ref reader), Number(ref reader), Number(ref reader));
            var holder = RedisEntry.ReadHolder(ref reader);
            var at = DateTimeOffset.FromUnixTimeMilliseconds(Number(ref reader));
            reader.Read();
            long? turnSeq = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
            var (attempts, lastMessageSeq) = ((int)Number(ref reader), Number(ref reader));
            reader.Read();
            var owed = new List<long>();
            while (reader.Read() && reader.TokenType == JsonTokenType.Number)
            {
                owed.Add(reader.GetInt64());
            }

            // Written only while a right is open, so a head of before there were any reads as it did.
            var rights = reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString()! : OpenRights.None;

            return new RedisHead(new ConversationHead(conversationId, seq, visibleSeq, epoch, holder, at, turnSeq, attempts, lastMessageSeq) { OpenRights = rights }, owed);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"The head of {conversationId} cannot be read.", e);
        }
    }

    /// <summary>Writes it as <c>docs/redis.md</c> says.</summary>
    public string ToText()
    {
        var rights = Head.OpenRights == OpenRights.None ? "" : $",\"{Head.OpenRights}\"";
        var turn = Head.TurnSeq?.ToString(CultureInfo.InvariantCulture) ?? "null";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{Format},{Head.Seq},{Head.VisibleSeq},{Head.Epoch},{RedisEntry.HolderText(Head.Holder)},{Head.At.ToUnixTimeMilliseconds()},{turn},{Head.TurnAttempts},{Head.LastMessageSeq},[{string.Join(',', Owed)}]{rights}]");
    }

    private static long Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }
}
