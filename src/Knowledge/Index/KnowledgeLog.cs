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

    [LoggerMessage(4010, LogLevel.Information, "Knowledge index {Version} has {Rows} vectors, {New} of them new; fitted on {Questions} held-out sample questions they weigh {Weight} beside words at {Words} (0 means that they add nothing and take no part), after {Milliseconds} ms.")]
    internal static partial void VectorsJoined(ILogger logger, string version, int rows, int @new, double weight, double words, int questions, double milliseconds);

    [LoggerMessage(4011, LogLevel.Warning, "The model for embeddings gave no usable vectors ({Kind}); index {Version} answers as it did before. It is asked again in {Seconds} seconds, then ever more seldom, and this is said once. Check Model:Endpoint, Model:Key and Model:Embedding.")]
    internal static partial void VectorsFailed(ILogger logger, string kind, string version, double seconds);

    [LoggerMessage(4012, LogLevel.Information, "The model for embeddings works again, after {Failures} failures.")]
    internal static partial void VectorsAgain(ILogger logger, int failures);

    [LoggerMessage(4013, LogLevel.Warning, "Questions could not be turned into vectors ({Kind}, {Failures} times one after the other); they are asked by their words alone. It is tried again every {Seconds} seconds, and this is said once.")]
    internal static partial void QuestionVectorsFailed(ILogger logger, string kind, int failures, double seconds);

    [LoggerMessage(4014, LogLevel.Information, "Questions are turned into vectors again.")]
    internal static partial void QuestionVectorsAgain(ILogger logger);

    [LoggerMessage(4015, LogLevel.Warning, "The vectors kept in {File} cannot be used; they are fetched anew, and the file is written again.")]
    internal static partial void VectorsNotRead(ILogger logger, string file);

    [LoggerMessage(4016, LogLevel.Warning, "The vectors could not be written to {File}; the next start fetches them again. Check Knowledge:VectorCache.")]
    internal static partial void VectorsNotWritten(ILogger logger, string file);

    [LoggerMessage(4017, LogLevel.Error, "Vectors could not be brought into the index; it answers as it did before. It is tried again in {Seconds} seconds.")]
    internal static partial void VectorsBroken(ILogger logger, Exception fault, double seconds);

    [LoggerMessage(4006, LogLevel.Warning, "Changes in {Folder} cannot be watched; they are looked for every {Seconds} seconds instead.")]
    internal static partial void NotWatched(ILogger logger, Exception fault, string folder, double seconds);
}
