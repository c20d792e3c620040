using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Cardline.Bot.Conversations.Sqlite;

/// <summary>Read connections, reused. Readers never block the writer (WAL), and each sees what was committed when its statement began.</summary>
internal sealed class SqliteReaders(SqliteFile file) : IDisposable
{
    /// <summary>Most idle connections kept; more are opened under load and closed after use.</summary>
    public const int IdleMax = 16;

    private readonly ConcurrentBag<(SqliteConnection Connection, SqliteStatements Statements)> idle = [];

    /// <summary>Runs one read.</summary>
    /// <exception cref="LogUnavailableException">The file cannot be read.</exception>
    public T Read<T>(Func<SqliteStatements, T> read)
    {
        try
        {
            if (!idle.TryTake(out var reader))
            {
                var connection = file.Open();
                reader = (connection, new SqliteStatements(connection));
            }

            // What failed in the middle of something is not reused, and not left open either.
            var good = false;
            try
            {
                var result = read(reader.Statements);
                good = true;
                return result;
            }
            finally
            {
                GiveBack(reader, good);
            }
        }
        catch (SqliteException e)
        {
            throw new LogUnavailableException("BOT030: The store could not be read; try the same request again.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (idle.TryTake(out var reader))
        {
            Close(reader);
        }
    }

    private void GiveBack((SqliteConnection Connection, SqliteStatements Statements) reader, bool good)
    {
        if (good && idle.Count < IdleMax)
        {
            idle.Add(reader);
        }
        else
        {
            Close(reader);
        }
    }

    private static void Close((SqliteConnection Connection, SqliteStatements Statements) reader)
    {
        reader.Statements.Dispose();
        reader.Connection.Dispose();
    }
}
