using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>All drafts and articles of a knowledge folder, found by question or by id.</summary>
internal sealed class Shelf
{
    internal const string Drafts = "drafts";
    private const string ConflictMark = ".conflict.";
    private readonly Dictionary<(string Lang, string Key), List<ShelfEntry>> byQuestion = [];
    private readonly Dictionary<(string Id, string Lang), ShelfEntry> byName = [];
    private readonly HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Id, string Lang)> unreadable = [];

    internal Shelf(string folder, DateOnly today)
    {
        var reader = new FolderReader(folder);
        var content = reader.Read(null);
        foreach (var file in reader.Files(Drafts, "*.md").Where(file => !IsConflict(file))) AddDraft(folder, file, content.Facts);
        // An article that is broken is not found by its questions, but its id is taken.
        foreach (var name in reader.ArticleFiles().Select(file => ArticleName.Read(file, [])).OfType<ArticleName>()) ids.Add(name.Id);
        foreach (var versions in content.Articles.GroupBy(good => (good.Article.Id, good.Article.Lang)))
        {
            var good = versions.Where(version => version.Article.From <= today).MaxBy(version => version.Article.From) ?? versions.MinBy(version => version.Article.From)!;
            AddArticle(good);
        }
    }

    internal static string ConflictFile(ShelfEntry entry, string answer) =>
        $"{Path.GetDirectoryName(entry.DraftFile)!.Replace('\\', '/')}/{entry.Id}.{entry.Lang}{ConflictMark}{ImportId.HashOfAnswer(answer)}.md";

    internal bool IsTaken(string id) => ids.Contains(id);

    internal bool IsUnreadable(ShelfEntry entry) => !(entry.IsDraft && entry.OnDisk is not null) && unreadable.Contains((entry.Id, entry.Lang));

    internal ShelfEntry? Named(string id, string lang) => byName.GetValueOrDefault((id, lang));

    internal IReadOnlyList<ShelfEntry> Asking(string lang, string question) =>
        Folding.Key(question) is { Length: > 0 } key && byQuestion.TryGetValue((lang, key), out var entries) ? entries : [];

    /// <summary>Makes an entry be found: by its title, and when it is on disk by its sample questions too.</summary>
    internal void Add(ShelfEntry entry, IEnumerable<string> questions)
    {
        ids.Add(entry.Id);
        byName.TryAdd((entry.Id, entry.Lang), entry);
        foreach (var key in questions.Select(Folding.Key).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (!byQuestion.TryGetValue((entry.Lang, key), out var entries)) byQuestion[(entry.Lang, key)] = entries = [];
            if (!entries.Contains(entry)) entries.Add(entry);
        }
    }

    private static bool IsConflict(string file) => Path.GetFileName(file).Contains(ConflictMark, StringComparison.Ordinal);

    private static IEnumerable<string> QuestionsOf(Article article) => article.Questions.Prepend(article.Title).Select(question => question.Text);

    private void AddDraft(string folder, string file, FactTable facts)
    {
        if (ArticleName.Read(file, []) is not { } name) return;
        ids.Add(name.Id);
        var text = Lint.Text(folder, file, []);
        if ((text is null ? null : DraftText.Read(file, text, [])) is not { } draft)
        {
            unreadable.Add((name.Id, name.Lang));
            return;
        }

        Add(new ShelfEntry(draft.Id, draft.Lang, draft.Applies) { OnDisk = draft, IsDraft = true, Facts = facts, Topic = Topic(file) }, QuestionsOf(draft));
    }

    private void AddArticle(CheckedArticle good)
    {
        var article = good.Article;
        var entry = Named(article.Id, article.Lang) ?? new ShelfEntry(article.Id, article.Lang, article.Applies) { OnDisk = article, Facts = good.Facts, Topic = Topic(article.File) };
        // What is found by the article's words goes into the draft that stands for it already, if there is one.
        Add(entry, QuestionsOf(article));
    }

    private static string Topic(string file) => file.Split('/') is [_, var topic, _, ..] ? topic : "imported";
}
