using System.Text.RegularExpressions;

namespace Cardline.TestKit.Tracing;

/// <summary>Reads a trace of redis-server: after a write of its append-only file that holds a message nothing may leave on any socket before that file is synced.</summary>
public static partial class RedisTraceReader
{
    /// <summary>Reads the lines.</summary>
    /// <param name="lines">The trace.</param>
    /// <param name="clientIds">The client ids of the messages that were accepted; each stands in the file as the end of its idempotency key.</param>
    public static FsyncResult Read(IEnumerable<string> lines, IReadOnlyList<string> clientIds)
    {
        var waiting = clientIds.Select(id => $":{id}\\r\\n").ToList();
        int written = 0, unsynced = 0, synced = 0;
        foreach (var call in TraceCalls.Of(lines, IsAnswer))
        {
            if (IsOnFile(call, "write"))
            {
                var found = waiting.RemoveAll(key => call.Contains(key, StringComparison.Ordinal));
                written += found;
                unsynced += found;
            }
            else if (IsOnFile(call, "fdatasync") || IsOnFile(call, "fsync"))
            {
                synced += unsynced;
                unsynced = 0;
            }
            else if (IsAnswer(call))
            {
                // What left unsynced stays so: a sync that comes later does not take an answer back.
                unsynced = 0;
            }
        }

        return new FsyncResult(written, synced, clientIds.Count);
    }

    private static bool IsAnswer(string call) => AnswerPattern().IsMatch(call);

    private static bool IsOnFile(string call, string name) =>
        call.StartsWith(name + "(", StringComparison.Ordinal) && FilePattern().IsMatch(call) && !call.Contains("= -1", StringComparison.Ordinal);

    [GeneratedRegex(@"^(write|writev|sendto|sendmsg)\([0-9]+<socket:", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnswerPattern();

    [GeneratedRegex(@"^[a-z]+\([0-9]+<[^>]*\.aof>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FilePattern();
}
