using System.Collections.Concurrent;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Index;

/// <summary>Everything needed to answer on any day. Never changes; a change on disk makes a new one.</summary>
/// <remarks>
/// Between two days on which a version begins, an article expires or a fact changes, the answers are the same. Such a stretch is a
/// period; it is built when the first question falls into it.
/// </remarks>
internal sealed class KnowledgeIndex
{
    /// <summary>Built periods kept at once. Questions are asked today; only tests and audits ask on other days.</summary>
    private const int PeriodsMax = 8;

    private readonly KnowledgeContent content;
    private readonly RankerFactory rankers;
    private readonly DateOnly[] begins;
    private readonly ConcurrentDictionary<int, Lazy<Period>> periods = new();

    internal KnowledgeIndex(KnowledgeContent content, RankerFactory rankers)
    {
        this.content = content;
        this.rankers = rankers;
        begins =
        [
            .. content.Articles.Select(good => good.Article.From)
                .Concat(content.Articles.Where(good => good.Article.Expires < DateOnly.MaxValue).Select(good => good.Article.Expires!.Value.AddDays(1)))
                .Concat(content.Articles.Select(good => good.Facts).Append(content.Facts).Distinct().SelectMany(facts => facts.Changes))
                .Append(DateOnly.MinValue)
                .Distinct()
                .Order(),
        ];
    }

    internal string Version => content.Version;

    internal FactTable Facts => content.Facts;

    /// <summary>Gets the ids of all articles, also those not in force today.</summary>
    internal IEnumerable<string> Ids => content.Articles.Select(good => good.Article.Id).Distinct(StringComparer.Ordinal);

    internal Period At(DateOnly day)
    {
        var found = Array.BinarySearch(begins, day);
        var number = found >= 0 ? found : ~found - 1;
        if (periods.TryGetValue(number, out var period)) return period.Value;
        if (periods.Count >= PeriodsMax) periods.Clear();
        return periods.GetOrAdd(number, n => new Lazy<Period>(() => new Period(content, begins[n], rankers))).Value;
    }
}
