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
        foreach (var file in reader.Files("articles", "*.md").Append("facts.yml").Append("glossary.yml"))
        {
            var info = new FileInfo(Path.Combine(folder, file));
            if (info.Exists) print.Append(CultureInfo.InvariantCulture, $"{file}|{info.Length}|{info.LastWriteTimeUtc.Ticks}\n");
        }

        return print.ToString();
    }
}
