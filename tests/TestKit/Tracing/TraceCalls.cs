using System.Text.RegularExpressions;

namespace Cardline.TestKit.Tracing;

/// <summary>The calls in a trace of strace (-f -y), in the order in which they were done.</summary>
/// <remarks>A line is <c>PID call(fd&lt;name&gt;, ...) = result</c>; a call that another thread interrupted is split in
/// <c>&lt;unfinished ...&gt;</c> and <c>&lt;... call resumed&gt;</c>, and counts at its end.</remarks>
internal static partial class TraceCalls
{
    /// <summary>Reads lines.</summary>
    /// <param name="lines">The trace.</param>
    /// <param name="countsAtBegin">Which calls count when they begin: an answer has begun to leave by then.</param>
    public static IEnumerable<string> Of(IEnumerable<string> lines, Func<string, bool> countsAtBegin)
    {
        var unfinished = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (LinePattern().Match(line) is not { Success: true } match)
            {
                continue;
            }

            var (thread, call) = (match.Groups["thread"].Value, match.Groups["call"].Value);
            if (call.EndsWith("<unfinished ...>", StringComparison.Ordinal) && !countsAtBegin(call))
            {
                unfinished[thread] = call;
            }
            else if (!call.StartsWith("<... ", StringComparison.Ordinal))
            {
                yield return call;
            }
            else if (unfinished.Remove(thread, out var begun))
            {
                yield return begun + call;
            }
        }
    }

    [GeneratedRegex(@"^(\[pid\s+)?(?<thread>[0-9]+)\]?\s+(?<call>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinePattern();
}
