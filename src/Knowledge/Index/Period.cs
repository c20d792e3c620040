using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Index;

/// <summary>The articles in force during one stretch of days, with their facts written out, and the ranker over them.</summary>
internal sealed class Period
{
    private readonly Dictionary<string, ArticleInForce> byId;

    internal Period(KnowledgeContent content, DateOnly day, RankerFactory rankers)
    {
        byId = content.Articles
            .GroupBy(good => good.Article.Id, StringComparer.Ordinal)
            .Select(group => ArticleInForce.Of(group.Key, group, day))
            .OfType<ArticleInForce>()
            .ToDictionary(article => article.Id, StringComparer.Ordinal);
        Articles = [.. byId.Values.OrderBy(article => article.Id, StringComparer.Ordinal)];
        Ranker = rankers([.. Articles.Select(article => article.Document())], content.Glossary, content.Outside);
        Names = new ProductNames(Articles.Select(article => article.Applies), content.Glossary);
    }

    /// <summary>Gets the articles in order of id.</summary>
    internal IReadOnlyList<ArticleInForce> Articles { get; }

    internal IRanker Ranker { get; }

    /// <summary>Gets the names of the products and regions that articles are limited to.</summary>
    internal ProductNames Names { get; }

    internal ArticleInForce? Find(string id) => byId.GetValueOrDefault(id);
}
