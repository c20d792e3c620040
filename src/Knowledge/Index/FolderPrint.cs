using System.Text;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Index;

/// <summary>A cheap look at the folder that differs whenever a file was added, removed, renamed or written.</summary>
internal static class FolderPrint
{
    internal static string Of(string folder)
    {
        var print = new StringBuilder();
        var reader = new FolderReader(folder);
        foreach (var file in reader.Files("articles", "*.md").Append("facts.yml").Append("glossary.yml").Append("outside.tsv").Append(ComplianceReader.FileName))
        {
            if (FileStamp.Of(folder, file) is { } stamp) print.Append(file).Append('|').Append(stamp).Append('\n');
        }

        return print.ToString();
    }
}
