namespace Cardline.Knowledge.Articles;

/// <summary>Reads outside.tsv: questions that no article is meant to answer, which the engine is taught to refuse. TSV with the header question, lang.</summary>
internal static class OutsideQuestions
{
    internal const int RowsMax = 20_000;
    private const string Header = "question\tlang";
    private const string Shape = "Separate question and lang with a tab; lang is en or zh-Hans.";

    /// <returns>The questions, or null when the file as a whole cannot be read.</returns>
    internal static IReadOnlyList<string>? Read(string file, string text, ICollection<Finding> findings)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimEnd('\r') != Header)
        {
            findings.Add(Finding.Error(FindingNumber.OutsideShape, new Place(file), "The first line is not the header.", "Begin with the line question<TAB>lang."));
            return null;
        }

        var questions = new List<string>();
        for (var i = 1; i < lines.Length && questions.Count < RowsMax; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (string.IsNullOrWhiteSpace(line)) continue;
            var cells = line.Split('\t');
            if (cells.Length == 2 && cells[0].Trim().Length > 0 && Languages.IsKnown(cells[1].Trim())) questions.Add(cells[0]);
            else findings.Add(Finding.Error(FindingNumber.OutsideShape, new Place(file, i + 1), "The row is not a question and its language.", Shape));
        }

        return questions;
    }
}
