using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Cardline.TestKit.DirectLine;

/// <summary>An open stream of one conversation.</summary>
public sealed class DirectLineSocket(ClientWebSocket socket) : IDisposable
{
    private const int FrameBytesMax = 4 * 1024 * 1024;
    private byte[] _buffer = new byte[16 * 1024];

    /// <summary>Gets what the server said when it closed the stream; null before that.</summary>
    public WebSocketCloseStatus? ClosedWith => socket.CloseStatus;

    /// <summary>Reads the next frame that carries anything.</summary>
    /// <returns>Null when the server closed the stream.</returns>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task<ActivitySet?> NextAsync(CancellationToken cancel) =>
        await NextFrameAsync(cancel) is { } frame ? ActivitySet.Of((JsonObject)JsonNode.Parse(frame.Span)!) : null;

    /// <summary>Reads the next frame that carries anything, as it came; good until the next read.</summary>
    /// <returns>Null when the server closed the stream.</returns>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task<ReadOnlyMemory<byte>?> NextFrameAsync(CancellationToken cancel)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancel);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage && length > 0)
            {
                return _buffer.AsMemory(0, length);
            }

            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, length < FrameBytesMax ? 2 * length : throw new InvalidDataException($"A frame of more than {FrameBytesMax} bytes."));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
