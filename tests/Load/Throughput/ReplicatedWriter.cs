using System.Threading.Channels;
using StackExchange.Redis;

namespace Cardline.Load.Throughput;

/// <summary>Writes that count when a replica has them: whatever has queued up and one WAIT behind it, on a connection that nothing else uses.</summary>
internal sealed class ReplicatedWriter : IBareWriter
{
    private const int BatchMax = 128;
    private const int QueueMax = 4096;
    private const int ReplicaWaitMilliseconds = 1000;

    private readonly Channel<(BareWrite Write, TaskCompletionSource Done)> _queue =
        Channel.CreateBounded<(BareWrite, TaskCompletionSource)>(new BoundedChannelOptions(QueueMax) { SingleReader = true });

    private readonly ConnectionMultiplexer _connection;
    private readonly Func<IDatabase, BareWrite, Task> _send;
    private readonly Task _work;

    /// <summary>Connects and begins to take writes.</summary>
    public ReplicatedWriter(string address, Func<IDatabase, BareWrite, Task> send)
    {
        (_connection, _send) = (RedisRows.Connect(address), send);
        _work = Task.Run(RunAsync);
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
        _work.GetAwaiter().GetResult();
        _connection.Close(allowCommandsToComplete: false);
    }

    private async Task RunAsync()
    {
        var database = _connection.GetDatabase();
        var batch = new List<(Task Sent, TaskCompletionSource Done)>(BatchMax);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchMax && _queue.Reader.TryRead(out var piece))
            {
                batch.Add((_send(database, piece.Write), piece.Done));
            }

            try
            {
                var replicas = (int)await database.ExecuteAsync("WAIT", 1, ReplicaWaitMilliseconds);
                await Task.WhenAll(batch.Select(one => one.Sent));
                if (replicas < 1)
                {
                    throw new InvalidOperationException($"The replica did not have it within {ReplicaWaitMilliseconds} ms.");
                }

                batch.ForEach(one => one.Done.SetResult());
            }
            catch (Exception e) when (e is RedisException or InvalidOperationException)
            {
                batch.ForEach(one => one.Done.SetException(e));
            }

            batch.Clear();
        }
    }
}
