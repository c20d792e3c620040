using System.Text.Json.Nodes;

namespace Cardline.Load.Sockets;

/// <summary>What holding the sockets took.</summary>
/// <param name="Open">Sockets that were still open at the end, of those that were measured.</param>
/// <param name="Before">Resident bytes before they were opened.</param>
/// <param name="Opened">Resident bytes when the last was open.</param>
/// <param name="Least">Least resident bytes while they were held.</param>
/// <param name="Most">Most resident bytes while they were held.</param>
/// <param name="CpuShare">Share of one core that the node used meanwhile.</param>
internal sealed record Held(int Open, long Before, long Opened, long Least, long Most, double CpuShare)
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>Gets the bytes that one socket keeps: the least that was seen, when the collector had given back what opening cost.</summary>
    public double BytesPerSocket => (double)(Least - Before) / Open;

    /// <summary>Gets it as the result names it.</summary>
    public JsonObject ToJson() => new()
    {
        ["open"] = Open,
        ["residentMebibytesBefore"] = Math.Round(Before / Mebibyte, 1),
        ["residentMebibytesOpened"] = Math.Round(Opened / Mebibyte, 1),
        ["residentMebibytesLeast"] = Math.Round(Least / Mebibyte, 1),
        ["residentMebibytesMost"] = Math.Round(Most / Mebibyte, 1),
        ["bytesPerSocket"] = Math.Round(BytesPerSocket),
        ["cpuShareOfOneCore"] = Math.Round(CpuShare, 3),
    };
}
