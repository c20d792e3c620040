using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing;

/// <summary>What every command of an editor needs: the folder, the clock, and where to write.</summary>
internal sealed class Workbench(KnowledgeOptions options, TimeProvider time, TextWriter output, TextWriter error, bool terminal)
{
    internal const int Good = 0;
    internal const int Bad = 1;

    internal TimeProvider Time => time;

    internal TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);

    internal TextWriter Output => output;

    internal TextWriter Error => error;

    internal Progress Progress { get; } = new(error, terminal, time);

    internal EmbeddingSource? Embeddings { get; init; }

    /// <summary>Brings vectors into an index, when a model for them is configured.</summary>
    /// <returns>Null when none is.</returns>
    internal CommandVectors? Vectors(KnowledgeIndex index, DateTimeOffset moment) => Embeddings is null ? null : CommandVectors.Of(this, options.VectorCache, index, Dates.DayOf(moment, Zone));

    /// <returns>The full path, or null when there is no such folder; the error stream then says so.</returns>
    internal string? Folder(string? path)
    {
        var wanted = path ?? options.Path;
        // A folder named by hand is meant as it stands; only the configured one is looked for upwards.
        var folder = path is null ? FolderLocator.Find(wanted) : Directory.Exists(path) ? Path.GetFullPath(path) : null;
        if (folder is null) error.WriteLine($"{wanted}:1:1: error {FindingNumber.NoFolder}: There is no such knowledge folder. Name it with --path, or set Knowledge:Path.");
        return folder;
    }

    /// <summary>Reads the folder; what keeps an article from being served is named on the error stream.</summary>
    internal KnowledgeIndex Index(string folder)
    {
        var content = new FolderReader(folder).Read(null);
        var writer = new FindingWriter(folder, error);
        foreach (var finding in content.Findings.Where(finding => finding.Severity == Severity.Error)) writer.Write(finding);
        return new KnowledgeIndex(content, KnowledgeServices.Engine);
    }

    /// <summary>Names what is wrong with files that were given by hand, under the names they were given.</summary>
    /// <returns>The exit code of a failure.</returns>
    internal int Refuse(params IEnumerable<Finding> findings)
    {
        var writer = new FindingWriter(Directory.GetCurrentDirectory(), error);
        foreach (var finding in findings) writer.Write(finding);
        return Bad;
    }
}
