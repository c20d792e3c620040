using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Editing.Checks;

/// <summary>Finds sample questions that stand in two articles, word for word or nearly so, or that an article itself turns away.</summary>
internal static class QuestionChecks
{
    internal static IEnumerable<Finding> Of(Checkup checkup)
    {
        var asked = checkup.Articles
            .SelectMany(article => article.Questions.Prepend(article.Title).Select(question => new AskedPhrase(article.Id, Folding.Key(question.Text), question, article.Applies.GetValueOrDefault("product") ?? [])))
            .Where(phrase => phrase.Key.Length > 0)
            .ToList();
        return Shared(asked).Concat(Turned(checkup)).Concat(NearQuestions.Of(asked));
    }

    private static IEnumerable<Finding> Shared(List<AskedPhrase> asked)
    {
        var first = new Dictionary<string, AskedPhrase>(StringComparer.Ordinal);
        foreach (var phrase in asked)
        {
            if (first.TryAdd(phrase.Key, phrase) || first[phrase.Key].Article == phrase.Article) continue;
            var at = first[phrase.Key].Question.At;
            yield return Finding.Warning(
                FindingNumber.SharedQuestion,
                phrase.Question.At,
                $"The same question stands in \"{first[phrase.Key].Article}\" ({at.File}:{at.Line}).",
                "Keep it in the article that answers it; in the other one it may be a not_question.") with { Also = at };
        }
    }

    // Both languages of an article are searched as one, so a not_question of either turns away a question of both.
    private static IEnumerable<Finding> Turned(Checkup checkup)
    {
        foreach (var versions in checkup.Articles.GroupBy(article => (article.Id, article.From)))
        {
            var turned = new Dictionary<string, Place>(StringComparer.Ordinal);
            foreach (var not in versions.SelectMany(article => article.NotQuestions)) turned.TryAdd(Folding.Key(not.Text), not.At);
            foreach (var question in versions.SelectMany(article => article.Questions.Prepend(article.Title)))
            {
                if (!turned.TryGetValue(Folding.Key(question.Text), out var at) || Folding.Key(question.Text).Length == 0) continue;
                yield return Finding.Error(
                    FindingNumber.OwnNotQuestion,
                    question.At,
                    $"The article asks this and turns it away: it is a not_question of \"{versions.Key.Id}\" too ({at.File}:{at.Line}).",
                    "Keep it among the questions or among the not_questions.") with { Also = at };
            }
        }
    }
}

/// <summary>A title or sample question, with its folded letters and the products its article is limited to.</summary>
internal sealed record AskedPhrase(string Article, string Key, Marked Question, IReadOnlyList<string> Products);
