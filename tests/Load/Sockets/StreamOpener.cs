using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Cardline.TestKit.DirectLine;

namespace Cardline.Load.Sockets;

/// <summary>Opens sockets from several addresses of the loopback.</summary>
internal static class StreamOpener
{
    /// <summary>Opens Direct Line streams of conversations that have begun, each with a ticket of its own.</summary>
    public static async Task OpenAsync(Uri server, SocketPlan plan, IdleSockets sockets, CancellationToken cancel)
    {
        using var addresses = new Clients(server);
        await ForEachAsync((plan.Count + plan.PerConversation - 1) / plan.PerConversation, async number =>
        {
            var http = addresses.Of(number);
            var conversation = await DirectLineConversation.StartWithSecretAsync(http, LoadServer.Secret, $"dl_{number}", cancel);
            for (var each = 0; each < plan.PerConversation && (number * plan.PerConversation) + each < plan.Count; each++)
            {
                sockets.Add(await ConnectAsync(await conversation.StreamUrlAsync(watermark: null, cancel), http, cancel));
            }
        }, cancel);
    }

    /// <summary>Opens sockets of the bare echo.</summary>
    public static async Task OpenBareAsync(Uri server, SocketPlan plan, IdleSockets sockets, CancellationToken cancel)
    {
        using var addresses = new Clients(server);
        var stream = new UriBuilder(server) { Scheme = "ws", Path = "echo" }.Uri;
        await ForEachAsync(plan.Count, async number => sockets.Add(await ConnectAsync(stream, addresses.Of(number), cancel)), cancel);
    }

    private static Task ForEachAsync(int count, Func<int, Task> open, CancellationToken cancel) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = SocketPlan.AtOnce, CancellationToken = cancel }, async (number, _) => await open(number));

    private static async Task<ClientWebSocket> ConnectAsync(Uri stream, HttpMessageInvoker from, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        try
        {
            // A connection for itself: the pool of the requests is left alone, and its address is kept.
            await socket.ConnectAsync(stream, from, cancel);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>One client for each address.</summary>
    private sealed class Clients(Uri server) : IDisposable
    {
        private readonly List<HttpClient> _all = [.. Enumerable.Range(1, SocketPlan.Addresses).Select(last => Client(server, new IPAddress([127, 0, 0, (byte)last])))];

        public HttpClient Of(int number) => _all[number % _all.Count];

        // The sockets live on: they are upgraded connections, which a client gives away.
        public void Dispose() => _all.ForEach(client => client.Dispose());

        private static HttpClient Client(Uri server, IPAddress from)
        {
            var handler = new SocketsHttpHandler
            {
                ConnectCallback = async (context, cancel) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    socket.Bind(new IPEndPoint(from, 0));
                    await socket.ConnectAsync(context.DnsEndPoint, cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            };
            return new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
        }
    }
}
