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

    /// <summary>The value that a reader of this article sees: today's, or that of its first day when it has not begun.</summary>
    internal DateOnly DayOf(Article article) => article.From > Today ? article.From : Today;
}
