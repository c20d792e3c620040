using Cardline.Handoff;
using Microsoft.Data.Sqlite;

namespace Cardline.Bot.Conversations.Sqlite;

/// <summary>Every statement the store uses, prepared once per connection. Not shared between threads.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private const string EntryColumns = "conversation_id, position, seq, visible_seq, epoch, holder, agent_id, at, sender, opens_turn, activity";
    private const string HeadColumns = "id, seq, visible_seq, epoch, holder, agent_id, at, turn_seq, turn_attempts, last_message_seq, open_rights";

    /// <summary>Version of an entry's form, stored with each.</summary>
    private const int EntrySchema = 1;

    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    /// <summary>Begins a write transaction.</summary>
    public void Begin() => Run("BEGIN IMMEDIATE");

    /// <summary>Commits; returns when the WAL is synced.</summary>
    public void Commit() => Run("COMMIT");

    /// <summary>Rolls back; harmless when nothing is open.</summary>
    public void Rollback()
    {
        try
        {
            Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has already rolled back by itself (a full disk does that).
        }
    }

    /// <summary>Reads a head.</summary>
    public ConversationHead? Head(string conversationId) =>
        Heads($"SELECT {HeadColumns} FROM conversations WHERE id = $a", conversationId).FirstOrDefault();

    /// <summary>Reads the heads held by queue or agent.</summary>
    public List<ConversationHead> OpenHeads() => Heads($"SELECT {HeadColumns} FROM conversations WHERE holder IN (1, 2)");

    /// <summary>Reads the heads with an open turn, oldest first.</summary>
    public List<ConversationHead> HeadsWithOpenTurn(int limit) =>
        Heads($"SELECT {HeadColumns} FROM conversations WHERE turn_seq IS NOT NULL ORDER BY at LIMIT $a", limit);

    /// <summary>Lists ids behind one, in their order, of conversations with an entry since a moment.</summary>
    public List<string> IdsAfter(string id, DateTimeOffset since, int limit)
    {
        using var reader = Query("SELECT id FROM conversations WHERE id > $a AND at >= $b ORDER BY id LIMIT $c", id, since.ToUnixTimeMilliseconds(), limit);
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    /// <summary>Reads the last position given out; 0 for none.</summary>
    public long LastPosition() => Scalar("SELECT MAX(position) FROM entries") ?? 0;

    /// <summary>Finds the seq of a visible entry; null when there is none.</summary>
    public long? SeqOfVisible(string conversationId, long visibleSeq) =>
        Scalar("SELECT seq FROM entries WHERE conversation_id = $a AND visible_seq = $b", conversationId, visibleSeq);

    /// <summary>Reads entries by seq.</summary>
    public List<LogEntry> EntriesAfterSeq(string conversationId, long seq, int limit) =>
        Entries($"SELECT {EntryColumns} FROM entries WHERE conversation_id = $a AND seq > $b ORDER BY seq LIMIT $c", conversationId, seq, limit);

    /// <summary>Reads visible entries by visible seq.</summary>
    public List<LogEntry> EntriesAfterVisible(string conversationId, long visibleSeq, int limit) => Entries(
        $"SELECT {EntryColumns} FROM entries WHERE conversation_id = $a AND visible_seq > $b ORDER BY visible_seq LIMIT $c", conversationId, visibleSeq, limit);

    /// <summary>Reads entries of all conversations by position.</summary>
    public List<LogEntry> EntriesAfterPosition(long position, int limit) =>
        Entries($"SELECT {EntryColumns} FROM entries WHERE position > $a ORDER BY position LIMIT $b", position, limit);

    /// <summary>Lists messages owed an outcome, from a seq on.</summary>
    public IReadOnlyList<long> MessagesOwed(string conversationId, long fromSeq, int limit)
    {
        using var reader = Query(
            "SELECT seq FROM entries WHERE conversation_id = $a AND seq >= $b AND opens_turn = 1 ORDER BY seq LIMIT $c", conversationId, fromSeq, limit);
        var seqs = new List<long>();
        while (reader.Read())
        {
            seqs.Add(reader.GetInt64(0));
        }

        return seqs;
    }

    /// <summary>Finds what was written under a key.</summary>
    public (byte[] BodyHash, long FirstSeq)? Key(string conversationId, IdempotencyKey key)
    {
        using var reader = Query(
            "SELECT body_hash, first_seq FROM keys WHERE conversation_id = $a AND kind = $b AND sender_id = $c AND client_id = $d",
            conversationId, (int)key.Kind, key.SenderId, key.ClientId);
        return reader.Read() ? ((byte[])reader.GetValue(0), reader.GetInt64(1)) : null;
    }

    /// <summary>Remembers a key.</summary>
    public void AddKey(string conversationId, IdempotencyKey key, byte[] bodyHash, long firstSeq) => Run(
        "INSERT OR REPLACE INTO keys VALUES($a, $b, $c, $d, $e, $f)", conversationId, (int)key.Kind, key.SenderId, key.ClientId, bodyHash, firstSeq);

    /// <summary>Writes an entry.</summary>
    /// <returns>Its position.</returns>
    public long AddEntry(LogEntry entry) => Scalar(
        $"INSERT INTO entries(conversation_id, seq, visible_seq, epoch, holder, agent_id, at, sender, opens_turn, schema, activity) VALUES($a, $b, $c, $d, $e, $f, $g, $h, $i, {EntrySchema}, $j) RETURNING position",
        entry.ConversationId, entry.Seq, entry.VisibleSeq, entry.Epoch, (int)entry.Holder.Kind, entry.Holder.AgentId,
        entry.At.ToUnixTimeMilliseconds(), (int)entry.Sender, entry.OpensTurn ? 1 : 0, entry.Json)!.Value;

    /// <summary>Overwrites the activity of an entry, keeping its numbers.</summary>
    public void Overwrite(string conversationId, long seq, string json) =>
        Run("UPDATE entries SET activity = $c WHERE conversation_id = $a AND seq = $b", conversationId, seq, json);

    /// <summary>Writes a head.</summary>
    public void PutHead(ConversationHead head) => Run(
        "INSERT OR REPLACE INTO conversations VALUES($a, $b, $c, $d, $e, $f, $g, $h, $i, $j, $k)",
        head.ConversationId, head.Seq, head.VisibleSeq, head.Epoch, (int)head.Holder.Kind, head.Holder.AgentId,
        head.At.ToUnixTimeMilliseconds(), head.TurnSeq, head.TurnAttempts, head.LastMessageSeq, head.OpenRights);

    /// <summary>Runs a statement without results.</summary>
    /// <returns>Rows changed.</returns>
    public int Run(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Reads one number; null when there is no row or the value is null.</summary>
    public long? Scalar(string sql, params ReadOnlySpan<object?> values) =>
        Prepare(sql, values).ExecuteScalar() is long number ? number : null;

    /// <summary>Runs a query. Dispose the reader before the next statement.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteReader();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + (char)('a' + i) });
            }

            prepared[sql] = command;
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    private List<ConversationHead> Heads(string sql, params ReadOnlySpan<object?> values)
    {
        using var reader = Query(sql, values);
        var heads = new List<ConversationHead>();
        while (reader.Read())
        {
            heads.Add(new ConversationHead(
                reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), HolderAt(reader, 4), At(reader, 6),
                reader.IsDBNull(7) ? null : reader.GetInt64(7), reader.GetInt32(8), reader.GetInt64(9))
            {
                OpenRights = reader.GetString(10),
            });
        }

        return heads;
    }

    private List<LogEntry> Entries(string sql, params ReadOnlySpan<object?> values)
    {
        using var reader = Query(sql, values);
        var entries = new List<LogEntry>();
        while (reader.Read())
        {
            entries.Add(new LogEntry(
                reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetInt64(3), reader.GetInt64(4),
                HolderAt(reader, 5), At(reader, 7), (SenderKind)reader.GetInt32(8), reader.GetInt32(9) == 1, reader.GetString(10)));
        }

        return entries;
    }

    private static Holder HolderAt(SqliteDataReader reader, int column) =>
        new((HolderKind)reader.GetInt32(column), reader.IsDBNull(column + 1) ? null : reader.GetString(column + 1));

    private static DateTimeOffset At(SqliteDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
}
