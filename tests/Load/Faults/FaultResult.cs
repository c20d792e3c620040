using Cardline.TestKit.History;

namespace Cardline.Load.Faults;

/// <summary>What came out of one fault.</summary>
/// <param name="Case">Which.</param>
/// <param name="Provider">The store's name.</param>
/// <param name="Nodes">Number of nodes.</param>
/// <param name="Control">Whether its protection was off.</param>
internal sealed record FaultResult(FaultCase Case, string Provider, int Nodes, bool Control)
{
    /// <summary>Gets what the checker found.</summary>
    public required IReadOnlyList<Fault> Faults { get; init; }

    /// <summary>Gets reasons why the run is not good although the log is, or proves nothing.</summary>
    public required IReadOnlyList<string> Complaints { get; init; }

    /// <summary>Gets the requests made.</summary>
    public required long Operations { get; init; }

    /// <summary>Gets the messages that were answered with 2xx.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Gets the requests that brought nothing and were made again.</summary>
    public required long Failures { get; init; }

    /// <summary>Gets the entries in the log.</summary>
    public required int Entries { get; init; }

    /// <summary>Gets the cases that agents took.</summary>
    public required int Claims { get; init; }

    /// <summary>Gets how long writes stood still after the mark; null when nothing was marked or they never came back.</summary>
    public required TimeSpan? FlowedAfter { get; init; }

    /// <summary>Gets the longest stand-still of any cardholder in the whole run.</summary>
    public required TimeSpan LongestGap { get; init; }

    /// <summary>Gets the figures that only this fault has.</summary>
    public required IReadOnlyDictionary<string, double> Figures { get; init; }

    /// <summary>Gets a value indicating whether the run is as it must be: clean, or with the protection off, not.</summary>
    public bool Good => Control
        ? Case.Control!.Shows.Length == 0 ? Complaints.Count > 0 : Faults.Any(fault => Case.Control.Shows.Contains(fault.Kind))
        : Faults.Count == 0 && Complaints.Count == 0;

    /// <summary>Counts the faults of some kinds.</summary>
    public int Count(params FaultKind[] kinds) => Faults.Count(fault => kinds.Contains(fault.Kind));
}
