using Cardline.TestKit.History;

namespace Cardline.Load.Crash;

/// <summary>What came out of a crash run.</summary>
/// <param name="Plan">What was done.</param>
/// <param name="Faults">What the checker found.</param>
/// <param name="Idle">Reasons why the run proves nothing, such as no kill in the middle of work; empty in a good run.</param>
internal sealed record CrashResult(CrashPlan Plan, IReadOnlyList<Fault> Faults, IReadOnlyList<string> Idle)
{
    /// <summary>Gets the number of messages answered with 2xx.</summary>
    public required int Accepted { get; init; }

    /// <summary>Gets the number of times a client id was sent again.</summary>
    public required int SentAgain { get; init; }

    /// <summary>Gets the number of entries in the log.</summary>
    public required int Entries { get; init; }

    /// <summary>Gets the number of outcomes in the log.</summary>
    public required int Outcomes { get; init; }

    /// <summary>Gets the number of conversations an agent took over.</summary>
    public required int Claims { get; init; }

    /// <summary>Gets the number of times a reader connected again.</summary>
    public required int Reconnects { get; init; }

    /// <summary>Gets a value indicating whether the run proves that nothing went wrong.</summary>
    public bool Good => Faults.Count == 0 && Idle.Count == 0;
}
