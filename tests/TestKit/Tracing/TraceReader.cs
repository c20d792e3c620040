using System.Text.RegularExpressions;

namespace Cardline.TestKit.Tracing;

/// <summary>Reads a trace of strace (-f -y): between the arrival of a POST and its answer the WAL must be written and then synced.</summary>
public static partial class TraceReader
{
    /// <summary>Reads the lines.</summary>
    /// <param name="lines">The trace.</param>
    /// <param name="requestStart">How the first line of a request begins.</param>
    /// <param name="requestEnd">How its path ends.</param>
    /// <param name="expected">How many requests were sent.</param>
    public static FsyncResult Read(IEnumerable<string> lines, string requestStart, string requestEnd, int expected)
    {
        int posts = 0, synced = 0;
        var state = State.Idle;
        foreach (var call in TraceCalls.Of(lines, IsSend))
        {
            if (Arrives(call, requestStart, requestEnd))
            {
                state = State.Arrived;
            }
            else if (state == State.Arrived && IsWal(call, "pwrite64", "write"))
            {
                state = State.Written;
            }
            else if (state == State.Written && IsWal(call, "fsync", "fdatasync"))
            {
                state = State.Synced;
            }
            else if (state != State.Idle && call.Contains("HTTP/1.1 200", StringComparison.Ordinal) && IsSend(call))
            {
                posts++;
                synced += state == State.Synced ? 1 : 0;
                state = State.Idle;
            }
        }

        return new FsyncResult(posts, synced, expected);
    }

    private enum State
    {
        Idle,
        Arrived,
        Written,
        Synced,
    }

    private static bool Arrives(string call, string start, string end) =>
        !IsSend(call) && call.Contains(start, StringComparison.Ordinal) && call.Contains(end, StringComparison.Ordinal);

    private static bool IsSend(string call) =>
        call.StartsWith("send", StringComparison.Ordinal) || (call.StartsWith("write", StringComparison.Ordinal) && !call.Contains("-wal", StringComparison.Ordinal));

    private static bool IsWal(string call, string one, string other) =>
        (call.StartsWith(one + "(", StringComparison.Ordinal) || call.StartsWith(other + "(", StringComparison.Ordinal))
        && WalPattern().IsMatch(call) && !call.Contains("= -1", StringComparison.Ordinal);

    [GeneratedRegex(@"^[a-z0-9]+\([0-9]+<[^>]*-wal>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WalPattern();
}
