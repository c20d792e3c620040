namespace Cardline.Bot.Conversations;

/// <summary>
/// Switches that turn one protection off, so that the crash test can show that its checker notices. All are on unless both
/// <c>Testing:Allow</c> is <c>yes</c> and <c>Testing:Disable</c> names one; the server says so loudly at start.
/// </summary>
internal sealed record ProtectionSwitches
{
    /// <summary>Gets a value indicating whether a repeated key is done once.</summary>
    public bool Idempotency { get; init; } = true;

    /// <summary>Gets a value indicating whether open turns are resumed at start.</summary>
    public bool Recovery { get; init; } = true;

    /// <summary>Gets a value indicating whether stale epochs and closed turns refuse an append.</summary>
    public bool Epochs { get; init; } = true;

    /// <summary>Gets a value indicating whether an attempt at a turn is recorded before it is made.</summary>
    public bool Attempts { get; init; } = true;

    /// <summary>Gets a value indicating whether an append is acknowledged only after its commit.</summary>
    public bool Durability { get; init; } = true;

    /// <summary>Gets a value indicating whether nodes hear at once what others write; off, they must find it by looking.</summary>
    public bool Notifications { get; init; } = true;

    /// <summary>Gets a value indicating whether nodes look now and then for what they were not told.</summary>
    public bool CatchUp { get; init; } = true;

    /// <summary>Gets a value indicating whether a script that Redis has forgotten is sent to it again.</summary>
    public bool Scripts { get; init; } = true;

    /// <summary>Gets a value indicating whether times are given by the store's clock and not by the node's.</summary>
    public bool StoreClock { get; init; } = true;

    /// <summary>Gets a value indicating whether any protection is off.</summary>
    public bool AnyOff => this != new ProtectionSwitches();

    /// <summary>Reads the switches from the settings.</summary>
    public static ProtectionSwitches From(IConfiguration configuration)
    {
        if (configuration["Testing:Allow"] != "yes")
        {
            return new ProtectionSwitches();
        }

        var off = (configuration["Testing:Disable"] ?? string.Empty).Split(',', StringSplitOptions.TrimEntries);
        return new ProtectionSwitches
        {
            Idempotency = !off.Contains("idempotency"),
            Recovery = !off.Contains("recovery"),
            Epochs = !off.Contains("epochs"),
            Attempts = !off.Contains("attempts"),
            Durability = !off.Contains("durability"),
            Notifications = !off.Contains("notifications"),
            CatchUp = !off.Contains("catchup"),
            Scripts = !off.Contains("scripts"),
            StoreClock = !off.Contains("storeclock"),
        };
    }
}
