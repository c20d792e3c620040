using System.Text;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>Cuts tab-separated text into cells that know their place.</summary>
/// <remarks>
/// A cell that begins with a quote may be quoted: it then ends at a quote before a tab or a line's end, a doubled quote inside stands for
/// one, and tabs and line ends inside belong to it. A cell that merely begins with a quoted word is taken as it stands. A quote that is
/// never closed is reported, and reading goes on with the next line.
/// </remarks>
internal sealed class TsvTable(string file, string text, ICollection<Finding> findings)
{
    /// <summary>A longer cell has lost a tab or its closing quote: an article of that size would not be served either.</summary>
    internal const int CellCharsMax = FolderReader.FileBytesMax;

    private int at;
    private int line = 1;
    private int lineStart;

    /// <returns>The rows, without empty ones and without those that could not be read.</returns>
    internal IEnumerable<IReadOnlyList<Marked>> Rows()
    {
        while (at < text.Length)
        {
            var cells = new List<Marked>();
            var whole = Row(cells);
            if (whole && cells.Exists(cell => !string.IsNullOrWhiteSpace(cell.Text))) yield return cells;
        }
    }

    private bool Row(List<Marked> cells)
    {
        while (true)
        {
            var place = new Place(file, line, at - lineStart + 1);
            if (at < text.Length && text[at] == '"')
            {
                switch (Quoted(out var value))
                {
                    case Quote.Closed: cells.Add(new Marked(value, place)); break;
                    case Quote.NotQuoted: cells.Add(new Marked(Bare(), place)); break;
                    default:
                        findings.Add(Finding.Error(FindingNumber.ImportShape, place, "The quote that opens this cell is never closed.", "Close it before the next tab, or double it when it belongs to the text; the row was left out."));
                        Bare();
                        SkipLine();
                        return false;
                }
            }
            else cells.Add(new Marked(Bare(), place));

            if (cells[^1].Text.Length > CellCharsMax)
            {
                findings.Add(Finding.Error(FindingNumber.ImportShape, place, $"The cell is longer than {CellCharsMax} characters.", "Look for a missing tab or line end; the row was left out."));
                SkipLine();
                return false;
            }

            if (at < text.Length && text[at] == '\t')
            {
                at++;
                continue;
            }

            SkipLine();
            return true;
        }
    }

    private Quote Quoted(out string value)
    {
        value = string.Empty;
        var built = new StringBuilder();
        for (var i = at + 1; i < text.Length && i - at <= CellCharsMax; i++)
        {
            if (text[i] != '"')
            {
                built.Append(text[i]);
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == '"')
            {
                built.Append('"');
                i++;
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] is not ('\t' or '\r' or '\n')) return Quote.NotQuoted;
            CountLines(i);
            at = i + 1;
            value = built.ToString();
            return Quote.Closed;
        }

        return Quote.Open;
    }

    private string Bare()
    {
        var end = text.AsSpan(at).IndexOfAny('\t', '\n');
        var stop = end < 0 ? text.Length : at + end;
        var cell = text[at..stop].TrimEnd('\r');
        at = stop;
        return cell;
    }

    private void CountLines(int until)
    {
        for (var i = at; i < until; i++)
        {
            if (text[i] != '\n') continue;
            line++;
            lineStart = i + 1;
        }
    }

    private void SkipLine()
    {
        var end = text.IndexOf('\n', at);
        at = end < 0 ? text.Length : end + 1;
        line++;
        lineStart = at;
    }

    private enum Quote
    {
        Closed,
        NotQuoted,
        Open,
    }
}
