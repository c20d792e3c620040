using System.ComponentModel.DataAnnotations;

namespace Cardline.Bot.Gate.Uploads;

/// <summary>Files from cardholders, section <c>Storage:Uploads</c>. Pictures cannot be masked, so they are off unless the value is <c>on</c>.</summary>
internal sealed class UploadOptions
{
    /// <summary>Whether files are accepted: <c>Storage:Uploads</c> is <c>on</c>.</summary>
    /// <value>Default false.</value>
    public bool On { get; set; }

    /// <summary>Folder for the bytes; every node must see the same one.</summary>
    /// <value>Default <c>uploads</c> beside the database file.</value>
    [Required]
    public string Path { get; set; } = "data/uploads";

    /// <summary>Most bytes of one upload, all files together.</summary>
    /// <value>Bytes. Default 10485760, allowed 1024 to 104857600.</value>
    [Range(1024, 104_857_600)]
    public int BytesMax { get; set; } = 10_485_760;

    /// <summary>Most files of one upload.</summary>
    /// <value>Files. Default 5, allowed 1 to 20.</value>
    [Range(1, 20)]
    public int FilesMax { get; set; } = 5;

    /// <summary>Most uploads read at once; each holds its bytes in memory while they are checked.</summary>
    /// <value>Uploads. Default 4, allowed 1 to 64.</value>
    [Range(1, 64)]
    public int AtOnceMax { get; set; } = 4;

    /// <summary>Longest that one upload may take to arrive; a trickle must not hold a place for hours.</summary>
    /// <value>Seconds. Default 120, allowed 10 to 3600.</value>
    [Range(10, 3600)]
    public int SecondsMax { get; set; } = 120;

    /// <summary>Kinds accepted, told by their content: <c>png</c>, <c>jpeg</c>, <c>pdf</c>, <c>text</c>. Empty means all four.</summary>
    /// <value>Default all four.</value>
    [MaxLength(4)]
    public IList<string> Kinds { get; } = [];
}
