using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Cardline.TestKit.History;

/// <summary>Reads the SQLite file of the log, also while the server writes it.</summary>
public static class LogFile
{
    private const string Select =
        "SELECT conversation_id, seq, visible_seq, epoch, holder, agent_id, at, sender, opens_turn, activity FROM entries ORDER BY conversation_id, seq";

    /// <summary>Reads every entry, by conversation and then by seq.</summary>
    public static IReadOnlyList<StoredEntry> Read(string path)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = Select;
        using var reader = command.ExecuteReader();
        var entries = new List<StoredEntry>();
        while (reader.Read())
        {
            entries.Add(new StoredEntry
            {
                ConversationId = reader.GetString(0),
                Seq = reader.GetInt64(1),
                VisibleSeq = reader.IsDBNull(2) ? null : reader.GetInt64(2),
                Epoch = reader.GetInt64(3),
                Holder = (StoredHolder)reader.GetInt32(4),
                AgentId = reader.IsDBNull(5) ? null : reader.GetString(5),
                At = reader.GetInt64(6),
                Sender = (StoredSender)reader.GetInt32(7),
                OpensTurn = reader.GetInt32(8) == 1,
                Activity = (JsonObject)JsonNode.Parse(reader.GetString(9))!,
            });
        }

        return entries;
    }

    /// <summary>Reads where the store says that each conversation stands.</summary>
    public static IReadOnlyList<StoredHead> Heads(string path)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, seq, visible_seq, epoch, holder, agent_id, turn_seq, turn_attempts FROM conversations";
        using var reader = command.ExecuteReader();
        var heads = new List<StoredHead>();
        while (reader.Read())
        {
            heads.Add(new StoredHead(
                reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), (StoredHolder)reader.GetInt32(4),
                reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetInt64(6), reader.GetInt32(7)));
        }

        return heads;
    }

    /// <summary>Reads one number, such as a count; <c>$id</c> in the statement stands for a conversation's id.</summary>
    public static long Scalar(string path, string sql, string? conversationId = null)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$id", conversationId ?? "");
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Counts what the cardholder of a conversation may see.</summary>
    public static long VisibleCount(string path, string conversationId) =>
        Scalar(path, "SELECT COUNT(*) FROM entries WHERE conversation_id = $id AND visible_seq IS NOT NULL", conversationId);

    /// <summary>Says whether a conversation has messages without an outcome.</summary>
    public static bool HasOpenTurn(string path, string conversationId) =>
        Scalar(path, "SELECT COUNT(*) FROM conversations WHERE id = $id AND turn_seq IS NOT NULL", conversationId) > 0;

    /// <summary>Says whether any conversation has messages without an outcome.</summary>
    public static bool HasOpenTurns(string path) => Scalar(path, "SELECT COUNT(*) FROM conversations WHERE turn_seq IS NOT NULL") > 0;

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 15,
        }.ToString());
        connection.Open();
        return connection;
    }
}
