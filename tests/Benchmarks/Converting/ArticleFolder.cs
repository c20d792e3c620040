using System.Text;
using Cardline.Benchmarks.Sets;

namespace Cardline.Benchmarks.Converting;

/// <summary>Writes a knowledge folder and question sets that <c>kb eval</c> reads.</summary>
internal static class ArticleFolder
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>One article per category: its name is title and body, its questions are the rows.</summary>
    internal static IReadOnlyList<MadeArticle> Articles(IReadOnlyList<Labelled> rows)
    {
        var articles = rows
            .GroupBy(row => row.Category, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new MadeArticle(Category.Id(group.Key), Category.Title(group.Key), [.. group.Select(row => row.Text)], Category.Title(group.Key)))
            .ToList();
        var same = articles.GroupBy(article => article.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return same is null ? articles : throw new DataFault($"Two categories make the same id, \"{same.Key}\".");
    }

    internal static IEnumerable<MadeQuestion> Questions(IEnumerable<Labelled> rows) => rows.Select(row => new MadeQuestion(row.Text, Category.Id(row.Category)));

    internal static void Write(string folder, string topic, IReadOnlyList<MadeArticle> articles)
    {
        var below = Directory.CreateDirectory(Path.Combine(folder, "articles", topic)).FullName;
        foreach (var article in articles) File.WriteAllText(Path.Combine(below, FileName(article.Id)), Text(article), Utf8);
    }

    internal static string FileName(string id) => $"{id}.en.md";

    internal static string Text(MadeArticle article)
    {
        var text = new StringBuilder();
        text.Append("---\n").Append($"id: {Quoted(article.Id)}\n").Append("lang: en\n").Append($"title: {Quoted(article.Title)}\n");
        if (article.Questions.Count > 0) text.Append("questions:\n");
        foreach (var question in article.Questions) text.Append($"  - {Quoted(question)}\n");
        return text.Append("---\n").Append(OneLine(article.Body)).Append('\n').ToString();
    }

    internal static void WriteQuestions(string file, IEnumerable<MadeQuestion> questions)
    {
        var text = new StringBuilder("question\tarticle\tlang\n");
        foreach (var question in questions) text.Append($"{OneLine(question.Text)}\t{question.Article ?? "-"}\ten\n");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, text.ToString(), Utf8);
    }

    // A double-quoted YAML text: only the backslash and the quotation mark mean anything in it once control signs are gone.
    private static string Quoted(string text) => $"\"{OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    // Two braces would name a fact of the bank's own table, and a tab or a line break would end a cell.
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            var kept = char.IsControl(sign) || char.IsWhiteSpace(sign) ? ' ' : sign;
            if (kept == ' ' && (line.Length == 0 || line[^1] == ' ')) continue;
            if (kept is '{' or '}' && line.Length > 0 && line[^1] == kept) continue;
            line.Append(kept);
        }

        return line.ToString().TrimEnd();
    }
}
