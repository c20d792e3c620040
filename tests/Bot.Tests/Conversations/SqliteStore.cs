using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cardline.Bot.Tests.Conversations;

/// <summary>A real file in a folder of its own; opening it again is a restart.</summary>
internal sealed class SqliteStore : IDisposable
{
    private readonly bool ownsFolder;

    public SqliteStore(string? folder = null, TimeProvider? clock = null, ProtectionSwitches? switches = null)
    {
        ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("cardline-log-").FullName;
        switches ??= new ProtectionSwitches();
        File = new SqliteFile(Path.Combine(Folder, "cardline.db"));
        Writer = new SqliteWriter(File, switches);
        Readers = new SqliteReaders(File);
        Tails = new Tails();
        Log = new SqliteConversationLog(Writer, Readers, Tails, new ConversationRules(clock ?? new ManualClock(), switches), switches);
        State = new SqliteStateStore(Writer, Readers);
    }

    public string Folder { get; }

    public SqliteFile File { get; }

    public SqliteWriter Writer { get; }

    public SqliteReaders Readers { get; }

    public Tails Tails { get; }

    public IConversationLog Log { get; }

    public IStateStore State { get; }

    /// <summary>Runs SQL on the file, as a person with a tool would.</summary>
    public void Execute(string sql)
    {
        using var connection = File.Open();
        SqliteFile.Execute(connection, sql);
    }

    public long Count(string sql)
    {
        using var connection = File.Open();
        using var command = new SqliteCommand(sql, connection);
        return (long)command.ExecuteScalar()!;
    }

    public void Close()
    {
        Writer.Dispose();
        Readers.Dispose();
    }

    public void Dispose()
    {
        Close();
        if (ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
