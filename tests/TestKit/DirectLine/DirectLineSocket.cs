using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Cardline.TestKit.DirectLine;

/// <summary>An open stream of one conversation.</summary>
public sealed class DirectLineSocket(ClientWebSocket socket) : IDisposable
{
    private const int FrameBytesMax = 4 * 1024 * 1024;
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Gets what the server said when it closed the stream; null before that.</summary>
    public WebSocketCloseStatus? ClosedWith => socket.CloseStatus;

    /// <summary>Reads the next frame that carries anything.</summary>
    /// <returns>Null when the server closed the stream.</returns>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task<ActivitySet?> NextAsync(CancellationToken cancel)
    {
        using var frame = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer, cancel);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            frame.Write(_buffer, 0, part.Count);
            if (frame.Length > FrameBytesMax)
            {
                throw new InvalidDataException($"A frame of more than {FrameBytesMax} bytes.");
            }

            if (part.EndOfMessage && frame.Length == 0)
            {
                continue;
            }

            if (part.EndOfMessage)
            {
                return ActivitySet.Of((JsonObject)JsonNode.Parse(frame.ToArray())!);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
