using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing;

/// <summary>Checks everything in a knowledge folder that the room reads.</summary>
internal static class Lint
{
    /// <returns>All findings, in order of place, and how many files were looked at.</returns>
    internal static (IReadOnlyList<Finding> Findings, int Files) Run(string folder)
    {
        var reader = new FolderReader(folder);
        var content = reader.Read(null);
        var articles = reader.ArticleFiles().ToList();
        var names = articles.Select(file => ArticleName.Read(file, [])).OfType<ArticleName>().ToList();
        var findings = content.Findings.Concat(CrossChecks.Of(content, names)).ToList();
        var ids = names.Select(name => name.Id).ToHashSet(StringComparer.Ordinal);
        var sets = reader.Files("tests", "*.tsv");
        foreach (var set in sets)
        {
            if (Text(folder, set, findings) is { } text) QuestionSet.Read(set, text, ids, findings);
        }

        if (articles.Count == 0)
            findings.Add(Finding.Error(FindingNumber.NoFolder, new Place("articles"), "There are no articles.", "Put them in articles/<topic>/ below this folder, or name the right folder with --path."));
        return ([.. findings.OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column).ThenBy(f => f.Number, StringComparer.Ordinal)], articles.Count + sets.Count);
    }

    internal static string? Text(string folder, string file, ICollection<Finding> findings)
    {
        try
        {
            return ArticleReader.Decode(file, File.ReadAllBytes(Path.Combine(folder, file)), findings);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            findings.Add(Finding.Error(FindingNumber.Unreadable, new Place(file), "The file cannot be opened.", "Check that it exists and that this account may read it."));
            return null;
        }
    }
}
