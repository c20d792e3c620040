namespace Cardline.Load.Crash;

/// <summary>What a crash run does.</summary>
/// <param name="Rounds">Kills, 1 to 200.</param>
/// <param name="SecondsMax">Longest life of the server in a round, 1 to 60.</param>
/// <param name="Conversations">Cardholders at once, 1 to 64.</param>
/// <param name="Seed">Makes the moments of the kills and the choices of the drivers.</param>
/// <param name="Disable">A protection to switch off; null for none.</param>
internal sealed record CrashPlan(int Rounds, int SecondsMax, int Conversations, int Seed, string? Disable)
{
    /// <summary>Checks the limits.</summary>
    public CrashPlan Checked() =>
        Rounds is >= 1 and <= 200 && SecondsMax is >= 1 and <= 60 && Conversations is >= 1 and <= 64
            ? this
            : throw new ArgumentOutOfRangeException(nameof(Rounds), "Rounds 1 to 200, seconds 1 to 60, conversations 1 to 64.");
}
