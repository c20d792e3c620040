using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>What only shows when all articles are seen together. None of it keeps an article from being served.</summary>
internal static class CrossChecks
{
    internal const int QuestionsWanted = 5;

    internal static IEnumerable<Finding> Of(Checkup checkup) => Siblings(checkup)
        .Concat(checkup.Articles.SelectMany(article => Followups(article, checkup.Ids)))
        .Concat(checkup.Articles.Where(article => article.Questions.Count < QuestionsWanted).Select(FewQuestions));

    // A folder written in one language only is a choice; a gap in a folder of two languages is an oversight.
    private static IEnumerable<Finding> Siblings(Checkup checkup)
    {
        var names = checkup.Names;
        if (names.Select(name => name.Lang).Distinct(StringComparer.Ordinal).Count() < 2) yield break;
        var present = names.Select(name => (name.Id, name.Lang, name.From)).ToHashSet();
        foreach (var article in checkup.Articles)
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

    private static IEnumerable<Finding> Followups(Article article, IReadOnlySet<string> ids)
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
}
