using System.Globalization;

namespace Cardline.Bot.Turns.Reply;

/// <summary>How a moment is written to a cardholder, who may be anywhere: by the bank's clocks, and by how much they differ from UTC.</summary>
internal static class BankTime
{
    /// <summary>Writes a moment.</summary>
    /// <param name="atTheBank">The moment in the bank's time zone.</param>
    /// <param name="lang"><c>en</c> or <c>zh-Hans</c>.</param>
    public static string Of(DateTimeOffset atTheBank, string lang)
    {
        var offset = atTheBank.Offset;
        var minutes = offset.Minutes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{Math.Abs(offset.Minutes):00}");
        var zone = string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? "-" : "+")}{Math.Abs(offset.Hours)}{minutes}");
        return lang == Languages.Chinese
            ? atTheBank.ToString("yyyy年M月d日HH:mm", CultureInfo.InvariantCulture) + $"（{zone}）"
            : atTheBank.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + $" ({zone})";
    }
}
