using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>
/// Answers a fragment from what was asked before: "and for the gold card?" asks the earlier question about Gold, "how long does
/// it take?" looks into the earlier article. A whole question is never touched.
/// </summary>
internal sealed class FollowUp(Period period, AnswerWriter writer, string lang)
{
    /// <summary>Another article may only step in for another product when the earlier question led near it too.</summary>
    private const int NearMax = 3;

    /// <returns>Null when the text is no fragment, or when the past does not help to understand it.</returns>
    internal KnowledgeAnswer? Answer(Question question)
    {
        if (question.Earlier is not { } earlier || period.Find(earlier.Article) is not { } article || Fragment.Of(question.Text ?? string.Empty, period.Names) is not { } fragment) return null;
        if (fragment.Meant is { } meant) return ForProduct(meant, earlier, article);
        return fragment.Aspect is { } aspect ? OfAspect(aspect, question.Text!, earlier, article) : OfTopic(fragment, earlier, article);
    }

    private KnowledgeAnswer OfAspect(Aspect aspect, string text, Earlier earlier, ArticleInForce article)
    {
        var asked = Joined(earlier, Folding.Fold(text));
        if (Part(article, aspect) is { } part) return Served(article, part, asked);
        if (aspect.Answers.IsMatch(article.In(lang).Short)) return writer.Show(article.Id)! with { Followed = new Followed(FollowedBy.Again, asked) };
        if (aspect.Anywhere && Holding(article, section => aspect.Answers.Count(section.Markdown)) is { } holding) return Served(article, holding, asked);

        // Where the earlier article does not say it, it is not served once more: that would be no answer.
        var ranked = period.Ranker.Rank(asked);
        return Elsewhere(article, ranked, asked) ?? writer.Nothing(ranked.Articles) with { Followed = new Followed(FollowedBy.Topic, asked) };
    }

    private KnowledgeAnswer OfTopic(Fragment fragment, Earlier earlier, ArticleInForce article)
    {
        if (HomeAndAbroad.Swapped(Folding.Fold(earlier.Text), fragment.Topic!) is { } swapped) return OfPlace(period.Ranker.Rank(swapped), swapped);
        var asked = Joined(earlier, fragment.Words);
        var here = Holding(article, section => Count(Folding.Fold(fragment.IsVerb ? section.Heading ?? string.Empty : section.Markdown), fragment.Topic!)) is { } part ? Served(article, part, asked) : null;
        var there = Elsewhere(article, period.Ranker.Rank(asked), asked);

        return (fragment.IsVerb ? there ?? here : here ?? there) ?? Alone(article, fragment.Words);
    }

    /// <summary>What the past does not make sure is not answered but asked back: "it" was something else than these words alone would mean. What editors named as what follows is no surprise.</summary>
    private KnowledgeAnswer Alone(ArticleInForce article, string words)
    {
        var ranked = period.Ranker.Rank(words);
        var follows = ranked.Articles is [{ Probability: >= Verdict.AnswerFrom } best, ..] && article.In(lang).Article.Followups.Any(next => next.Text == best.Article);
        return (follows ? writer.Reply(ranked) : writer.Asking(ranked.Articles)) with { Followed = new Followed(FollowedBy.Topic, words) };
    }

    private KnowledgeAnswer OfPlace(Ranking ranked, string asked) => writer.Reply(ranked) with { Followed = new Followed(FollowedBy.Topic, asked) };

    private KnowledgeAnswer? Elsewhere(ArticleInForce article, Ranking ranked, string asked) =>
        ranked.Articles is [{ Probability: >= Verdict.AnswerFrom } best, ..] && best.Article != article.Id ? writer.Reply(ranked) with { Followed = new Followed(FollowedBy.Topic, asked) } : null;

    private static string Joined(Earlier earlier, string words) => $"{Folding.Fold(earlier.Text).TrimEnd('?', '.', ' ')} {words}";

    private KnowledgeAnswer? ForProduct(NamedValue meant, Earlier earlier, ArticleInForce article)
    {
        var before = Folding.Fold(earlier.Text);
        var asked = period.Names.Replaced(before, meant);
        var ranked = period.Ranker.Rank(asked);
        if (Sibling(article, meant) is { } sibling)
        {
            var first = ranked.Articles.Count > 0 && ranked.Articles[0].Article == sibling.Id;
            var answer = writer.Show(sibling.Id, ranked.Articles) with { Followed = new Followed(FollowedBy.Product, asked), Why = first ? ranked.Why?.Invoke() : null };
            return answer with { Why = AnswerWriter.WhyOf(answer, [new AppliedFilter(meant.Filter, meant.Value, FilterOrigin.Question)]) };
        }

        // Without an article of the same topic for that product, only one that is not for other products may answer.
        var fitting = ranked.Articles.Where(candidate => !IsForAnother(period.Find(candidate.Article)!, meant)).ToList();
        var near = period.Ranker.Rank(before).Articles.Take(NearMax).Select(candidate => candidate.Article).ToList();
        if (fitting is [{ Probability: >= Verdict.AnswerFrom } best, ..] && best.Article != article.Id && near.Contains(best.Article))
            return writer.Show(best.Article, ranked.Articles) with { Followed = new Followed(FollowedBy.Product, asked) };
        return IsForAnother(article, meant)
            ? writer.Nothing(ranked.Articles) with { Followed = new Followed(FollowedBy.Product, asked) }
            : writer.Show(article.Id, ranked.Articles) with { Followed = new Followed(FollowedBy.SameForAll, asked) };
    }

    /// <summary>The article of the same topic for another product: ids of one family differ in their last part only.</summary>
    private ArticleInForce? Sibling(ArticleInForce article, NamedValue meant) => period.Articles.FirstOrDefault(other =>
        Limits(other, meant.Filter).Contains(meant.Value, StringComparer.OrdinalIgnoreCase) && Limits(article, meant.Filter).Count > 0 && ProductNames.FamilyOf(other.Id) == ProductNames.FamilyOf(article.Id));

    private static bool IsForAnother(ArticleInForce article, NamedValue meant) =>
        Limits(article, meant.Filter) is { Count: > 0 } limits && !limits.Contains(meant.Value, StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<string> Limits(ArticleInForce article, string filter) => article.Applies.TryGetValue(filter, out var values) ? values : [];

    /// <summary>The part whose heading promises what is asked. Where the heading is about cost or time its words must keep the promise.</summary>
    private Section? Part(ArticleInForce article, Aspect aspect) => Sections.Of(article.In(lang).More)
        .FirstOrDefault(section => section.Heading is { } heading && aspect.Headings.IsMatch(heading) && (!aspect.Anywhere || aspect.Answers.IsMatch(section.Markdown)));

    /// <summary>The later part that says most of it.</summary>
    private Section? Holding(ArticleInForce article, Func<Section, int> count) =>
        Sections.Of(article.In(lang).More).MaxBy(count) is { } part && count(part) > 0 ? part : null;

    private KnowledgeAnswer Served(ArticleInForce article, Section part, string asked) => writer.Part(article.Id, part) with { Followed = new Followed(FollowedBy.Section, asked) };

    private static int Count(string text, string topic)
    {
        var count = 0;
        for (var at = text.IndexOf(topic, StringComparison.Ordinal); at >= 0; at = text.IndexOf(topic, at + topic.Length, StringComparison.Ordinal)) count++;
        return count;
    }
}
