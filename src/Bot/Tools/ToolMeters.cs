using System.Diagnostics.Metrics;
using Cardline.Bot.Operations;

namespace Cardline.Bot.Tools;

/// <summary>What is counted of the tools, on the same meter as everything else. Tags are words of ours: the tool, and how the call ended.</summary>
internal static class ToolMeters
{
    private static readonly Meter Meter = new(Instruments.MeterName);

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("cardline.tools.calls", "{call}", "Calls of tools, by tool and how they ended.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("cardline.tools.duration", "s", "From the call of a tool to its result.");

    /// <summary>A tool was called.</summary>
    /// <param name="tool">Its name.</param>
    /// <param name="end">How it ended: a status, an outcome or an error.</param>
    /// <param name="took">How long it took.</param>
    public static void Called(string tool, string end, TimeSpan took)
    {
        Calls.Add(1, new KeyValuePair<string, object?>("tool", tool), new KeyValuePair<string, object?>("end", end));
        Duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("tool", tool));
    }
}
