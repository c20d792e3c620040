using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing;

/// <summary>Writes findings one per line, in the form that editors' programs turn into links.</summary>
internal sealed class FindingWriter(string folder, TextWriter writer)
{
    // Shown from the working directory when the file is below it, so that the path can be pressed in a terminal.
    private readonly string prefix = Shown(folder);

    internal void Write(Finding finding)
    {
        var severity = finding.Severity == Severity.Error ? "error" : "warning";
        writer.WriteLine($"{Path.Combine(prefix, finding.At.File).Replace('\\', '/')}:{finding.At.Line}:{finding.At.Column}: {severity} {finding.Number}: {finding.Wrong} {finding.Mend}");
    }

    private static string Shown(string folder)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder);
        if (relative == ".") return string.Empty;
        return relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
    }
}
