using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Tests.Gate;

/// <summary>A client's socket.</summary>
internal sealed class SocketClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>Opens a socket inside an HTTP/2 connection, as browsers do where the server offers it.</summary>
    public static async Task<SocketClient> OpenOverHttp2Async(string streamUrl)
    {
        var client = new SocketClient();
        client._socket.Options.HttpVersion = System.Net.HttpVersion.Version20;
        client._socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var limit = new CancellationTokenSource(GateHost.Ceiling);
        await client._socket.ConnectAsync(new Uri(streamUrl), invoker, limit.Token);
        return client;
    }

    public static async Task<SocketClient> OpenAsync(string streamUrl, string? origin = null)
    {
        var client = new SocketClient();
        if (origin is not null)
        {
            client._socket.Options.SetRequestHeader("Origin", origin);
        }

        using var limit = new CancellationTokenSource(GateHost.Ceiling);
        await client._socket.ConnectAsync(new Uri(streamUrl), limit.Token);
        return client;
    }

    /// <summary>The next set; null when the server closed. Signs of life are passed over, as every client does.</summary>
    public async Task<JsonObject?> NextAsync()
    {
        while (true)
        {
            var frame = await FrameAsync();
            if (frame is not { Length: 0 })
            {
                return frame is null ? null : JsonNode.Parse(frame)!.AsObject();
            }
        }
    }

    /// <summary>The next frame as it comes; null when the server closed.</summary>
    public async Task<byte[]?> FrameAsync()
    {
        using var limit = new CancellationTokenSource(GateHost.Ceiling);
        var buffer = new byte[65_536];
        var text = new MemoryStream();
        WebSocketReceiveResult read;
        do
        {
            read = await _socket.ReceiveAsync(buffer, limit.Token);
            text.Write(buffer, 0, read.Count);
        }
        while (!read.EndOfMessage);
        if (read.MessageType != WebSocketMessageType.Close)
        {
            return text.ToArray();
        }

        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        return null;
    }

    /// <summary>Reads until so many activities have come.</summary>
    public async Task<List<JsonObject>> ActivitiesAsync(int count)
    {
        var all = new List<JsonObject>();
        while (all.Count < count)
        {
            all.AddRange((await NextAsync())!["activities"]!.AsArray().Select(activity => activity!.AsObject()));
        }

        return all;
    }

    public Task SendAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public void Dispose() => _socket.Dispose();
}
