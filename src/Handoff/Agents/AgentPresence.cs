using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Agents;

/// <summary>Who is at the desk, on any node. An open stream is being on duty; a lost one still counts for a grace period.</summary>
/// <remarks>
/// Presence lives in memory, so reading it never waits: after a restart every agent gets a full fresh period before anything is taken
/// away. What other nodes know comes in through <see cref="Take"/>; <see cref="PresenceBeat"/> carries it.
/// </remarks>
internal sealed class AgentPresence
{
    /// <summary>How long a saying of one node stands for the others, and how long known time goes on without hearing them.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(8);

    /// <summary>Most agents on other nodes remembered; more are not counted.</summary>
    public const int ElsewhereMax = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, AgentTrace> _here = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Node, string AgentId), AgentTrace> _elsewhere = [];
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly HandoffOptions _options;
    private readonly KnownTime _known;
    private long _beat;

    /// <summary>Begins with nobody known.</summary>
    /// <param name="options">The periods.</param>
    /// <param name="time">The clock of this node.</param>
    /// <param name="share">How nodes tell each other; null for one that is alone.</param>
    public AgentPresence(IOptions<HandoffOptions> options, TimeProvider time, IPresenceShare? share = null) =>
        (_options, _known) = (options.Value, new KnownTime(time, share is null ? null : Life));

    /// <summary>Gets what signals that the other nodes should be told at once.</summary>
    public ChannelReader<bool> Changed => _changed.Reader;

    /// <summary>Gets how long what happened can still matter to anybody.</summary>
    private TimeSpan Relevant => TimeSpan.FromSeconds(Math.Max(_options.LostAgentAfterSeconds, _options.PresenceGraceSeconds)) + Life;

    /// <summary>Begins a stream; ending it is disposing.</summary>
    public IDisposable Connect(string agentId)
    {
        lock (_lock)
        {
            var trace = Of(agentId);
            trace.Streams++;
            trace.BegunAt = trace.ActiveAt = _known.Now;
            _changed.Writer.TryWrite(true);
            return new Stream(this, trace);
        }
    }

    /// <summary>Notes that an agent did something, which keeps the lease without being on duty.</summary>
    public void Touch(string agentId)
    {
        lock (_lock)
        {
            Of(agentId).ActiveAt = _known.Now;
        }
    }

    /// <summary>Ends duty at once when an agent signs out, whichever node the last stream was on; open streams still count.</summary>
    public void SignOut(string agentId)
    {
        lock (_lock)
        {
            Of(agentId).SignedOutAt = _known.Now;
            _changed.Writer.TryWrite(true);
        }
    }

    /// <summary>Counts the agents on duty, each once.</summary>
    public int OnDuty()
    {
        lock (_lock)
        {
            var since = _known.Now - TimeSpan.FromSeconds(_options.PresenceGraceSeconds);
            return _here.Values.Concat(_elsewhere.Values).GroupBy(trace => trace.AgentId, StringComparer.Ordinal).Count(traces => IsOnDuty([.. traces], since));
        }
    }

    /// <summary>How long an agent has been gone from all nodes; zero when a stream is open on any.</summary>
    public TimeSpan GoneFor(string agentId)
    {
        lock (_lock)
        {
            var now = _known.Now;
            var gone = _here.TryGetValue(agentId, out var here) ? GoneFrom(here, now) : now;
            return _elsewhere.Values.Where(trace => trace.AgentId == agentId).Aggregate(gone, (least, trace) => least < GoneFrom(trace, now) ? least : GoneFrom(trace, now));
        }
    }

    /// <summary>What this node has to say to the others now.</summary>
    public IReadOnlyList<AgentReport> Report()
    {
        lock (_lock)
        {
            var (now, beat) = (_known.Now, ++_beat);
            return [.. _here.Values.Where(trace => trace.Streams > 0 || now - trace.LastAt < Relevant).Select(trace => trace.Report(beat, now))];
        }
    }

    /// <summary>Takes in everything that the other nodes say, right after this node has said its own.</summary>
    public void Take(IReadOnlyList<NodeReport> others)
    {
        lock (_lock)
        {
            _known.Heard();
            var now = _known.Now;
            var said = new HashSet<(string, string)>();
            foreach (var (node, report) in others)
            {
                var key = (node, report.AgentId);
                if (!_elsewhere.TryGetValue(key, out var trace))
                {
                    if (_elsewhere.Count >= ElsewhereMax)
                    {
                        continue;
                    }

                    _elsewhere[key] = trace = new AgentTrace(report.AgentId, now);
                }

                said.Add(key);
                trace.Take(report, now);
            }

            foreach (var (key, trace) in _elsewhere.Where(one => !said.Contains(one.Key)).ToList())
            {
                trace.Vanish();
                if (now - trace.LastAt >= Relevant)
                {
                    _elsewhere.Remove(key);
                }
            }
        }
    }

    private static TimeSpan GoneFrom(AgentTrace trace, TimeSpan now) => trace.Streams > 0 ? TimeSpan.Zero : now - trace.ActiveAt;

    private static bool IsOnDuty(IReadOnlyList<AgentTrace> traces, TimeSpan since)
    {
        // The end of a stream may be seen before or after the sign-out that caused it, so the beginning is what counts.
        var signedOutAt = traces.Max(trace => trace.SignedOutAt);
        return traces.Any(trace => trace.Streams > 0 || (trace.EndedAt > since && !(trace.BegunAt <= signedOutAt)));
    }

    private AgentTrace Of(string agentId)
    {
        if (!_here.TryGetValue(agentId, out var trace))
        {
            // One trace per account that ever signed in here, so the accounts bound the number of traces.
            _here[agentId] = trace = new AgentTrace(agentId, _known.Now);
        }

        return trace;
    }

    private sealed class Stream(AgentPresence presence, AgentTrace trace) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            lock (presence._lock)
            {
                if (!_ended)
                {
                    _ended = true;
                    trace.Streams--;
                    trace.EndedAt = trace.ActiveAt = presence._known.Now;
                    presence._changed.Writer.TryWrite(true);
                }
            }
        }
    }
}
