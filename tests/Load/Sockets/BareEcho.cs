using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using Cardline.TestKit;
using Cardline.TestKit.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cardline.Load.Sockets;

/// <summary>The yardstick of <c>sockets</c>: Kestrel and a loop that sends back what comes. It runs as a process of its own (the command <c>bare-echo</c>).</summary>
internal sealed class BareEcho : IAsyncDisposable
{
    // As few bytes as ours reads into, so that the comparison is not won by the buffer of an example.
    private const int BufferBytes = 32;

    private readonly Process _process;

    private BareEcho(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Gets its address.</summary>
    public Uri Address { get; }

    /// <summary>Gets the id of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Describes the command that is the process.</summary>
    public static Command Make()
    {
        var port = new Option<int>("--port") { Required = true, Description = "Port on 127.0.0.1." };
        var command = new Command("bare-echo", "The bare sockets that 'sockets' compares with; ends with its input.") { port };
        command.SetAction((arguments, cancel) => ServeAsync(arguments.GetValue(port), cancel));
        return command;
    }

    /// <summary>Starts the process and waits until it answers.</summary>
    public static async Task<BareEcho> StartAsync(CancellationToken cancel)
    {
        var port = LoopbackPort.Free();
        string[] line = [typeof(BareEcho).Assembly.Location, "bare-echo", "--port", port.ToString(CultureInfo.InvariantCulture)];
        var process = Process.Start(new ProcessStartInfo("dotnet", line) { UseShellExecute = false, RedirectStandardInput = true })!;
        var server = new BareEcho(process, new Uri($"http://127.0.0.1:{port}/"));
        using var http = new HttpClient();
        await Waiting.UntilAsync("the bare echo", async () =>
        {
            try
            {
                return (await http.GetAsync(server.Address, cancel)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, cancel: cancel);
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<int> ServeAsync(int port, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        app.UseWebSockets();
        app.MapGet("/", () => "ready");
        app.Map("/echo", EchoAsync);
        await app.StartAsync(cancel);

        // The parent's end closes the input, so that no server is left behind when the parent dies.
        await Console.In.ReadToEndAsync(cancel);
        return 0;
    }

    private static async Task EchoAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[BufferBytes];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), http.RequestAborted) is { MessageType: not WebSocketMessageType.Close } read)
            {
                await socket.SendAsync(buffer.AsMemory(0, read.Count), read.MessageType, read.EndOfMessage, http.RequestAborted);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client is gone.
        }
    }
}
