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

    /// <summary>Finds the folder: <see cref="Path"/> in the working directory, above it, and then above the program itself.</summary>
    /// <returns>Its full path, or null when there is none.</returns>
    public string? Locate() => Index.FolderLocator.Find(Path);
}
