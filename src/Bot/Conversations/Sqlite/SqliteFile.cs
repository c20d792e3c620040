using Microsoft.Data.Sqlite;

namespace Cardline.Bot.Conversations.Sqlite;

/// <summary>
/// The database file: opens it, checks its version and makes its tables.
/// </summary>
/// <remarks>
/// Format 2, <c>PRAGMA user_version = 2</c>; format 1, which had no <c>open_rights</c>, is brought up to it when the file is opened. <c>entries</c> is the truth; <c>conversations</c> is a fold of it kept in the same
/// transaction and may be rebuilt; <c>keys</c> holds idempotency keys for as long as the log; <c>state</c> is the little truth
/// beside the logs. WAL with synchronous=FULL: a commit returns after the WAL is synced. One connection writes
/// (<see cref="SqliteWriter"/>), any number read.
/// </remarks>
internal sealed class SqliteFile
{
    /// <summary>Version of the tables that this program writes.</summary>
    public const int FormatVersion = 2;

    private const string Tables = """
        CREATE TABLE entries(
            position INTEGER PRIMARY KEY, conversation_id TEXT NOT NULL, seq INTEGER NOT NULL, visible_seq INTEGER,
            epoch INTEGER NOT NULL, holder INTEGER NOT NULL, agent_id TEXT, at INTEGER NOT NULL, sender INTEGER NOT NULL,
            opens_turn INTEGER NOT NULL, schema INTEGER NOT NULL, activity TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX entries_by_seq ON entries(conversation_id, seq);
        CREATE UNIQUE INDEX entries_by_visible_seq ON entries(conversation_id, visible_seq) WHERE visible_seq IS NOT NULL;
        CREATE TABLE conversations(
            id TEXT PRIMARY KEY, seq INTEGER NOT NULL, visible_seq INTEGER NOT NULL, epoch INTEGER NOT NULL, holder INTEGER NOT NULL,
            agent_id TEXT, at INTEGER NOT NULL, turn_seq INTEGER, turn_attempts INTEGER NOT NULL, last_message_seq INTEGER NOT NULL,
            open_rights TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;
        CREATE INDEX conversations_with_open_turn ON conversations(turn_seq) WHERE turn_seq IS NOT NULL;
        CREATE INDEX conversations_with_people ON conversations(holder) WHERE holder IN (1, 2);
        CREATE TABLE keys(
            conversation_id TEXT NOT NULL, kind INTEGER NOT NULL, sender_id TEXT NOT NULL, client_id TEXT NOT NULL,
            body_hash BLOB NOT NULL, first_seq INTEGER NOT NULL,
            PRIMARY KEY(conversation_id, kind, sender_id, client_id)) STRICT, WITHOUT ROWID;
        CREATE TABLE state(kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(kind, id)) STRICT, WITHOUT ROWID;
        """;

    private readonly string path;
    private readonly bool reads;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="StoreStartException">The file cannot be used; the message says why and what to do.</exception>
    public SqliteFile(string path)
    {
        this.path = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(this.path)!);
            using var connection = Open();
            Prepare(connection);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreStartException(
                $"BOT031: The database {this.path} cannot be opened for writing ({e.Message}). " +
                "Check that the folder exists, is writable and has free space, or set Storage:Sqlite:Path to another place.", e);
        }
    }

    private SqliteFile(string path, bool reads) => (this.path, this.reads) = (path, reads);

    /// <summary>Opens a file that is there for reading alone: it is neither made nor changed, whoever else writes it.</summary>
    /// <exception cref="StoreStartException">The file is not there, cannot be read, or has another format; the message says what to do.</exception>
    public static SqliteFile ForReading(string path)
    {
        var file = new SqliteFile(Path.GetFullPath(path), reads: true);
        try
        {
            using var connection = file.Open();
            var version = VersionOf(connection);
            return version == FormatVersion ? file : throw new StoreStartException(
                $"BOT032: The database {file.path} has format {version}, and this program reads format {FormatVersion}. Nothing was changed.");
        }
        catch (SqliteException e)
        {
            throw new StoreStartException(
                $"BOT031: The database {file.path} cannot be opened for reading ({e.Message}). Set Storage:Sqlite:Path to the file of the server.", e);
        }
    }

    /// <summary>Opens one more connection with the settings that durability rests on, and with which what was overwritten is gone from the file too.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = reads ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate }.ToString());
        connection.Open();
        if (reads)
        {
            Execute(connection, "PRAGMA busy_timeout=5000; PRAGMA cache_size=-8000; PRAGMA query_only=ON;");
            return connection;
        }

        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA cache_size=-8000; PRAGMA secure_delete=ON;");
        return connection;
    }

    /// <summary>Runs one statement without results.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Prepare(SqliteConnection connection)
    {
        var version = VersionOf(connection);
        if (version > FormatVersion)
        {
            throw new StoreStartException(
                $"BOT032: The database {path} has format {version}, and this program writes format {FormatVersion}. " +
                "A newer Cardline made it: start that version, or set Storage:Sqlite:Path to another file. Nothing was changed.");
        }

        if (version == 0)
        {
            Execute(connection, $"BEGIN IMMEDIATE; {Tables} PRAGMA user_version={FormatVersion}; COMMIT;");
        }

        if (version == 1)
        {
            // No right was ever written to such a file, so none is open in it.
            Execute(connection, $"BEGIN IMMEDIATE; ALTER TABLE conversations ADD COLUMN open_rights TEXT NOT NULL DEFAULT ''; PRAGMA user_version={FormatVersion}; COMMIT;");
        }

        // A file on a read-only disk opens without complaint; only a write shows it, and it should show before the first cardholder.
        Execute(connection, $"BEGIN IMMEDIATE; PRAGMA user_version={FormatVersion}; COMMIT;");
    }

    private static long VersionOf(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }
}
