using StackExchange.Redis;

namespace Cardline.Load.Throughput;

/// <summary>Writes that are safe once Redis answers: in memory, or synced when the server syncs before it answers.</summary>
internal sealed class AnsweredWriter(string address) : IBareWriter
{
    private readonly ConnectionMultiplexer _connection = RedisRows.Connect(address);

    /// <inheritdoc/>
    public Task WriteAsync(string text, int rows, CancellationToken cancel) => RedisRows.SendAsync(_connection.GetDatabase(), text, rows).WaitAsync(cancel);

    /// <inheritdoc/>
    public void Dispose() => _connection.Close(allowCommandsToComplete: false);
}
