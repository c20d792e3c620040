using Microsoft.Extensions.Logging;

namespace Cardline.Knowledge.Index;

/// <summary>The log lines of the knowledge room. Ids 4000 to 4099; file names, numbers and counts only.</summary>
internal static partial class KnowledgeLog
{
    [LoggerMessage(4000, LogLevel.Information, "Knowledge index {Version} is in use: {Articles} article files from {Folder}, read in {Milliseconds} ms.")]
    internal static partial void InUse(ILogger logger, string version, int articles, string folder, double milliseconds);

    [LoggerMessage(4001, LogLevel.Error, "The knowledge folder {Path} was not found in the working directory, above it, or above the program. Every question is answered with: not known. Set Knowledge:Path (KB018).")]
    internal static partial void NoFolder(ILogger logger, string path);

    [LoggerMessage(4002, LogLevel.Error, "{File}:{Line}:{Column} is broken ({Number}) and is left out. Run kb lint.")]
    internal static partial void LeftOut(ILogger logger, string file, int line, int column, string number);

    [LoggerMessage(4003, LogLevel.Error, "{File}:{Line}:{Column} is broken ({Number}); its last good version stays in use. Run kb lint.")]
    internal static partial void KeptLastGood(ILogger logger, string file, int line, int column, string number);

    [LoggerMessage(4004, LogLevel.Error, "The knowledge folder {Path} is gone; index {Version} stays in use.")]
    internal static partial void FolderGone(ILogger logger, string path, string version);

    [LoggerMessage(4005, LogLevel.Error, "The knowledge folder could not be read again; index {Version} stays in use.")]
    internal static partial void ReloadFailed(ILogger logger, Exception fault, string version);

    [LoggerMessage(4007, LogLevel.Information, "Knowledge index {Version} is trained for {Day} in {Milliseconds} ms.")]
    internal static partial void Trained(ILogger logger, string version, DateOnly day, double milliseconds);

    [LoggerMessage(4006, LogLevel.Warning, "Changes in {Folder} cannot be watched; they are looked for every {Seconds} seconds instead.")]
    internal static partial void NotWatched(ILogger logger, Exception fault, string folder, double seconds);
}
