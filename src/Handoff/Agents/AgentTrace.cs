namespace Cardline.Handoff.Agents;

/// <summary>What is known of one agent on one node, in <see cref="KnownTime"/>. Used under the lock of <see cref="AgentPresence"/>.</summary>
internal sealed class AgentTrace(string agentId, TimeSpan now)
{
    public string AgentId => agentId;

    /// <summary>Gets or sets how many streams are open; of another node it is only known whether there are any.</summary>
    public int Streams { get; set; }

    public TimeSpan ActiveAt { get; set; } = now;

    public TimeSpan? BegunAt { get; set; }

    public TimeSpan? EndedAt { get; set; }

    public TimeSpan? SignedOutAt { get; set; }

    /// <summary>Gets when another node was last heard to say it, and the number it said.</summary>
    public (TimeSpan At, long Beat) Heard { get; private set; } = (now, -1);

    /// <summary>Gets the last time anything changed.</summary>
    public TimeSpan LastAt => new[] { ActiveAt, BegunAt, EndedAt, SignedOutAt }.Max()!.Value;

    /// <summary>What this node says of it.</summary>
    public AgentReport Report(long beat, TimeSpan at) => new(agentId, beat, Streams > 0, at - ActiveAt, at - BegunAt, at - EndedAt, at - SignedOutAt);

    /// <summary>Takes over what another node said, unless it is what it said before.</summary>
    public void Take(AgentReport report, TimeSpan at)
    {
        if (report.Beat == Heard.Beat)
        {
            return;
        }

        Heard = (at, report.Beat);
        Streams = report.Connected ? 1 : 0;
        (ActiveAt, BegunAt, EndedAt, SignedOutAt) = (at - report.ActiveAgo, at - report.BegunAgo, at - report.EndedAgo, at - report.SignedOutAgo);
    }

    /// <summary>The other node says nothing any more: whoever was connected to it is gone since it was last heard.</summary>
    public void Vanish()
    {
        if (Streams > 0)
        {
            Streams = 0;
            EndedAt = ActiveAt = Heard.At;
        }
    }
}
