using System.Runtime.CompilerServices;

namespace Cardline.Bot.Conversations.Sqlite;

/// <summary>The archive over a SQLite file: pages of ids in their own order, so what is written meanwhile moves nothing.</summary>
internal sealed class SqliteArchive(SqliteReaders readers) : ILogArchive
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = string.Empty;
        while (readers.Read(statements => statements.IdsAfter(after, since, ILogArchive.IdsPageMax)) is { Count: > 0 } page)
        {
            foreach (var id in page)
            {
                cancel.ThrowIfCancellationRequested();
                yield return id;
            }

            after = page[^1];

            // A report over a large file lets others have the thread between two pages.
            await Task.Yield();
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEntry>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<LogEntry>>(readers.Read(statements => statements.EntriesAfterSeq(conversationId, after, limit)));
}
