using System.Globalization;

namespace Cardline.Knowledge.Articles;

/// <summary>What of a file differs whenever it was written: where it lies, how long it is, and when it was written.</summary>
internal static class FileStamp
{
    /// <returns>Null when there is no such file.</returns>
    internal static string? Of(string folder, string file)
    {
        // Where the folder is mounted from a cluster's configuration its files are links, and only what they point to changes.
        var link = new FileInfo(Path.Combine(folder, file));
        var info = link.LinkTarget is null ? link : link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? link;
        return info.Exists ? string.Create(CultureInfo.InvariantCulture, $"{info.FullName}|{info.Length}|{info.LastWriteTimeUtc.Ticks}") : null;
    }
}
