using System.Globalization;

namespace Cardline.Knowledge.Articles;

/// <summary>Days as editors write them, and the bank's day at a moment.</summary>
internal static class Dates
{
    internal const string Mend = "Write it as YYYY-MM-DD, such as 2027-01-31.";

    internal static DateOnly? Parse(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    internal static DateOnly DayOf(DateTimeOffset moment, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
}
