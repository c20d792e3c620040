using System.Text;

namespace Cardline.Benchmarks.Sets;

/// <summary>Reads comma-separated text as RFC 4180 has it: a quoted cell may hold commas, line breaks and doubled quotation marks.</summary>
internal static class Csv
{
    /// <returns>The rows that are not empty, at most one more than <paramref name="rowsMax"/>.</returns>
    internal static IEnumerable<string[]> Rows(string text, int rowsMax = DataFolder.LinesMax)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        var rows = 0;
        for (var i = 0; i <= text.Length && rows <= rowsMax; i++)
        {
            var sign = i < text.Length ? text[i] : '\n';
            if (quoted && i < text.Length)
            {
                if (sign != '"') cell.Append(sign);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else quoted = false;
            }
            else if (sign == '"') quoted = true;
            else if (sign == ',') cells.Add(Taken(cell));
            else if (sign == '\n')
            {
                cells.Add(Taken(cell).TrimEnd('\r'));
                if (cells is not [""])
                {
                    rows++;
                    yield return [.. cells];
                }

                cells.Clear();
            }
            else cell.Append(sign);
        }
    }

    private static string Taken(StringBuilder cell)
    {
        var text = cell.ToString();
        cell.Clear();
        return text;
    }
}
