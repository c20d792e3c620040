namespace Cardline.Bot.Conversations.Sqlite;

/// <summary>Whether the file can be read, and what a commit promises.</summary>
internal sealed class SqliteHealth(SqliteReaders readers, ProtectionSwitches switches) : IStoreHealth
{
    /// <inheritdoc/>
    public Task<StoreHealth> CheckAsync(CancellationToken cancel)
    {
        readers.Read(statements => statements.LastPosition());
        return Task.FromResult(new StoreHealth("sqlite", switches.Durability ? "fsync" : "none"));
    }
}
