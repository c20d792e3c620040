using Cardline.Bot.Conversations;
using Cardline.Bot.Conversations.Sqlite;

namespace Cardline.Load.Throughput;

/// <summary>Writes of the bare endpoint that are a turn's own: Cardline's tables, statements and group commit.</summary>
internal sealed class SqliteTurnWriter(string path) : IBareWriter
{
    private readonly SqliteWriter _writer = new(new SqliteFile(path), new ProtectionSwitches());
    private readonly BareTurns _turns = new();

    /// <inheritdoc/>
    public Task WriteAsync(BareWrite write, CancellationToken cancel)
    {
        var append = _turns.Next(write);
        return _writer.WriteAsync(statements => Write(statements, append)).WaitAsync(cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static bool Write(SqliteStatements statements, BareAppend append)
    {
        if (append.Key is { } key)
        {
            statements.AddKey(append.After.ConversationId, key, BareAppend.Hash, append.Entries[0].Seq);
        }

        foreach (var entry in append.Entries)
        {
            statements.AddEntry(entry);
        }

        statements.PutHead(append.After);
        return true;
    }
}
