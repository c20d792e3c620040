using System.Globalization;

namespace Cardline.Bot.Conversations;

/// <summary>A node's clock that is wrong, for the test that shows that it does no harm.</summary>
internal sealed class ShiftedClock(TimeSpan shift) : TimeProvider
{
    /// <summary>Makes the node's clock: wrong by <c>Testing:ClockShiftSeconds</c> when <c>Testing:Allow</c> is <c>yes</c>, else the machine's.</summary>
    public static TimeProvider From(IConfiguration configuration) =>
        configuration["Testing:Allow"] == "yes" && double.TryParse(configuration["Testing:ClockShiftSeconds"], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? new ShiftedClock(TimeSpan.FromSeconds(seconds))
            : System;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
