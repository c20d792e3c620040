using System.Collections.Concurrent;
using Cardline.Load.Drivers;
using Cardline.Load.Nodes;
using Cardline.TestKit.History;

namespace Cardline.Load.Faults;

/// <summary>What a fault may touch while the load goes on.</summary>
/// <param name="Fleet">The nodes.</param>
/// <param name="Meter">Whose messages were accepted when.</param>
/// <param name="Chance">Chooses moments and victims.</param>
/// <param name="Length">How long the fault lasts.</param>
internal sealed record FaultScene(Fleet Fleet, FlowMeter Meter, Random Chance, TimeSpan Length)
{
    /// <summary>Gets the accounts that may sign in: name and password.</summary>
    public required IReadOnlyList<(string Name, string Password)> Agents { get; init; }

    /// <summary>Gets the rounds that the claim race runs at least, however long that takes.</summary>
    public int RoundsMin { get; init; }

    /// <summary>Gets what the fault's own clients were told, for the checker.</summary>
    public ConcurrentQueue<DeskAct> Acts { get; } = new();

    /// <summary>Gets what the fault's own readers got, for the checker.</summary>
    public ConcurrentQueue<ReceivedStream> Received { get; } = new();

    /// <summary>Gets the folder of articles that the nodes answer from; null for the repository's own.</summary>
    public string? Articles { get; init; }

    /// <summary>Gets what the fault found wrong by itself.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Gets the figures that only this fault has.</summary>
    public ConcurrentDictionary<string, double> Figures { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the moment from which writes must flow again; null when nothing stood still.</summary>
    public long? Marked { get; private set; }

    /// <summary>Gets the same moment in milliseconds of the Unix epoch, as entries carry it.</summary>
    public long? MarkedAt { get; private set; }

    /// <summary>Gets the Redis servers of the fleet.</summary>
    public RedisFleetStore Redis => (RedisFleetStore)Fleet.Store;

    /// <summary>Says that everything that was taken away is back, or that what is dead stays dead: from now on writes must flow.</summary>
    public void Mark() => (Marked, MarkedAt) = (FlowMeter.Now, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Lets the load go on for a while.</summary>
    public static Task GoOnAsync(TimeSpan time, CancellationToken cancel) => Task.Delay(time, TimeProvider.System, cancel);

    /// <summary>Lets the load go on for the length of the fault.</summary>
    public Task LastAsync(CancellationToken cancel) => GoOnAsync(Length, cancel);

    /// <summary>Chooses a node.</summary>
    public int AnyNode() => Chance.Next(Fleet.Nodes.Count);
}
