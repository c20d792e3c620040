namespace Cardline.Load.Growth;

/// <summary>Where the nodes stand, so that more of them can show. A closed set; a new kind is also handled in <see cref="GrowthRun"/>.</summary>
internal abstract record GrowthPlace
{
    private GrowthPlace()
    {
    }

    /// <summary>
    /// Each node is some way from Redis and runs few turns at once, so that its pace is set by waiting and not by the cores of this one
    /// machine: whatever the nodes would have to wait for each other shows as growth that stays away.
    /// </summary>
    public sealed record Far : GrowthPlace
    {
        /// <summary>Turns that a node runs at once.</summary>
        public const int TurnsAtOnce = 2;

        /// <summary>How much later everything comes, each way.</summary>
        public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(10);
    }

    /// <summary>Each node has one core, which it shares with the client and Redis: what this machine can do, and no more.</summary>
    public sealed record Pinned : GrowthPlace;
}
