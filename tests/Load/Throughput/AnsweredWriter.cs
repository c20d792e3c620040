using StackExchange.Redis;

namespace Cardline.Load.Throughput;

/// <summary>Writes that are safe once Redis answers: in memory, or synced when the server syncs before it answers.</summary>
internal sealed class AnsweredWriter(string address, Func<IDatabase, BareWrite, Task> send) : IBareWriter
{
    private readonly ConnectionMultiplexer _connection = RedisRows.Connect(address);

    /// <inheritdoc/>
    public Task WriteAsync(BareWrite write, CancellationToken cancel) => send(_connection.GetDatabase(), write).WaitAsync(cancel);

    /// <inheritdoc/>
    public void Dispose() => _connection.Close(allowCommandsToComplete: false);
}
