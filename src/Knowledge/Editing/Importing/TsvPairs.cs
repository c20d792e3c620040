using System.Text.RegularExpressions;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>Reads the tab-separated export of QnA Maker and of its successor: one row per phrasing, columns found by the header.</summary>
internal sealed partial class TsvPairs(string file, ICollection<Finding> findings)
{
    private static readonly string[] Known = ["Question", "Answer", "Source", "Metadata", "SuggestedQuestions", "IsContextOnly", "Prompts", "QnaId", "SourceDisplayName"];
    private readonly Dictionary<string, int> columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Id, string Answer), ImportedPair> pairs = [];
    private readonly Dictionary<string, ImportedPair> byId = new(StringComparer.Ordinal);

    /// <returns>The pairs, in the order of the file.</returns>
    internal IReadOnlyList<ImportedPair> Read(string text)
    {
        var ordered = new List<ImportedPair>();
        using var rows = new TsvTable(file, text, findings).Rows().GetEnumerator();
        if (!rows.MoveNext() || !Header(rows.Current)) return ordered;
        while (rows.MoveNext())
        {
            if (Row(rows.Current) is { } added) ordered.Add(added);
        }

        return ordered;
    }

    private bool Header(IReadOnlyList<Marked> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            var name = cells[i].Text.Trim();
            if (!columns.TryAdd(name, i))
                findings.Add(Finding.Error(FindingNumber.ImportShape, cells[i].At, $"The column \"{name}\" stands twice.", "Keep one of them."));
            else if (name.Length > 0 && !Known.Contains(name, StringComparer.OrdinalIgnoreCase))
                findings.Add(Finding.Warning(FindingNumber.ImportNoPlace, cells[i].At, $"The column \"{name}\" has no place in an article.", "What it holds was left out."));
        }

        var missing = Known.Take(2).Where(name => !columns.ContainsKey(name)).ToList();
        if (missing.Count == 0) return true;
        findings.Add(Finding.Error(FindingNumber.ImportShape, new Place(file), $"The header has no column {string.Join(" and no column ", missing)}.", "Begin with the line Question<TAB>Answer<TAB>Source<TAB>Metadata<TAB>SuggestedQuestions<TAB>IsContextOnly<TAB>Prompts<TAB>QnaId."));
        return false;
    }

    private ImportedPair? Row(IReadOnlyList<Marked> cells)
    {
        if (cells.Count > columns.Count)
        {
            findings.Add(Finding.Error(FindingNumber.ImportShape, cells[0].At, $"The row has {cells.Count} cells, the header has {columns.Count}.", "Take out the tab that does not belong, or quote the cell; the row was left out."));
            return null;
        }

        var question = Cell(cells, "Question");
        question = question with { Text = Spaces().Replace(Unescape(question.Text), " ").Trim() };
        var answer = Cell(cells, "Answer");
        var id = Cell(cells, "QnaId").Text.Trim();
        if (id is "0" or "-1") id = string.Empty;
        var text = Unescape(answer.Text).ReplaceLineEndings("\n").Trim();
        var pair = Pair(id, text, answer.At, cells[0].At, out var isNew);
        if (pair is null || question.Text.Length == 0)
        {
            var what = pair is null ? "answer" : "question";
            findings.Add(Finding.Error(FindingNumber.ImportEmpty, pair is null ? answer.At : question.At, $"The row has no {what}.", "Write one, or delete the row; it was left out."));
            return null;
        }

        Add(pair, question, cells);
        if (!isNew) return null;
        pairs[(id, text)] = pair;
        if (id.Length > 0) byId.TryAdd(id, pair);
        return pair;
    }

    // A row of an alternate phrasing may leave the answer out when its number was seen before.
    private ImportedPair? Pair(string id, string text, Place answerAt, Place at, out bool isNew)
    {
        isNew = false;
        if (pairs.TryGetValue((id, text), out var known)) return known;
        if (text.Length == 0) return id.Length > 0 ? byId.GetValueOrDefault(id) : null;
        isNew = true;
        return new ImportedPair(at, id, new Marked(text, answerAt));
    }

    private void Add(ImportedPair pair, Marked question, IReadOnlyList<Marked> cells)
    {
        var key = Folding.Key(question.Text);
        if (!pair.Questions.Exists(other => Folding.Key(other.Text) == key)) pair.Questions.Add(question);
        var source = Cell(cells, "Source").Text.Trim();
        if (pair.Source is null && source.Length > 0) pair.Source = source;
        foreach (var property in PairParts.Metadata(Cell(cells, "Metadata"), findings))
        {
            if (!pair.Metadata.Exists(other => other.Name == property.Name && other.Value == property.Value)) pair.Metadata.Add(property);
        }

        foreach (var prompt in PairParts.Prompts(Cell(cells, "Prompts"), findings))
        {
            if (!pair.Prompts.Exists(other => other.Target == prompt.Target && other.Display == prompt.Display)) pair.Prompts.Add(prompt);
        }

        pair.ContextOnly |= bool.TryParse(Cell(cells, "IsContextOnly").Text.Trim(), out var only) && only;
        if (Cell(cells, "SuggestedQuestions") is { Text: var suggested } cell && suggested.Trim() is not ("" or "[]"))
            findings.Add(Finding.Warning(FindingNumber.ImportNoPlace, cell.At, "Suggested questions have no place in an article.", "Add the good ones to questions by hand."));
    }

    private Marked Cell(IReadOnlyList<Marked> cells, string column) =>
        columns.TryGetValue(column, out var number) && number < cells.Count ? cells[number] : new Marked(string.Empty, cells[^1].At);

    // The export keeps line ends inside a cell as a backslash and a letter.
    private static string Unescape(string cell) => cell
        .Replace("\\r\\n", "\n", StringComparison.Ordinal)
        .Replace("\\n", "\n", StringComparison.Ordinal)
        .Replace("\\t", "    ", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
