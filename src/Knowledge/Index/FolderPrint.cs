using System.Globalization;
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
        foreach (var file in reader.Files("articles", "*.md").Append("facts.yml").Append("glossary.yml").Append("outside.tsv"))
        {
            // Where the folder is mounted from a cluster's configuration its files are links, and only what they point to changes.
            var link = new FileInfo(Path.Combine(folder, file));
            var info = link.LinkTarget is null ? link : link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? link;
            if (info.Exists) print.Append(CultureInfo.InvariantCulture, $"{file}|{info.FullName}|{info.Length}|{info.LastWriteTimeUtc.Ticks}\n");
        }

        return print.ToString();
    }
}
