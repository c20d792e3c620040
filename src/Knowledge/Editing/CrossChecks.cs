using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing;

/// <summary>What only shows when all articles are seen together. None of it keeps an article from being served.</summary>
internal static class CrossChecks
{
    internal const int QuestionsWanted = 5;

    /// <param name="content">The good articles.</param>
    /// <param name="names">What the names of all files say: an article that is only broken is not missing.</param>
    internal static IEnumerable<Finding> Of(KnowledgeContent content, IReadOnlyList<ArticleName> names)
    {
        var articles = content.Articles.Select(good => good.Article).ToList();
        var ids = names.Select(name => name.Id).ToHashSet(StringComparer.Ordinal);
        return Siblings(articles, names)
            .Concat(articles.SelectMany(article => Followups(article, ids)))
            .Concat(articles.Where(article => article.Questions.Count < QuestionsWanted).Select(FewQuestions))
            .Concat(SharedQuestions(articles))
            .Concat(articles.SelectMany(article => BodyChecks.Of(article, content.Facts)));
    }

    // A folder written in one language only is a choice; a gap in a folder of two languages is an oversight.
    private static IEnumerable<Finding> Siblings(List<Article> articles, IReadOnlyList<ArticleName> names)
    {
        if (names.Select(name => name.Lang).Distinct(StringComparer.Ordinal).Count() < 2) yield break;
        var present = names.Select(name => (name.Id, name.Lang, name.From)).ToHashSet();
        foreach (var article in articles)
        {
            var sibling = Languages.Sibling(article.Lang);
            if (present.Contains((article.Id, sibling, article.From))) continue;
            var date = article.From == DateOnly.MinValue ? string.Empty : $"@{article.From:yyyy-MM-dd}";
            yield return Finding.Error(
                FindingNumber.MissingSibling,
                new Place(article.File),
                $"\"{article.Id}\"{date} has no {sibling} version.",
                $"Write {article.Id}.{sibling}{date}.md beside it.");
        }
    }

    private static IEnumerable<Finding> Followups(Article article, HashSet<string> ids)
    {
        foreach (var followup in article.Followups)
        {
            if (followup.Text == article.Id)
                yield return Finding.Error(FindingNumber.UnknownArticle, followup.At, "The article follows up on itself.", "Take it out of followups.");
            else if (!ids.Contains(followup.Text))
                yield return Finding.Error(FindingNumber.UnknownArticle, followup.At, $"There is no article \"{followup.Text}\".", NearestName.Hint(followup.Text, ids));
        }
    }

    private static Finding FewQuestions(Article article) => Finding.Warning(
        FindingNumber.FewQuestions,
        article.Title.At,
        $"The article has {article.Questions.Count} sample questions.",
        $"Add real phrasings until there are {QuestionsWanted} or more; they are how the article is found.");

    private static IEnumerable<Finding> SharedQuestions(List<Article> articles)
    {
        var first = new Dictionary<string, (string Id, Place At)>(StringComparer.Ordinal);
        foreach (var article in articles)
        {
            foreach (var question in article.Questions.Prepend(article.Title))
            {
                var key = Folding.Key(question.Text);
                if (key.Length == 0 || first.TryAdd(key, (article.Id, question.At)) || first[key].Id == article.Id) continue;
                yield return Finding.Warning(
                    FindingNumber.SharedQuestion,
                    question.At,
                    $"The same question stands in \"{first[key].Id}\" ({first[key].At.File}:{first[key].At.Line}).",
                    "Keep it in the article that answers it; in the other one it may be a not_question.");
            }
        }
    }
}
