using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Index;

/// <summary>One file as it is shown on a day: facts filled in.</summary>
internal sealed record Shown(Article Article, string Title, string Short, string? More, string? Heading);

/// <summary>An article on a day, in one language or both.</summary>
internal sealed record ArticleInForce(string Id, IReadOnlyList<Shown> Languages)
{
    // Walked for every candidate of every answer.
    private readonly Shown[] languages = [.. Languages];

    internal static ArticleInForce? Of(string id, IEnumerable<CheckedArticle> files, DateOnly day)
    {
        var shown = files
            .GroupBy(good => good.Article.Lang, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => InForce(group, day))
            .OfType<Shown>()
            .ToList();
        return shown.Count == 0 ? null : new ArticleInForce(id, shown);
    }

    /// <summary>The wanted language, or the sibling when it is missing.</summary>
    internal Shown In(string lang)
    {
        foreach (var shown in languages)
        {
            if (shown.Article.Lang == lang) return shown;
        }

        return languages[0];
    }

    /// <summary>Gets what the article is limited to; empty when it is for everybody.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Applies => Languages[0].Article.Applies;

    internal RankedDocument Document() => new(
        Id,
        [.. Languages.Select(shown => shown.Title)],
        [.. Languages.SelectMany(shown => shown.Article.Questions).Select(question => Placeholders.Drop(question.Text))],
        [.. Languages.SelectMany(shown => shown.Article.NotQuestions).Select(question => Placeholders.Drop(question.Text))],
        [.. Languages.Select(shown => $"{shown.Short}\n{shown.More}")],
        Languages[0].Article.Applies);

    // The latest version that has begun counts, also when it has expired: an older one must not come back.
    private static Shown? InForce(IEnumerable<CheckedArticle> versions, DateOnly day)
    {
        var latest = versions.Where(good => good.Article.From <= day).MaxBy(good => good.Article.From);
        if (latest is null || !latest.Article.IsInForce(day)) return null;
        var (article, facts, _) = latest;
        string? Fill(string text) => Placeholders.Fill(text, facts, article.Lang, day);
        var more = article.Body.More is null ? null : Fill(article.Body.More);
        if (Fill(article.Title.Text) is not { } title || Fill(article.Body.Short) is not { } shortAnswer) return null;
        if (article.Body.More is not null && more is null) return null;
        return new Shown(article, title, shortAnswer, more, article.Body.Heading is null ? null : Fill(article.Body.Heading));
    }
}
