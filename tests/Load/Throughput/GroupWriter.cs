using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Cardline.Load.Throughput;

/// <summary>A writer of the same kind as the server's (one thread, one transaction for whatever has queued up, WAL, synchronous=FULL), and nothing else.</summary>
internal sealed class GroupWriter : IBareWriter
{
    private const int BatchMax = 128;
    private const int QueueMax = 4096;

    private readonly Channel<(BareWrite Write, TaskCompletionSource Done)> _queue =
        Channel.CreateBounded<(BareWrite, TaskCompletionSource)>(new BoundedChannelOptions(QueueMax) { SingleReader = true });

    private readonly SqliteConnection _connection;
    private readonly Thread _thread;

    /// <summary>Makes the file and starts the thread.</summary>
    public GroupWriter(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;");
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <inheritdoc/>
    public async Task WriteAsync(BareWrite write, CancellationToken cancel)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((write, done), cancel);
        await done.Task.WaitAsync(cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
        _connection.Dispose();
    }

    private void Run()
    {
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows(text) VALUES($text)";
        var text = insert.Parameters.Add("$text", SqliteType.Text);
        var batch = new List<TaskCompletionSource>(BatchMax);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Execute("BEGIN IMMEDIATE");
            while (batch.Count < BatchMax && _queue.Reader.TryRead(out var piece))
            {
                foreach (var row in piece.Write.Rows)
                {
                    text.Value = row;
                    insert.ExecuteNonQuery();
                }

                batch.Add(piece.Done);
            }

            Execute("COMMIT");
            batch.ForEach(done => done.SetResult());
            batch.Clear();
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
