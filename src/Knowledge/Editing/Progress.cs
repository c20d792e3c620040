namespace Cardline.Knowledge.Editing;

/// <summary>Says on a terminal how far a long command is; in a pipe it says nothing.</summary>
/// <param name="error">The error stream: the output holds results only.</param>
/// <param name="terminal">Whether somebody is watching, that is, the stream is not redirected.</param>
/// <param name="time">The clock that keeps it from writing more often than eyes can follow; the system's when null.</param>
internal sealed class Progress(TextWriter error, bool terminal, TimeProvider? time = null)
{
    internal static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    private readonly TimeProvider clock = time ?? TimeProvider.System;
    private long? written;
    private int width;

    /// <summary>Writes one line over the last one; the end wipes it away, so that nothing of it stays beside the results.</summary>
    /// <param name="done">How many are done.</param>
    /// <param name="total">Of how many; reaching it is the end.</param>
    /// <param name="what">What is being done, in a word or two.</param>
    internal void Report(int done, int total, string what)
    {
        if (!terminal) return;
        var isEnd = done >= total;
        if (!isEnd && written is { } last && clock.GetElapsedTime(last) < Every) return;
        if (isEnd && written is null) return;
        var line = isEnd ? string.Empty : $"{done}/{total} {what}";
        error.Write($"\r{line.PadRight(width)}{(isEnd ? "\r" : string.Empty)}");
        error.Flush();
        width = line.Length;
        written = isEnd ? null : clock.GetTimestamp();
    }
}
