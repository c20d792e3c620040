using System.Collections.Concurrent;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Index;

/// <summary>The articles in force during one stretch of days, with their facts written out, and the ranker over them.</summary>
internal sealed class Period
{
    private readonly Dictionary<string, ArticleInForce> byId;

    /// <param name="content">All articles.</param>
    /// <param name="day">A day of the period.</param>
    /// <param name="ranker">Makes the ranker over the articles that were found to be in force.</param>
    internal Period(KnowledgeContent content, DateOnly day, Func<Period, IRanker> ranker)
    {
        byId = content.Articles
            .GroupBy(good => good.Article.Id, StringComparer.Ordinal)
            .Select(group => ArticleInForce.Of(group.Key, group, day))
            .OfType<ArticleInForce>()
            .ToDictionary(article => article.Id, StringComparer.Ordinal);
        Articles = [.. byId.Values.OrderBy(article => article.Id, StringComparer.Ordinal)];
        Names = new ProductNames(Articles.Select(article => article.Applies), content.Glossary);
        Ranker = ranker(this);
    }

    // The same articles with another ranker.
    private Period(Period same, IRanker ranker)
    {
        (byId, Articles, Names, Served, Ranker) = (same.byId, same.Articles, same.Names, same.Served, ranker);
    }

    /// <summary>Gets the articles in order of id.</summary>
    internal IReadOnlyList<ArticleInForce> Articles { get; }

    internal IRanker Ranker { get; }

    /// <summary>Gets the names of the products and regions that articles are limited to.</summary>
    internal ProductNames Names { get; }

    /// <summary>Gets what each article answers in a language, once it was served; what an answer says does not depend on the question.</summary>
    internal ConcurrentDictionary<(string Article, string Lang), KnowledgeAnswer> Served { get; } = new();

    internal Period With(IRanker ranker) => new(this, ranker);

    internal ArticleInForce? Find(string id) => byId.GetValueOrDefault(id);
}
