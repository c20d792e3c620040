using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Cardline.Load.Throughput;

/// <summary>What one server did in the measured time.</summary>
/// <param name="Turns">Turns finished.</param>
/// <param name="Seconds">Time measured.</param>
/// <param name="CpuMilliseconds">Processor time of the server's process.</param>
/// <param name="P50">Median milliseconds of a turn.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="StoreCpuMilliseconds">Processor time of the store's own processes.</param>
/// <param name="ClientCpuMilliseconds">Processor time of this process, which asks and waits; it shares the processors with what it measures.</param>
internal sealed record Measured(int Turns, double Seconds, double CpuMilliseconds, double P50, double P99, double StoreCpuMilliseconds, double ClientCpuMilliseconds)
{
    /// <summary>Gets turns per second.</summary>
    public double PerSecond => Turns / Seconds;

    /// <summary>Gets processor milliseconds per turn.</summary>
    public double CpuPerTurn => CpuMilliseconds / Turns;

    /// <summary>Gets processor milliseconds of the store per turn.</summary>
    public double StoreCpuPerTurn => StoreCpuMilliseconds / Turns;

    /// <summary>Gets it as the result names it.</summary>
    public JsonObject ToJson() => new()
    {
        ["turns"] = Turns,
        ["turnsPerSecond"] = Math.Round(PerSecond, 1),
        ["cpuMillisecondsPerTurn"] = Math.Round(CpuPerTurn, 3),
        ["storeCpuMillisecondsPerTurn"] = Math.Round(StoreCpuPerTurn, 3),
        ["clientCpuMillisecondsPerTurn"] = Math.Round(ClientCpuMilliseconds / Turns, 3),
        ["p50Milliseconds"] = Math.Round(P50, 1),
        ["p99Milliseconds"] = Math.Round(P99, 1),
    };
}

/// <summary>Whose processor time is counted.</summary>
/// <param name="Servers">Processes that answer.</param>
/// <param name="Store">Processes that they store on; none for SQLite.</param>
internal sealed record Processes(IReadOnlyList<int> Servers, IReadOnlyList<int> Store);

/// <summary>Drives turns in closed loops and counts.</summary>
internal static class Measure
{
    private const double TicksPerSecond = 100;

    /// <summary>Runs all drivers for a warm-up and then for the measured time.</summary>
    /// <param name="turns">One function per driver; each call does one turn.</param>
    /// <param name="whose">Whose processor time counts.</param>
    /// <param name="warmUp">Time before the measuring.</param>
    /// <param name="time">Time measured.</param>
    /// <param name="cancel">Ends everything.</param>
    public static async Task<Measured> RunAsync(
        IReadOnlyList<Func<CancellationToken, Task>> turns, Processes whose, TimeSpan warmUp, TimeSpan time, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var counting = false;
        var times = turns.Select(_ => new List<double>()).ToArray();
        var drivers = turns.Select((turn, index) => Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var start = Stopwatch.GetTimestamp();
                    await turn(cancel);
                    if (Volatile.Read(ref counting))
                    {
                        times[index].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    }
                }
            },
            cancel)).ToList();
        await Task.WhenAny(Task.Delay(warmUp, TimeProvider.System, cancel), Task.WhenAll(drivers));
        var (cpu, storeCpu, ownCpu, begun) = (CpuMilliseconds(whose.Servers), CpuMilliseconds(whose.Store), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        Volatile.Write(ref counting, true);
        await Task.WhenAny(Task.Delay(time, TimeProvider.System, cancel), Task.WhenAll(drivers));
        Volatile.Write(ref counting, false);
        var (seconds, used, storeUsed) = (Stopwatch.GetElapsedTime(begun).TotalSeconds, CpuMilliseconds(whose.Servers) - cpu, CpuMilliseconds(whose.Store) - storeCpu);
        var ownUsed = (Environment.CpuUsage.TotalTime - ownCpu).TotalMilliseconds;
        await stop.CancelAsync();
        await Task.WhenAll(drivers);
        var sorted = times.SelectMany(list => list).Order().ToList();
        return sorted.Count == 0
            ? throw new InvalidOperationException("No turn was finished in the measured time.")
            : new Measured(sorted.Count, seconds, used, sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.99)], storeUsed, ownUsed);
    }

    private static double CpuMilliseconds(IReadOnlyList<int> processIds) => processIds.Sum(id => CpuMilliseconds(id));

    /// <summary>Reads the processor time of a process, its threads included.</summary>
    public static double CpuMilliseconds(int processId)
    {
        // After the name in brackets: state is field 3, utime and stime are fields 14 and 15 (proc(5)).
        var text = File.ReadAllText($"/proc/{processId}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond * 1000;
    }
}
