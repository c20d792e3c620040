namespace Cardline.Load.Faults;

/// <summary>How the faults are run.</summary>
/// <param name="Provider"><c>redis</c> or <c>sqlite</c>.</param>
/// <param name="Seconds">How long a fault lasts, 1 to 120; a third of it before and after under load alone.</param>
/// <param name="Seed">Chooses moments, victims and words.</param>
/// <param name="Control">Whether each fault's protection is off.</param>
internal sealed record FaultPlan(string Provider, int Seconds, int Seed, bool Control)
{
    /// <summary>Gets the cardholders at once.</summary>
    public int Conversations { get; init; } = 8;

    /// <summary>Gets the rounds that the claim race runs at least, however long that takes; 0 to 1,000.</summary>
    public int RoundsMin { get; init; }

    /// <summary>Gets the most nodes.</summary>
    public int NodesMax { get; init; } = 5;

    /// <summary>Checks the limits.</summary>
    public FaultPlan Checked() =>
        Seconds is >= 1 and <= 120 && Conversations is >= 1 and <= 64 && NodesMax is >= 1 and <= 5 && RoundsMin is >= 0 and <= ClaimRace.RoundsMax && Provider is "redis" or "sqlite"
            ? this
            : throw new ArgumentOutOfRangeException(nameof(Seconds), "Seconds 1 to 120, conversations 1 to 64, nodes 1 to 5, rounds 0 to 1000, store redis or sqlite.");
}
