using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>What all checks look at: the good articles of a folder, the names of all its files, and the bank's day.</summary>
/// <param name="Content">What was read.</param>
/// <param name="Names">What the names of all files say: an article that is only broken is not missing.</param>
/// <param name="Today">The bank's day.</param>
internal sealed record Checkup(KnowledgeContent Content, IReadOnlyList<ArticleName> Names, DateOnly Today)
{
    /// <summary>Gets the articles with their bodies cut for checking.</summary>
    internal IReadOnlyList<BodyText> Bodies { get; } = [.. Content.Articles.Select(good => BodyText.Of(good.Article))];

    internal IEnumerable<Article> Articles => Bodies.Select(body => body.Article);

    /// <summary>Gets the ids of all files, also the broken ones.</summary>
    internal IReadOnlySet<string> Ids { get; } = Names.Select(name => name.Id).ToHashSet(StringComparer.Ordinal);

    private readonly ILookup<(string Id, string Lang), DateOnly> begins =
        Content.Articles.ToLookup(good => (good.Article.Id, good.Article.Lang), good => good.Article.From);

    /// <summary>The day on which its facts are read: today, or the nearest day to it on which this version is served.</summary>
    internal DateOnly DayOf(Article article)
    {
        var day = Today;
        if (article.Expires < day) day = article.Expires.Value;
        foreach (var next in begins[(article.Id, article.Lang)])
        {
            if (next > article.From && next <= day) day = next.AddDays(-1);
        }

        return day < article.From ? article.From : day;
    }
}
