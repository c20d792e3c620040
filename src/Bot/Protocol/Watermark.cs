using System.Globalization;

namespace Cardline.Bot.Protocol;

/// <summary>The text form of a watermark: the last <c>visibleSeq</c> a client has seen.</summary>
internal static class Watermark
{
    /// <summary>Writes it as clients replay it.</summary>
    public static string Format(long visibleSeq) => visibleSeq.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads it. Empty, missing or not ours means the start: replaying too much is harmless, too little loses messages.</summary>
    /// <param name="text">As the client sent it.</param>
    /// <param name="last">The conversation's last visibleSeq; a watermark beyond it is not ours either.</param>
    public static long Parse(string? text, long last) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= last ? value : 0;
}
