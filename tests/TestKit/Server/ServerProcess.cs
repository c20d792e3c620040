using System.Diagnostics;
using Cardline.TestKit.Redis;

namespace Cardline.TestKit.Server;

/// <summary>The built server as a real process, which can be killed and started again on the same port and data.</summary>
/// <remarks>Ends only the process it started. Not for several callers at once.</remarks>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>Longest an orderly end may take.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);

    private readonly ServerSetup _setup;
    private readonly LastLines _output = new();
    private readonly HttpClient _probe = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;

    private ServerProcess(ServerSetup setup) => _setup = setup with { Port = setup.Port == 0 ? LoopbackPort.Free() : setup.Port };

    /// <summary>Gets the server's base address, with a slash at the end.</summary>
    public Uri Address => new($"http://127.0.0.1:{_setup.Port}/");

    /// <summary>Gets the id of the process now running.</summary>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>Gets the path of the log's SQLite file.</summary>
    public string LogFile => _setup.LogFile;

    /// <summary>Gets the last lines that the server wrote.</summary>
    public string Output => _output.ToString();

    /// <summary>Starts a server and waits until it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(ServerSetup setup, CancellationToken cancel = default)
    {
        var server = new ServerProcess(setup);
        try
        {
            await server.StartAgainAsync(cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one of the server's commands, such as <c>agent add NAME</c>, to its end.</summary>
    /// <returns>Exit code and everything written to standard output and standard error.</returns>
    public static async Task<(int ExitCode, string Output)> RunCommandAsync(ServerSetup setup, params string[] arguments)
    {
        var start = Describe(setup with { Launcher = [] }, arguments);
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Waiting.Ceiling);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException error)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The command '{string.Join(' ', arguments)}' did not end.", error);
        }

        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Starts the process (again), on the same port and data, and waits until it is ready.</summary>
    public async Task StartAgainAsync(CancellationToken cancel = default)
    {
        Launch();
        await WaitReadyAsync(cancel);
    }

    /// <summary>Starts the process and does not wait for anything.</summary>
    public void Launch()
    {
        if (_process is not null)
        {
            throw new InvalidOperationException("The server is running already.");
        }

        var process = new Process { StartInfo = Describe(_setup, ["--urls", Address.ToString().TrimEnd('/')]) };
        process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => _output.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    /// <summary>Waits until <c>/health/ready</c> answers 200.</summary>
    /// <exception cref="InvalidOperationException">The process ended instead.</exception>
    public async Task WaitReadyAsync(CancellationToken cancel = default)
    {
        try
        {
            await Waiting.UntilAsync("the server to be ready", () => IsReadyAsync(cancel), cancel: cancel);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message}{Environment.NewLine}{Output}", error);
        }
    }

    /// <summary>Stops the process without ending it (SIGSTOP): its connections stay open and nothing is answered.</summary>
    public void Freeze() => Signals.Send(ProcessId, Signals.Stop);

    /// <summary>Lets a frozen process go on (SIGCONT), as if no time had passed.</summary>
    public void Thaw() => Signals.Send(ProcessId, Signals.Continue);

    /// <summary>Ends the process in order (SIGTERM); one that does not end in time is killed.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        Signals.Send(process.Id, Signals.Terminate);
        using var limit = new CancellationTokenSource(StopWithin);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Killing below also ends one that does not want to.
        }

        await KillAsync();
    }

    /// <summary>Kills the process at once (signal 9); nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        // Looking for children takes milliseconds, in which the server would go on; only a launcher has one.
        process.Kill(entireProcessTree: _setup.Launcher.Count > 0);
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _probe.Dispose();
    }

    private static ProcessStartInfo Describe(ServerSetup setup, IReadOnlyList<string> arguments)
    {
        if (!File.Exists(Repository.ServerAssembly))
        {
            throw new FileNotFoundException($"The server is not built: {Repository.ServerAssembly}");
        }

        string[] line = [.. setup.Launcher, Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet", Repository.ServerAssembly, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        start.Environment["Storage__Sqlite__Path"] = setup.LogFile;
        foreach (var (name, value) in setup.Settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException($"The server ended with {_process.ExitCode}:{Environment.NewLine}{Output}");
        }

        try
        {
            using var answer = await _probe.GetAsync(new Uri(Address, "health/ready"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
