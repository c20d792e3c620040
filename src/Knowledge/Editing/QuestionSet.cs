using System.Security.Cryptography;
using System.Text;
using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing;

/// <summary>One row of a question set; <see cref="Article"/> is null when the question is out of scope.</summary>
internal sealed record AskedRow(string Text, string? Article, string Lang, Place At);

/// <summary>Reads a question set: TSV with the header question, article, lang; an article of "-" is out of scope.</summary>
internal static class QuestionSet
{
    internal const int RowsMax = 200_000;
    private const string Header = "question\tarticle\tlang";
    private const string Shape = "Separate question, article and lang with tabs; article is an id, or - for out of scope.";

    internal static IReadOnlyList<AskedRow> Read(string file, string text, ISet<string> ids, ICollection<Finding> findings)
    {
        var lines = text.Split('\n');
        var rows = new List<AskedRow>();
        if (lines[0].TrimEnd('\r') != Header)
        {
            findings.Add(Finding.Error(FindingNumber.QuestionSetShape, new Place(file), "The first line is not the header.", "Begin with the line question<TAB>article<TAB>lang."));
            return rows;
        }

        for (var i = 1; i < lines.Length && rows.Count < RowsMax; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Row(file, i + 1, line, ids, findings) is { } row) rows.Add(row);
        }

        if (rows.Count == 0 && findings.Count == 0)
            findings.Add(Finding.Error(FindingNumber.QuestionSetShape, new Place(file, 2), "The question set has no rows.", Shape));
        return rows;
    }

    /// <summary>Names a set by what it asks, whatever its file is called and however its lines end.</summary>
    /// <returns>The first 12 hexadecimal digits of the SHA-256 of all rows in their order.</returns>
    internal static string HashOf(IEnumerable<AskedRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows) hash.AppendData(Encoding.UTF8.GetBytes($"{row.Text}\t{row.Article ?? "-"}\t{row.Lang}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static AskedRow? Row(string file, int line, string text, ISet<string> ids, ICollection<Finding> findings)
    {
        var cells = text.Split('\t');
        if (cells.Length != 3)
        {
            findings.Add(Finding.Error(FindingNumber.QuestionSetShape, new Place(file, line), $"The row has {cells.Length} cells instead of 3.", Shape));
            return null;
        }

        var (question, article, lang) = (cells[0], cells[1].Trim(), cells[2].Trim());
        var articleAt = new Place(file, line, question.Length + 2);
        if (!Languages.IsKnown(lang))
        {
            findings.Add(Finding.Error(FindingNumber.QuestionSetShape, new Place(file, line, question.Length + cells[1].Length + 3), $"\"{lang}\" is not a language.", "Write en or zh-Hans."));
            return null;
        }

        if (article == "-") return new AskedRow(question, null, lang, articleAt);
        if (ids.Contains(article)) return new AskedRow(question, article, lang, articleAt);
        findings.Add(Finding.Error(FindingNumber.QuestionSetArticle, articleAt, $"There is no article \"{article}\".", NearestName.Hint(article, ids)));
        return null;
    }
}
