using System.Text.RegularExpressions;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing.Checks;

namespace Cardline.Knowledge.Editing;

/// <summary>Checks everything in a knowledge folder that the room reads.</summary>
internal static class Lint
{
    // Those that look at the folder as a whole.
    private static readonly (string What, Func<Checkup, IEnumerable<Finding>> Check)[] Together =
    [
        ("articles together", CrossChecks.Of),
        ("sample questions", QuestionChecks.Of),
        ("dates", DateChecks.Of),
        ("glossary", GlossaryChecks.Of),
    ];

    // Those that look at one body after the other.
    private static readonly Func<Checkup, Func<BodyText, IEnumerable<Finding>>>[] EachBody =
        [BodyChecks.Over, FactChecks.Over, LinkChecks.Over, ContactChecks.Over, _ => HiddenChecks.Of, SiblingChecks.Over];

    private static readonly string[] OtherFiles = ["facts.yml", "glossary.yml", "outside.tsv", ComplianceReader.FileName];

    /// <param name="folder">The knowledge folder.</param>
    /// <param name="today">The bank's day.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <returns>All findings, in order of place, and how many files were looked at.</returns>
    internal static (IReadOnlyList<Finding> Findings, int Files) Run(string folder, DateOnly today, Progress progress)
    {
        progress.Report(0, 1, "reading");
        var reader = new FolderReader(folder);
        var content = reader.Read(null);
        var articles = reader.ArticleFiles().ToList();
        var names = articles.Select(file => ArticleName.Read(file, [])).OfType<ArticleName>().ToList();
        var checkup = new Checkup(content, names, today);
        var findings = content.Findings.ToList();
        foreach (var (what, check) in Together)
        {
            progress.Report(0, articles.Count + 1, what);
            findings.AddRange(check(checkup));
        }

        Bodies(checkup, findings, progress);
        foreach (var file in articles.Concat(OtherFiles))
        {
            // A file that cannot be read has been named by reading.
            if (File.Exists(Path.Combine(folder, file)) && Text(folder, file, []) is { } text) findings.AddRange(InvisibleChecks.Of(file, text));
        }

        var sets = QuestionSets(reader, folder, checkup.Ids, findings);
        if (articles.Count == 0)
            findings.Add(Finding.Error(FindingNumber.NoFolder, new Place("articles"), "There are no articles.", "Put them in articles/<topic>/ below this folder, or name the right folder with --path."));
        progress.Report(1, 1, "done");
        return ([.. findings.OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column).ThenBy(f => f.Number, StringComparer.Ordinal)], articles.Count + sets);
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

    private static void Bodies(Checkup checkup, List<Finding> findings, Progress progress)
    {
        var checks = EachBody.Select(over => over(checkup)).ToList();
        for (var i = 0; i < checkup.Bodies.Count; i++)
        {
            var body = checkup.Bodies[i];
            progress.Report(i, checkup.Bodies.Count + 1, "articles");
            try
            {
                foreach (var check in checks) findings.AddRange(check(body));
            }
            catch (RegexMatchTimeoutException)
            {
                findings.Add(Finding.Error(FindingNumber.Unreadable, new Place(body.Article.File), "The text is too tangled to be checked in time.", "Split the article, or take out long runs of signs."));
            }
        }
    }

    private static int QuestionSets(FolderReader reader, string folder, IReadOnlySet<string> ids, List<Finding> findings)
    {
        var sets = reader.Files("tests", "*.tsv");
        var known = ids.ToHashSet(StringComparer.Ordinal);
        foreach (var set in sets)
        {
            if (Text(folder, set, findings) is { } text) QuestionSet.Read(set, text, known, findings);
        }

        return sets.Count;
    }
}
