using System.Globalization;

namespace Cardline.Load.Sockets;

/// <summary>The resident memory of a process.</summary>
internal static class ResidentMemory
{
    /// <summary>Reads it.</summary>
    /// <returns>Bytes, of VmRSS in proc(5).</returns>
    public static long Of(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(one => one.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
