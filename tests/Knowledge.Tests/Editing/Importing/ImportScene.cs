using System.Text;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Editing.Importing;

/// <summary>A knowledge folder, a file to import, and what the command said.</summary>
internal sealed class ImportScene : IDisposable
{
    internal const string Header = "Question\tAnswer\tSource\tMetadata\tSuggestedQuestions\tIsContextOnly\tPrompts\tQnaId\n";
    private readonly KnowledgeFolder incoming = new();
    private StringWriter output = new();
    private StringWriter error = new();

    internal KnowledgeFolder Folder { get; } = new();

    internal string Said => output.ToString();

    internal string[] Findings => error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        Folder.Dispose();
        incoming.Dispose();
        output.Dispose();
        error.Dispose();
    }

    internal int Tsv(string rows, string? lang = null, string? owner = null) => Import("export.tsv", Encoding.UTF8.GetBytes(Header + rows), lang, owner);

    internal int Qna(string text) => Import("pairs.qna", Encoding.UTF8.GetBytes(text));

    internal int Import(string file, byte[] bytes, string? lang = null, string? owner = null)
    {
        incoming.Write(file, string.Empty);
        var path = Path.Combine(incoming.Path, file);
        File.WriteAllBytes(path, bytes);
        output = new StringWriter();
        error = new StringWriter();
        return new EditorCommands(new KnowledgeOptions(), new ManualTime(KnowledgeFolder.Today), output, error)
            .Import(new ImportRequest(path) { Path = Folder.Path, Lang = lang, Owner = owner });
    }

    /// <summary>The files below drafts, with their text, in order of name.</summary>
    internal SortedDictionary<string, string> Drafts()
    {
        var drafts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in new FolderReader(Folder.Path).Files("drafts", "*")) drafts[file] = File.ReadAllText(Path.Combine(Folder.Path, file));
        return drafts;
    }

    /// <summary>Reads a draft as it would be read once it is an article.</summary>
    internal Article Draft(string file)
    {
        var findings = new List<Finding>();
        var article = ArticleReader.Read(file, File.ReadAllBytes(Path.Combine(Folder.Path, file)), findings);
        findings.ShouldBeEmpty();
        return article.ShouldNotBeNull();
    }
}
