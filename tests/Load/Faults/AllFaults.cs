namespace Cardline.Load.Faults;

/// <summary>Every fault. A new one is a member of one of the groups, and has a negative control unless it says why not.</summary>
internal static class AllFaults
{
    /// <summary>Gets them in the order in which they are run.</summary>
    public static IReadOnlyList<FaultCase> Cases { get; } = [.. NodeFaults.Cases, .. RedisFaults.Cases, .. FailoverFaults.Cases, .. NetworkFaults.Cases, .. ClientFaults.Cases];
}
