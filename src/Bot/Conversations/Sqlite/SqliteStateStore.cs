namespace Cardline.Bot.Conversations.Sqlite;

/// <summary>The state table, written by the same writer as the log.</summary>
internal sealed class SqliteStateStore(SqliteWriter writer, SqliteReaders readers) : IStateStore
{
    /// <inheritdoc/>
    public Task<string?> GetAsync(string kind, string id, CancellationToken cancel) => Task.FromResult(readers.Read(statements =>
    {
        using var reader = statements.Query("SELECT value FROM state WHERE kind = $a AND id = $b", kind, id);
        return reader.Read() ? reader.GetString(0) : null;
    }));

    /// <inheritdoc/>
    public Task PutAsync(string kind, string id, string value, CancellationToken cancel) =>
        writer.WriteAsync(statements => statements.Run("INSERT OR REPLACE INTO state VALUES($a, $b, $c)", kind, id, value));

    /// <inheritdoc/>
    public Task<bool> TryAddAsync(string kind, string id, string value, CancellationToken cancel) =>
        writer.WriteAsync(statements => statements.Run("INSERT OR IGNORE INTO state VALUES($a, $b, $c)", kind, id, value) == 1);

    /// <inheritdoc/>
    public Task DeleteAsync(string kind, string id, CancellationToken cancel) =>
        writer.WriteAsync(statements => statements.Run("DELETE FROM state WHERE kind = $a AND id = $b", kind, id));

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(string kind, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeyValuePair<string, string>>>(readers.Read(statements =>
        {
            using var reader = statements.Query("SELECT id, value FROM state WHERE kind = $a ORDER BY id", kind);
            var values = new List<KeyValuePair<string, string>>();
            while (reader.Read())
            {
                values.Add(new KeyValuePair<string, string>(reader.GetString(0), reader.GetString(1)));
            }

            return values;
        }));
}
