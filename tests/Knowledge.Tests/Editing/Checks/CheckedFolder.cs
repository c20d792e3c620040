using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Editing.Checks;

/// <summary>A folder with one good article in two languages, linted on 1 June 2026.</summary>
internal sealed class CheckedFolder : IDisposable
{
    internal const string Quiet = "questions: [one a, two b, three c, four d, five e]";
    private readonly KnowledgeFolder folder = new();

    internal CheckedFolder(string facts = "")
    {
        folder.Write("facts.yml", facts);
    }

    public void Dispose() => folder.Dispose();

    internal CheckedFolder Write(string file, string text)
    {
        folder.Write(file, text);
        return this;
    }

    /// <summary>Writes an article; the body begins on line 7 when <paramref name="extra"/> is one line.</summary>
    internal CheckedFolder Article(string id, string lang, string body, string extra = Quiet, string? title = null, string date = "")
    {
        folder.Article(id, lang, title ?? id, body, extra, date);
        return this;
    }

    /// <summary>Both languages with the same body, so that only what is in the body can be found.</summary>
    internal CheckedFolder Both(string body) => Article("x", "en", body).Article("x", "zh-Hans", body, "questions: [甲一, 乙二, 丙三, 丁四, 戊五]");

    /// <summary>Lines of one number, from "articles" or the file's name on; "en.md:7:1: error KB034: ...".</summary>
    internal string[] Lines(string number) => [.. All().Where(line => line.Contains($" {number}: ", StringComparison.Ordinal))];

    internal string[] All()
    {
        using var output = new StringWriter();
        new EditorCommands(new KnowledgeOptions(), new ManualTime(KnowledgeFolder.Today), output, TextWriter.Null).Lint(folder.Path);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Replace(folder.Path.Replace('\\', '/') + "/", string.Empty, StringComparison.Ordinal))];
    }
}
