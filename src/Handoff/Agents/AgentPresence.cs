using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Agents;

/// <summary>Who is at the desk. An open stream is being on duty; a lost one still counts for a grace period.</summary>
/// <remarks>Presence lives in memory: after a restart every agent gets a full fresh period before anything is taken away.</remarks>
internal sealed class AgentPresence(IOptions<HandoffOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>Begins a stream; ending it is disposing.</summary>
    public IDisposable Connect(string agentId)
    {
        lock (_lock)
        {
            var lease = Of(agentId);
            lease.Streams++;
            return new Stream(this, lease);
        }
    }

    /// <summary>Notes that an agent did something, which keeps the lease without being on duty.</summary>
    public void Touch(string agentId)
    {
        lock (_lock)
        {
            Of(agentId).ActiveAt = time.GetUtcNow();
        }
    }

    /// <summary>Ends duty at once when an agent signs out; open streams still count.</summary>
    public void SignOut(string agentId)
    {
        lock (_lock)
        {
            Of(agentId).StreamEndedAt = null;
        }
    }

    /// <summary>Counts the agents on duty.</summary>
    public int OnDuty()
    {
        var since = time.GetUtcNow() - TimeSpan.FromSeconds(options.Value.PresenceGraceSeconds);
        lock (_lock)
        {
            return _leases.Values.Count(lease => lease.Streams > 0 || lease.StreamEndedAt > since);
        }
    }

    /// <summary>How long an agent has been gone; zero when a stream is open.</summary>
    public TimeSpan GoneFor(string agentId)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(agentId, out var lease))
            {
                return time.GetUtcNow() - _startedAt;
            }

            return lease.Streams > 0 ? TimeSpan.Zero : time.GetUtcNow() - lease.ActiveAt;
        }
    }

    private Lease Of(string agentId)
    {
        if (!_leases.TryGetValue(agentId, out var lease))
        {
            // One lease per account that ever signed in here, so the accounts bound the number of leases.
            _leases[agentId] = lease = new Lease { ActiveAt = time.GetUtcNow() };
        }

        return lease;
    }

    private void Ended(Lease lease)
    {
        lease.Streams--;
        lease.StreamEndedAt = lease.ActiveAt = time.GetUtcNow();
    }

    private sealed class Lease
    {
        public int Streams { get; set; }

        public DateTimeOffset? StreamEndedAt { get; set; }

        public DateTimeOffset ActiveAt { get; set; }
    }

    private sealed class Stream(AgentPresence presence, Lease lease) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            lock (presence._lock)
            {
                if (!_ended)
                {
                    _ended = true;
                    presence.Ended(lease);
                }
            }
        }
    }
}
