using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>Writes the reply to a question from one period of one index.</summary>
internal sealed class AnswerWriter(Period period, string version, string lang)
{
    /// <summary>Candidates named in a reply; the rest of the ranking interests nobody.</summary>
    internal const int CandidatesMax = 10;
    private const int FollowupsMax = 3;

    internal KnowledgeAnswer Reply(Ranking ranking)
    {
        var ranked = ranking.Articles;
        var candidates = Candidates(ranked);
        var why = ranking.Why?.Invoke();
        return Verdict.Of(ranked) switch
        {
            AnswerOutcome.Answer => Answer(period.Find(ranked[0].Article)!, candidates, why),
            AnswerOutcome.Choose => Plain(AnswerOutcome.Choose, candidates, [.. Verdict.Chips(ranked).Select(candidate => Chip(candidate.Article))], why),
            _ => Plain(AnswerOutcome.Unknown, candidates, [], why),
        };
    }

    internal KnowledgeAnswer? Show(string articleId) =>
        period.Find(articleId) is { } article ? Answer(article, [new Candidate(articleId, article.In(lang).Title, 1)], why: null) : null;

    /// <summary>Serves an article that something other than the ranking chose; the ranking still tells what else was near.</summary>
    internal KnowledgeAnswer Show(string articleId, IReadOnlyList<Ranked> ranked)
    {
        var others = ranked.Where(candidate => candidate.Article != articleId);
        return Answer(period.Find(articleId)!, [.. others.Prepend(new Ranked(articleId, 1)).Take(CandidatesMax).Select(Candidate)], why: null);
    }

    /// <summary>Says that nothing fits, whatever the ranking found near.</summary>
    internal KnowledgeAnswer Nothing(IReadOnlyList<Ranked> ranked) => Plain(AnswerOutcome.Unknown, Candidates(ranked), [], why: null);

    /// <summary>Asks instead of answering: what a few words led to may not be what was meant, however sure the ranking is.</summary>
    internal KnowledgeAnswer Asking(IReadOnlyList<Ranked> ranked) => !Verdict.IsWorthAsking(ranked)
        ? Nothing(ranked)
        : Plain(AnswerOutcome.Choose, Candidates(ranked), [.. Verdict.Chips(ranked).Select(candidate => Chip(candidate.Article))], why: null);

    /// <summary>Serves one later part of an article; its source names the heading of that part.</summary>
    internal KnowledgeAnswer Part(string articleId, Section part)
    {
        var answer = Show(articleId)!;
        return answer with { Text = part.Markdown, Sources = [.. answer.Sources.Select(source => source with { Heading = part.Heading ?? source.Heading })] };
    }

    /// <summary>Adds filters to what is known of why the first candidate came first.</summary>
    internal static Explanation WhyOf(KnowledgeAnswer answer, IReadOnlyList<AppliedFilter> filters)
    {
        var margin = answer.Candidates.Count > 1 ? answer.Candidates[0].Probability - answer.Candidates[1].Probability : 1;
        var why = answer.Why ?? new Explanation([], NearestQuestion: null, answer.Candidates.Count > 1 ? answer.Candidates[1].Article : null, margin, []);
        return why with { Filters = [.. why.Filters.Union(filters)] };
    }

    private KnowledgeAnswer Answer(ArticleInForce found, IReadOnlyList<Candidate> candidates, Explanation? why)
    {
        if (!period.Served.TryGetValue((found.Id, lang), out var served)) period.Served[(found.Id, lang)] = served = Serve(found);
        return served with { Candidates = candidates, IndexVersion = version, Why = why };
    }

    private KnowledgeAnswer Serve(ArticleInForce found)
    {
        var shown = found.In(lang);
        var article = shown.Article;
        IReadOnlyList<string> names = article.Cites.Count > 0 ? article.Cites : [shown.Title];
        return new KnowledgeAnswer(
            AnswerOutcome.Answer,
            [],
            article.Lang,
            shown.Short,
            shown.More,
            [.. names.Select(name => new Source(article.Id, article.Lang, article.Version, shown.Heading ?? shown.Title, name))],
            [.. article.Followups.Select(next => next.Text).Where(next => next != article.Id && period.Find(next) is not null).Distinct(StringComparer.Ordinal).Take(FollowupsMax).Select(Chip)],
            article.Handoff,
            version) { Risk = article.Risk };
    }

    private KnowledgeAnswer Plain(AnswerOutcome outcome, IReadOnlyList<Candidate> candidates, IReadOnlyList<Chip> chips, Explanation? why) =>
        new(outcome, candidates, lang, null, null, [], chips, HandoffAdvice.Never, version) { Why = why };

    private Candidate[] Candidates(IReadOnlyList<Ranked> ranked)
    {
        var candidates = new Candidate[Math.Min(CandidatesMax, ranked.Count)];
        for (var rank = 0; rank < candidates.Length; rank++) candidates[rank] = Candidate(ranked[rank]);
        return candidates;
    }

    private Candidate Candidate(Ranked ranked) => new(ranked.Article, Title(ranked.Article), ranked.Probability);

    private Chip Chip(string id) => new(id, Title(id));

    private string Title(string id) => period.Find(id)!.In(lang).Title;
}
