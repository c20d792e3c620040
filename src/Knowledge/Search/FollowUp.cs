using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>
/// Answers a fragment from what was asked before: "and for the gold card?" asks the earlier question about Gold, "how long does
/// it take?" looks into the earlier article. A whole question is never touched.
/// </summary>
internal sealed class FollowUp(Period period, AnswerWriter writer, string lang)
{
    /// <summary>Rankings of one fragment at most: the spelled-out text, and the earlier one to compare.</summary>
    internal const int RankingsMax = 2;

    /// <summary>Another article may only step in for another product when the earlier question led near it too.</summary>
    private const int NearMax = 3;

    /// <returns>Null when the text is no fragment, or when the past does not help to understand it.</returns>
    internal KnowledgeAnswer? Answer(Question question)
    {
        if (question.Earlier is not { } earlier || period.Find(earlier.Article) is not { } article || Fragment.Of(question.Text ?? string.Empty, period.Names) is not { } fragment) return null;
        if (fragment.Meant is { } meant) return ForProduct(meant, earlier, article);
        var holds = fragment.Aspect is { } aspect ? text => aspect.Answers.Count(text) : (Func<string, int>)(text => Count(Folding.Fold(text), fragment.Topic!));
        var asked = $"{Folding.Fold(earlier.Text).TrimEnd('?', '.', ' ')} {fragment.Topic ?? Folding.Fold(question.Text!)}";
        if (Within(article, holds, asked) is { } within) return within;

        // Where the earlier article does not say it, it is not served once more: that would be no answer.
        var ranked = period.Ranker.Rank(asked);
        var followed = new Followed(FollowedBy.Topic, asked);
        if (ranked is [{ Probability: >= Verdict.AnswerFrom } best, ..] && best.Article != article.Id) return writer.Reply(ranked) with { Followed = followed };
        return fragment.Aspect is null ? null : writer.Nothing(ranked) with { Followed = followed };
    }

    private KnowledgeAnswer? ForProduct(NamedValue meant, Earlier earlier, ArticleInForce article)
    {
        var before = Folding.Fold(earlier.Text);
        var asked = period.Names.Replaced(before, meant);
        var ranked = period.Ranker.Rank(asked);
        if (Sibling(article, meant) is { } sibling) return writer.Show(sibling.Id, ranked) with { Followed = new Followed(FollowedBy.Product, asked) };

        // Without an article of the same topic for that product, only one that is not for other products may answer.
        var fitting = ranked.Where(candidate => !IsForAnother(period.Find(candidate.Article)!, meant)).ToList();
        var near = period.Ranker.Rank(before).Take(NearMax).Select(candidate => candidate.Article).ToList();
        if (fitting is [{ Probability: >= Verdict.AnswerFrom } best, ..] && best.Article != article.Id && near.Contains(best.Article))
            return writer.Show(best.Article, ranked) with { Followed = new Followed(FollowedBy.Product, asked) };
        return IsForAnother(article, meant)
            ? writer.Nothing(ranked) with { Followed = new Followed(FollowedBy.Product, asked) }
            : writer.Show(article.Id, ranked) with { Followed = new Followed(FollowedBy.SameForAll, asked) };
    }

    /// <summary>The article of the same topic for another product: ids of one family differ in their last part only.</summary>
    private ArticleInForce? Sibling(ArticleInForce article, NamedValue meant) => period.Articles.FirstOrDefault(other =>
        Limits(other, meant.Filter).Contains(meant.Value, StringComparer.OrdinalIgnoreCase) && Limits(article, meant.Filter).Count > 0 && ProductNames.FamilyOf(other.Id) == ProductNames.FamilyOf(article.Id));

    private static bool IsForAnother(ArticleInForce article, NamedValue meant) =>
        Limits(article, meant.Filter) is { Count: > 0 } limits && !limits.Contains(meant.Value, StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<string> Limits(ArticleInForce article, string filter) => article.Applies.TryGetValue(filter, out var values) ? values : [];

    /// <summary>The part of the earlier article that says most of what is asked; the first paragraph, which was just read, only when no later part does.</summary>
    private KnowledgeAnswer? Within(ArticleInForce article, Func<string, int> holds, string asked)
    {
        var shown = article.In(lang);
        var part = Sections.Of(shown.More).MaxBy(section => holds(section.Markdown));
        if (part is not null && holds(part.Markdown) > 0) return writer.Part(article.Id, part) with { Followed = new Followed(FollowedBy.Section, asked) };
        return holds(shown.Short) > 0 ? writer.Show(article.Id)! with { Followed = new Followed(FollowedBy.Again, asked) } : null;
    }

    private static int Count(string text, string topic)
    {
        var count = 0;
        for (var at = text.IndexOf(topic, StringComparison.Ordinal); at >= 0; at = text.IndexOf(topic, at + topic.Length, StringComparison.Ordinal)) count++;
        return count;
    }
}
