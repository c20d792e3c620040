using System.Diagnostics;
using System.Net.Sockets;
using Cardline.TestKit.Server;

namespace Cardline.TestKit.Redis;

/// <summary>A real redis-server process, which can be killed, frozen and started again on the same port and folder.</summary>
/// <remarks>Ends only the process it started. Starting and ending are not for several callers at once; commands are.</remarks>
public sealed class RedisServer : IAsyncDisposable
{
    /// <summary>How often another free port is tried when somebody else took the first.</summary>
    public const int PortsTriedMax = 3;

    /// <summary>Longest one command of the kit takes; a frozen server answers never.</summary>
    public static readonly TimeSpan CommandCeiling = TimeSpan.FromSeconds(10);

    private readonly RedisSetup _setup;
    private readonly TemporaryFolder _folder = new();
    private LastLines _output = new();
    private Process? _process;

    private RedisServer(RedisSetup setup) => _setup = setup;

    /// <summary>Gets the port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Gets the port of the cluster's own conversation; 0 outside a cluster.</summary>
    public int BusPort { get; private set; }

    /// <summary>Gets the address as host and port, as connection strings want it.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Gets the folder with <c>redis.conf</c> and the server's files; it survives restarts and goes with the server.</summary>
    public string Folder => _folder.FullPath;

    /// <summary>Gets how it was started.</summary>
    public RedisSetup Setup => _setup;

    /// <summary>Gets the last lines that the server wrote.</summary>
    public string Output => _output.ToString();

    /// <summary>Gets whether the process runs; a frozen one does.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Gets the id of the process now running.</summary>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The Redis server is not running.");

    internal RedisLogin? Login => _setup switch
    {
        { Users.Count: > 0 } => RedisConfiguration.KitLogin,
        { Password: { } password, IsSentinel: false } => new RedisLogin(null, password),
        _ => null,
    };

    /// <summary>Starts a server with lines of <c>redis.conf</c> and waits until it answers.</summary>
    public static Task<RedisServer> StartAsync(params string[] settings) => StartAsync(new RedisSetup { Settings = settings });

    /// <summary>Starts a server and waits until it answers.</summary>
    public static async Task<RedisServer> StartAsync(RedisSetup setup, CancellationToken cancel = default)
    {
        var server = new RedisServer(setup);
        try
        {
            for (var tried = 1; ; tried++)
            {
                (server.Port, server.BusPort) = (LoopbackPort.Free(), setup.IsClusterNode ? LoopbackPort.Free() : 0);
                RedisConfiguration.Write(server);
                try
                {
                    await server.StartAgainAsync(cancel);
                    return server;
                }
                catch (InvalidOperationException) when (tried < PortsTriedMax && server.Output.Contains("already in use", StringComparison.Ordinal))
                {
                    await server.KillAsync();
                }
            }
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the process (again), on the same port and folder, and waits until PING is answered.</summary>
    /// <exception cref="InvalidOperationException">The process ended instead.</exception>
    public async Task StartAgainAsync(CancellationToken cancel = default)
    {
        Launch();
        try
        {
            await Waiting.UntilAsync("the Redis server to answer", () => AnswersAsync(cancel), cancel: cancel);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message}{Environment.NewLine}{Output}", error);
        }
    }

    /// <summary>Starts the process and does not wait for anything.</summary>
    public void Launch()
    {
        if (_process is not null)
        {
            throw new InvalidOperationException("The Redis server is running already.");
        }

        string[] line = [.. _setup.Launcher, "redis-server", Path.Combine(Folder, RedisConfiguration.FileName), .. _setup.IsSentinel ? ["--sentinel"] : Array.Empty<string>()];
        var start = new ProcessStartInfo(line[0], line[1..]) { UseShellExecute = false, WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        var (process, output) = (new Process { StartInfo = start }, new LastLines());
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        (_process, _output) = (process, output);
    }

    /// <summary>Sends one command on a connection of its own.</summary>
    /// <exception cref="RedisErrorException">The answer is an error.</exception>
    /// <exception cref="OperationCanceledException">No answer came within <see cref="CommandCeiling"/>.</exception>
    public async Task<RedisReply> CommandAsync(params string[] command)
    {
        using var limit = new CancellationTokenSource(CommandCeiling);
        await using var wire = await ConnectAsync(limit.Token);
        return RedisWire.Throw(await wire.SendAsync(command, limit.Token));
    }

    /// <summary>Asks for its role: <c>master</c> or <c>slave</c>.</summary>
    /// <returns>Null when it does not say: a server closes its connections when its role changes.</returns>
    public async Task<string?> RoleAsync()
    {
        try
        {
            return (await CommandAsync("ROLE")).Items[0].Text;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Opens a connection for several commands, signed in with every right.</summary>
    public Task<RedisWire> ConnectAsync(CancellationToken cancel = default) => RedisWire.ConnectAsync(Port, Login, _setup.Certificates, cancel);

    /// <summary>Stops the process without ending it (SIGSTOP): connections stay open, new ones are still taken, nothing is answered.</summary>
    public void Freeze() => Signals.Send(ProcessId, Signals.Stop);

    /// <summary>Lets a frozen process go on (SIGCONT); it answers what was sent meanwhile.</summary>
    public void Thaw() => Signals.Send(ProcessId, Signals.Continue);

    /// <summary>Ends the process in order (SIGTERM): files are flushed, clients are closed.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        if (!process.HasExited)
        {
            Thaw();
            Signals.Send(process.Id, Signals.Terminate);
        }

        await EndedAsync(process);
    }

    /// <summary>Kills the process at once (signal 9); nothing is flushed, nobody is told. What it wrote already, the system still has.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await EndedAsync(process);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    private async Task EndedAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Waiting.Ceiling);
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
        _process = null;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        if (_process!.HasExited)
        {
            // Waiting also waits for the last lines of the output, which say why.
            await _process.WaitForExitAsync(cancel);
            throw new InvalidOperationException($"The Redis server ended with {_process.ExitCode}:{Environment.NewLine}{Output}");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(CommandCeiling);
        try
        {
            await using var wire = await ConnectAsync(limit.Token);
            return await wire.SendAsync(["PING"], limit.Token) is { IsError: false };
        }
        catch (Exception error) when (error is SocketException or IOException or RedisErrorException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }
}
