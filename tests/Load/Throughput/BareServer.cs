using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Cardline.Load.Stores;
using Cardline.TestKit;
using Cardline.TestKit.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cardline.Load.Throughput;

/// <summary>
/// The yardstick: an ASP.NET Core endpoint that takes a body and stores it in as many durable writes as a turn needs, either its bytes alone or as
/// a turn's own writes, and decides nothing. It runs as a process of its own (the command <c>bare</c>).
/// </summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly Process _process;

    private BareServer(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Gets its address.</summary>
    public Uri Address { get; }

    /// <summary>Gets the id of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Describes the command that is the process.</summary>
    public static Command Make()
    {
        var port = new Option<int>("--port") { Required = true, Description = "Port on 127.0.0.1." };
        var store = new Option<string>("--store") { Required = true, Description = "What it writes to." };
        var target = new Option<string>("--target") { Required = true, Description = "SQLite file to make, or host:port of Redis." };
        var writes = new Option<int>("--writes") { DefaultValueFactory = _ => 2, Description = "Durable writes per request, one after the other." };
        var rows = new Option<int>("--rows") { DefaultValueFactory = _ => 2, Description = "Rows per write." };
        var alike = new Option<bool>("--alike") { Description = "The writes of a turn (its keys, heads and indexes), not its bytes alone." };
        var command = new Command("bare", "The bare endpoint that 'throughput' compares with; ends with its input.") { port, store, target, writes, rows, alike };
        command.SetAction(async (arguments, cancel) =>
        {
            using var writer = Writer(StoreKinds.Parse(arguments.GetValue(store)!), arguments.GetValue(target)!, arguments.GetValue(alike));
            return await ServeAsync(arguments.GetValue(port), writer, arguments.GetValue(writes), arguments.GetValue(rows), cancel);
        });
        return command;
    }

    /// <summary>Starts the process and waits until it answers.</summary>
    public static async Task<BareServer> StartAsync(StoreKind kind, LoadStore store, int writes, int rows, bool alike, CancellationToken cancel)
    {
        var port = LoopbackPort.Free();
        var target = store.Address ?? Path.Combine(store.Folder.FullPath, "bare.db");
        string[] line =
        [
            typeof(BareServer).Assembly.Location, "bare", "--port", Text(port), "--store", kind.ToName(), "--target", target, "--writes", Text(writes), "--rows", Text(rows),
            "--alike", alike ? "true" : "false",
        ];
        var start = new ProcessStartInfo("dotnet", line) { UseShellExecute = false, RedirectStandardInput = true };

        // The collector that the server has, and that a web project has unless it says otherwise.
        start.Environment["DOTNET_gcServer"] = "1";
        var process = Process.Start(start)!;
        var server = new BareServer(process, new Uri($"http://127.0.0.1:{port}/"));
        using var http = new HttpClient();
        await Waiting.UntilAsync("the bare server", async () =>
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

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IBareWriter Writer(StoreKind kind, string target, bool alike) => kind switch
    {
        StoreKind.Sqlite => alike ? new SqliteTurnWriter(target) : new GroupWriter(target),
        StoreKind.RedisReplicated => new ReplicatedWriter(target, alike ? new RedisTurnWrites(tellsAtOnce: false).SendAsync : RedisRows.SendAsync),
        _ => new AnsweredWriter(target, alike ? new RedisTurnWrites(tellsAtOnce: true).SendAsync : RedisRows.SendAsync),
    };

    private static async Task<int> ServeAsync(int port, IBareWriter writer, int writes, int rows, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        await using var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        app.MapGet("/", () => "ready");
        app.MapPost("/turn", async (HttpRequest request, string conversation, CancellationToken gone) =>
        {
            using var reader = new StreamReader(request.Body);
            var text = await reader.ReadToEndAsync(gone);
            var size = text.Length / (writes * rows);
            for (var write = 0; write < writes; write++)
            {
                var first = write * rows;
                await writer.WriteAsync(new BareWrite(conversation, write, [.. Enumerable.Range(first, rows).Select(row => text.Substring(row * size, size))]), gone);
            }

            return Results.Ok(new { id = "done" });
        });
        await app.StartAsync(cancel);

        // The parent's end closes the input, so that no server is left behind when the parent dies.
        await Console.In.ReadToEndAsync(cancel);
        return 0;
    }
}
