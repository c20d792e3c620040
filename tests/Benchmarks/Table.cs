using System.Globalization;
using System.Text;

namespace Cardline.Benchmarks;

/// <summary>A Markdown table, ready to be pasted into a page.</summary>
internal sealed class Table(params string[] head)
{
    private readonly List<string[]> rows = [];

    internal void Add(params string[] cells) => rows.Add(cells);

    internal string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(Line(head)).Append(Line([.. head.Select((name, column) => column == 0 || name == "searcher" ? "---" : "---:")]));
        foreach (var row in rows) text.Append(Line(row));
        return text.ToString();
    }

    internal static string Percent(double? share) => share is { } value ? (100 * value).ToString("0.0", CultureInfo.InvariantCulture) : "-";

    internal static string Share(double? share) => share?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    internal static string Number(double value) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |\n";
}
