using System.Net.Sockets;
using System.Threading.Channels;

namespace Cardline.TestKit.Network;

/// <summary>One direction of one connection: reads at once, writes as the mode in force says.</summary>
internal sealed class ChaosFlow(Socket from, Socket to, ChaosDirection direction, ChaosProxy proxy)
{
    /// <summary>Most bytes read at a time.</summary>
    public const int ReadBytesMax = 16 * 1024;

    /// <summary>Most reads that are held back; then reading stops, and the sender's own buffers fill.</summary>
    public const int ReadsHeldMax = 64;

    /// <summary>How many writes a second a slow flow is cut into at most.</summary>
    private const int SlowWritesPerSecond = 20;

    private readonly Channel<Held> _held = Channel.CreateBounded<Held>(new BoundedChannelOptions(ReadsHeldMax) { SingleReader = true, SingleWriter = true });

    /// <summary>Starts reading and writing; both end when the sender is done and everything is delivered, and one fails when the connection breaks.</summary>
    public Task[] Run(CancellationToken cancel) => [ReadAsync(cancel), WriteAsync(cancel)];

    private async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var buffer = new byte[ReadBytesMax];
                var count = await from.ReceiveAsync(buffer, SocketFlags.None, cancel);
                if (count == 0)
                {
                    return;
                }

                await _held.Writer.WriteAsync(new Held(buffer.AsMemory(0, count), TimeProvider.System.GetTimestamp()), cancel);
            }
        }
        finally
        {
            _held.Writer.TryComplete();
        }
    }

    private async Task WriteAsync(CancellationToken cancel)
    {
        await foreach (var held in _held.Reader.ReadAllAsync(cancel))
        {
            var left = held.Bytes;
            while (left.Length > 0)
            {
                var state = proxy.State;
                try
                {
                    left = left[await ForwardAsync(held with { Bytes = left }, state, cancel)..];
                }
                catch (OperationCanceledException) when (state.Ended.IsCancellationRequested && !cancel.IsCancellationRequested)
                {
                    // Another mode took over while this one waited; nothing of what is left was written.
                }
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Waits as the mode says and writes at most what it allows.</summary>
    /// <returns>How many bytes are dealt with.</returns>
    private async Task<int> ForwardAsync(Held held, ChaosState state, CancellationToken cancel)
    {
        switch (state.Mode)
        {
            case Chaos.Blackhole(var dark) when dark == direction:
                await PauseAsync(Timeout.InfiniteTimeSpan, state, cancel);
                return 0;
            case Chaos.HalfOpen or Chaos.Cut:
                // A cut connection is reset by the proxy; until that arrives nothing may slip through.
                return held.Bytes.Length;
            case Chaos.Delay(var by):
                await PauseAsync(by - TimeProvider.System.GetElapsedTime(held.ReadAt), state, cancel);
                return await SendAsync(held.Bytes, cancel);
            case Chaos.Slow(var bytesPerSecond):
                var piece = Math.Clamp(bytesPerSecond / SlowWritesPerSecond, 1, held.Bytes.Length);
                await PauseAsync(TimeSpan.FromSeconds((double)piece / bytesPerSecond), state, cancel);
                return await SendAsync(held.Bytes[..piece], cancel);
            case Chaos.Drip:
                return await SendAsync(held.Bytes[..1], cancel);
            default:
                return await SendAsync(held.Bytes, cancel);
        }
    }

    private async Task<int> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var sent = await to.SendAsync(bytes, SocketFlags.None, cancel);
        proxy.Count(direction, sent);
        return sent;
    }

    private static async Task PauseAsync(TimeSpan time, ChaosState state, CancellationToken cancel)
    {
        if (time > TimeSpan.Zero || time == Timeout.InfiniteTimeSpan)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, state.Ended);
            await Task.Delay(time, TimeProvider.System, either.Token);
        }
    }

    private sealed record Held(ReadOnlyMemory<byte> Bytes, long ReadAt);
}
