using System.ComponentModel.DataAnnotations;

namespace Cardline.Knowledge;

/// <summary>Settings of the knowledge room, bound from the section <c>Knowledge</c>.</summary>
public sealed class KnowledgeOptions
{
    /// <summary>Gets or sets the folder that editors own.</summary>
    /// <value>Default <c>knowledge-base</c>, looked for in the working directory and then upwards from it.</value>
    [Required]
    public string Path { get; set; } = "knowledge-base";

    /// <summary>Gets or sets the bank's time zone, in which dates of facts and articles begin and end.</summary>
    /// <value>An IANA name. Default <c>Asia/Shanghai</c>.</value>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>Gets or sets a value indicating whether changes on disk are picked up while serving.</summary>
    /// <value>Default true.</value>
    public bool Watch { get; set; } = true;

    /// <summary>Gets or sets where the pages of <c>docs/errors</c> are published; a report of <c>kb lint --format sarif</c> links to them.</summary>
    /// <value>An absolute address that a page's name is added to, such as <c>https://code.example/cardline/docs/errors</c>. Default null: links are relative, <c>docs/errors/KB001.md</c>.</value>
    public string? ErrorPages { get; set; }

    /// <summary>Gets or sets the file in which the vectors of article texts are kept between starts, when there is a model for them.</summary>
    /// <value>Default null: they are kept in memory, and fetched again after a start.</value>
    public string? VectorCache { get; set; }

    /// <summary>Gets or sets how long a question waits for its vector, when there is a model for them; then it is asked by its words alone.</summary>
    /// <value>Milliseconds. Default 400, allowed 10 to 10,000.</value>
    [Range(10, 10_000)]
    public int QuestionVectorMilliseconds { get; set; } = 400;

    /// <summary>Finds the folder: <see cref="Path"/> in the working directory, above it, and then above the program itself.</summary>
    /// <returns>Its full path, or null when there is none.</returns>
    public string? Locate() => Index.FolderLocator.Find(Path);
}
