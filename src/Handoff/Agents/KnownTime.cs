namespace Cardline.Handoff.Agents;

/// <summary>
/// Time as far as it is known what happened in it. Alone a node knows everything. One that shares presence stops this clock when it
/// has heard nothing for a while: an agent may have come back elsewhere meanwhile, and nobody may count as gone for what could not be heard.
/// </summary>
/// <param name="time">The clock of this node.</param>
/// <param name="hearsWithin">How long the clock goes on after the last hearing; null for one that is alone.</param>
internal sealed class KnownTime(TimeProvider time, TimeSpan? hearsWithin)
{
    private long _heardAt = time.GetTimestamp();
    private TimeSpan _atHearing;

    /// <summary>Gets the known time since the start.</summary>
    public TimeSpan Now
    {
        get
        {
            var since = time.GetElapsedTime(_heardAt);
            return _atHearing + (since > hearsWithin ? hearsWithin.Value : since);
        }
    }

    /// <summary>Notes that what the others know is known here now.</summary>
    public void Heard() => (_atHearing, _heardAt) = (Now, time.GetTimestamp());
}
