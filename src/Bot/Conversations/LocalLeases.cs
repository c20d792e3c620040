namespace Cardline.Bot.Conversations;

/// <summary>Leases in memory, for the store that one process has to itself.</summary>
internal sealed class LocalLeases(TimeProvider clock) : ILeaseStore
{
    /// <summary>Most leases remembered; beyond it, and when nothing has run out, a new one is refused.</summary>
    public const int LeasesMax = 200_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Kind, string Id), (string Value, long Until)> leases = [];

    // Nothing has run out before this moment, so looking for it would be in vain.
    private long nextEnd = long.MaxValue;

    /// <inheritdoc/>
    public Task<bool> TryTakeAsync(string kind, string id, string owner, TimeSpan life, CancellationToken cancel)
    {
        lock (gate)
        {
            Sweep();
            var taken = leases.TryGetValue((kind, id), out var lease) && lease.Until > clock.GetTimestamp() && lease.Value != owner;
            return Task.FromResult(!taken && Put(kind, id, owner, life));
        }
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string kind, string id, string owner, CancellationToken cancel)
    {
        lock (gate)
        {
            if (leases.TryGetValue((kind, id), out var lease) && lease.Value == owner)
            {
                leases.Remove((kind, id));
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task PutAsync(string kind, string id, string value, TimeSpan life, CancellationToken cancel)
    {
        lock (gate)
        {
            Sweep();
            return Put(kind, id, value, life)
                ? Task.CompletedTask
                : Task.FromException(new LogUnavailableException($"BOT030: {LeasesMax} leases are held already; try the same request again."));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(string kind, CancellationToken cancel)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<KeyValuePair<string, string>>>([.. leases
                .Where(lease => lease.Key.Kind == kind && lease.Value.Until > clock.GetTimestamp())
                .Select(lease => new KeyValuePair<string, string>(lease.Key.Id, lease.Value.Value))
                .OrderBy(lease => lease.Key, StringComparer.Ordinal)]);
        }
    }

    private bool Put(string kind, string id, string value, TimeSpan life)
    {
        if (leases.Count >= LeasesMax && !leases.ContainsKey((kind, id)))
        {
            return false;
        }

        var until = clock.GetTimestamp() + (long)(life.TotalSeconds * clock.TimestampFrequency);
        leases[(kind, id)] = (value, until);
        nextEnd = Math.Min(nextEnd, until);
        return true;
    }

    private void Sweep()
    {
        // A full table is swept each time something has run out; a nearly empty one costs nothing worth saving.
        var now = clock.GetTimestamp();
        if (nextEnd > now || (leases.Count < LeasesMax && leases.Count % 1024 != 0))
        {
            return;
        }

        foreach (var (key, _) in leases.Where(lease => lease.Value.Until <= now).ToList())
        {
            leases.Remove(key);
        }

        nextEnd = leases.Count == 0 ? long.MaxValue : leases.Values.Min(lease => lease.Until);
    }
}
