using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>
/// Lets what is known of the cardholder's card decide between articles that differ in nothing but the card they are for. What
/// the question names counts more, so a filter that it names is left alone.
/// </summary>
internal static class HeldProduct
{
    /// <summary>What stays of the probability of an article that is for another card.</summary>
    internal const double OtherCardFactor = 0.1;

    /// <returns>The ranking as it is with that knowledge, and the filters that changed it.</returns>
    internal static (IReadOnlyList<Ranked> Ranked, IReadOnlyList<AppliedFilter> Filters) Applied(IReadOnlyList<Ranked> ranked, Question question, Period period)
    {
        if (question.Holds.Count == 0) return (ranked, []);
        var named = period.Names.In(Folding.Fold(question.Text ?? string.Empty)).Select(value => value.Filter).ToHashSet(StringComparer.Ordinal);
        var filters = new List<AppliedFilter>();
        foreach (var (filter, value) in question.Holds.Where(held => !named.Contains(held.Key)))
        {
            if (Reweighted(ranked, filter, value, period) is not { } better) continue;
            ranked = better;
            filters.Add(new AppliedFilter(filter, value, FilterOrigin.Conversation));
        }

        return (ranked, filters);
    }

    /// <summary>Null when no article for this card stands among those that are near: then the question is not about what cards differ in.</summary>
    private static List<Ranked>? Reweighted(IReadOnlyList<Ranked> ranked, string filter, string value, Period period)
    {
        bool? Agrees(Ranked candidate) => period.Find(candidate.Article)!.Applies.TryGetValue(filter, out var limits) && limits.Count > 0
            ? limits.Contains(value, StringComparer.OrdinalIgnoreCase)
            : null;
        var own = ranked.Take(Verdict.ChipsMax + 1).FirstOrDefault(candidate => Agrees(candidate) == true && candidate.Probability >= Verdict.ChipFrom);
        if (own.Article is null) return null;

        // What the same topic's articles for other cards lose goes to the article for this one; other topics keep theirs.
        var family = ProductNames.FamilyOf(own.Article);
        var freed = ranked.Where(candidate => Agrees(candidate) == false && ProductNames.FamilyOf(candidate.Article) == family).Sum(candidate => candidate.Probability * (1 - OtherCardFactor));
        if (freed <= 0) return null;
        return
        [
            .. ranked.Select(candidate => candidate.Article == own.Article
                    ? candidate with { Probability = Math.Min(1, candidate.Probability + freed) }
                    : Agrees(candidate) == false ? candidate with { Probability = candidate.Probability * OtherCardFactor } : candidate)
                .OrderByDescending(candidate => candidate.Probability).ThenBy(candidate => candidate.Article, StringComparer.Ordinal),
        ];
    }
}
