using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Cardline.TestKit.Network;

/// <summary>Stands between a client and a server on 127.0.0.1 and does to their connections what networks do.</summary>
/// <remarks>The mode may be changed at any time, by one caller; it holds at once for open connections and for new ones.</remarks>
public sealed class ChaosProxy : IAsyncDisposable
{
    /// <summary>Most connections at a time; more are reset.</summary>
    public const int ConnectionsMax = 256;

    private readonly int _targetPort;
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly long[] _bytes = new long[2];
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private volatile ChaosState _state = new(new Chaos.Pass());
    private int _connectionsTotal;

    private ChaosProxy(int targetPort) => _targetPort = targetPort;

    /// <summary>Gets the port on 127.0.0.1 that clients connect to.</summary>
    public int Port { get; private set; }

    /// <summary>Gets the address as host and port.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Gets the mode in force.</summary>
    public Chaos Mode => _state.Mode;

    /// <summary>Gets how many connections are open.</summary>
    public int ConnectionsNow => _connections.Count;

    /// <summary>Gets how many connections were ever taken.</summary>
    public int ConnectionsTotal => Volatile.Read(ref _connectionsTotal);

    internal ChaosState State => _state;

    /// <summary>Starts a proxy that passes everything.</summary>
    /// <param name="targetPort">The server's port on 127.0.0.1; nobody needs to listen there yet.</param>
    public static ChaosProxy Start(int targetPort)
    {
        var proxy = new ChaosProxy(targetPort);
        proxy.Listen();
        return proxy;
    }

    /// <summary>Says how many bytes went through in a direction.</summary>
    public long Bytes(ChaosDirection direction) => Interlocked.Read(ref _bytes[(int)direction]);

    /// <summary>Changes the mode.</summary>
    /// <returns>Ends when the connections that the change resets are closed.</returns>
    public async Task SetAsync(Chaos mode)
    {
        var old = _state;
        _state = new ChaosState(mode);
        old.End();
        if (mode is Chaos.Cut)
        {
            _listener?.Dispose();
            _listener = null;
            await _accepting;
        }

        if (mode is Chaos.Cut || old.Mode is Chaos.HalfOpen)
        {
            await ResetAllAsync();
        }

        if (mode is not Chaos.Cut && _listener is null)
        {
            Listen();
        }
    }

    /// <summary>Resets the open connections once; the mode stays, and new connections are taken.</summary>
    public Task ResetAllAsync()
    {
        var open = _connections.ToArray();
        foreach (var (client, _) in open)
        {
            Reset(client);
        }

        return Task.WhenAll(open.Select(one => one.Value));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await SetAsync(new Chaos.Cut());
        await _ended.CancelAsync();
        _ended.Dispose();
    }

    internal void Count(ChaosDirection direction, int bytes) => Interlocked.Add(ref _bytes[(int)direction], bytes);

    private static void Reset(Socket socket)
    {
        try
        {
            // Without lingering, closing sends a reset instead of an orderly end.
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        socket.Dispose();
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private void Listen()
    {
        var listener = NewSocket();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen(ConnectionsMax);
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _listener = listener;
        _accepting = AcceptAsync(listener);
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptAsync(_ended.Token);
                client.NoDelay = true;
                Interlocked.Increment(ref _connectionsTotal);
                if (_connections.Count >= ConnectionsMax || _state.Mode is Chaos.Cut)
                {
                    Reset(client);
                    continue;
                }

                var start = new TaskCompletionSource();
                _connections[client] = ServeAsync(client, start.Task);
                start.SetResult();
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The listener was closed: the proxy is cut or at its end.
        }
    }

    private async Task ServeAsync(Socket client, Task listed)
    {
        await listed;
        using var server = NewSocket();
        try
        {
            if (_state.Mode is not Chaos.HalfOpen)
            {
                await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _targetPort), _ended.Token);
            }

            await (server.Connected ? ExchangeAsync(client, server) : SwallowAsync(client));
            client.Dispose();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // One side is gone, which is what this class is for; the other side learns it by a reset.
        }
        finally
        {
            Reset(client);
            _connections.TryRemove(client, out _);
        }
    }

    private async Task ExchangeAsync(Socket client, Socket server)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        Task[] parts =
        [
            .. new ChaosFlow(client, server, ChaosDirection.ToServer, this).Run(broken.Token),
            .. new ChaosFlow(server, client, ChaosDirection.ToClient, this).Run(broken.Token),
        ];

        // When one part breaks, the others must not wait for bytes that never come.
        foreach (var part in parts)
        {
            _ = part.ContinueWith(_ => Break(broken), CancellationToken.None, TaskContinuationOptions.NotOnRanToCompletion, TaskScheduler.Default);
        }

        await Task.WhenAll(parts);
    }

    private static void Break(CancellationTokenSource broken)
    {
        try
        {
            broken.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Both directions are at their end already.
        }
    }

    private async Task SwallowAsync(Socket client)
    {
        var buffer = new byte[ChaosFlow.ReadBytesMax];
        while (await client.ReceiveAsync(buffer, SocketFlags.None, _ended.Token) > 0)
        {
            // Read and forgotten.
        }
    }
}
