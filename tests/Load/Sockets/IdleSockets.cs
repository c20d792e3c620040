using System.Collections.Concurrent;
using System.Net.WebSockets;
using Cardline.Load.Throughput;

namespace Cardline.Load.Sockets;

/// <summary>Open sockets that say no more than a widget does: an empty frame every 20 seconds. What comes is read and forgotten.</summary>
internal sealed class IdleSockets : IAsyncDisposable
{
    private static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ClientWebSocket, Task> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _living;

    /// <summary>Begins to keep what is added alive.</summary>
    public IdleSockets() => _living = LiveAsync();

    /// <summary>Adds an open socket.</summary>
    public void Add(ClientWebSocket socket) => _open[socket] = ReadAsync(socket);

    /// <summary>Holds them, and looks at the node every second.</summary>
    public async Task<Held> HoldAsync(string whose, int processId, long before, SocketPlan plan, CancellationToken cancel)
    {
        var (opened, least, most) = (ResidentMemory.Of(processId), long.MaxValue, 0L);
        var cpu = Measure.CpuMilliseconds(processId);
        Report.Say($"{whose}: {Count} sockets open");
        using var timer = new PeriodicTimer(LookEvery);
        for (var left = plan.Held; left > TimeSpan.Zero; left -= LookEvery)
        {
            await timer.WaitForNextTickAsync(cancel);
            var now = ResidentMemory.Of(processId);
            (least, most) = (Math.Min(least, now), Math.Max(most, now));
        }

        var share = (Measure.CpuMilliseconds(processId) - cpu) / plan.Held.TotalMilliseconds;
        return new Held(Math.Max(0, Count - SocketPlan.First.Count), before, opened, least, most, share);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _living;
        await Task.WhenAll(_open.Values);
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }

        _end.Dispose();
    }

    private int Count => _open.Keys.Count(socket => socket.State == WebSocketState.Open);

    private async Task ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer, _end.Token)).MessageType != WebSocketMessageType.Close)
            {
                // Read and forgotten.
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It is counted as closed.
        }
    }

    /// <summary>Sends the signs of life spread over their time, a tenth of the sockets at a time.</summary>
    private async Task LiveAsync()
    {
        const int Parts = 10;
        using var timer = new PeriodicTimer(SignOfLifeEvery / Parts);
        try
        {
            for (var part = 0; await timer.WaitForNextTickAsync(_end.Token); part = (part + 1) % Parts)
            {
                foreach (var (socket, index) in _open.Keys.Select((socket, index) => (socket, index)).Where(one => one.index % Parts == part && one.socket.State == WebSocketState.Open))
                {
                    await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, endOfMessage: true, _end.Token);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The end, or the node is gone, which the readers have seen too.
        }
    }
}
