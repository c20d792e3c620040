using System.Globalization;

namespace Cardline.Handoff.Measuring;

/// <summary>The day from which a report counts.</summary>
public static class ReportDay
{
    /// <summary>Days looked back where nothing says otherwise.</summary>
    public const int DaysUsual = 30;

    /// <summary>Reads a day, <c>YYYY-MM-DD</c> (its beginning in UTC), or a moment with its offset.</summary>
    /// <param name="text">The text; null for the usual days back.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Null when it is neither.</returns>
    public static DateTimeOffset? Read(string? text, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (text is null)
        {
            return new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date.AddDays(-DaysUsual), TimeSpan.Zero);
        }

        return DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? day : null;
    }
}
