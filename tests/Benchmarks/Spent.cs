using System.Globalization;

namespace Cardline.Benchmarks;

/// <summary>Wall time and processor time since it began: on a busy machine the two differ, and the reader should see it.</summary>
internal sealed class Spent
{
    private readonly TimeProvider time;
    private readonly long began;
    private readonly TimeSpan processor;

    private Spent(TimeProvider time)
    {
        this.time = time;
        began = time.GetTimestamp();
        processor = Environment.CpuUsage.TotalTime;
    }

    internal TimeSpan Wall => time.GetElapsedTime(began);

    internal TimeSpan Processor => Environment.CpuUsage.TotalTime - processor;

    internal static Spent Begin(TimeProvider time) => new(time);

    internal string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Wall.TotalSeconds:0.0} s in all, {Processor.TotalSeconds:0.0} s of processor time in this process; one thread measured at a time.");
}
