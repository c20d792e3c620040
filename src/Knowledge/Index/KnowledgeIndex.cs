using System.Collections.Concurrent;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;
using Cardline.Knowledge.Vectors;

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
    private volatile Period? trained;

    /// <param name="content">Everything that was read.</param>
    /// <param name="rankers">Trains a ranker.</param>
    /// <param name="before">The index whose ranker serves until this one's is trained; null when the first question may wait for the training.</param>
    internal KnowledgeIndex(KnowledgeContent content, RankerFactory rankers, KnowledgeIndex? before = null)
    {
        this.content = content;
        trained = before?.trained;
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

    internal Glossary Glossary => content.Glossary;

    /// <summary>Gets the questions that no article is meant to answer.</summary>
    internal IReadOnlyList<string> Outside => content.Outside;

    /// <summary>Gets the ids of all articles, also those not in force today.</summary>
    internal IEnumerable<string> Ids => content.Articles.Select(good => good.Article.Id).Distinct(StringComparer.Ordinal);

    /// <summary>The articles of a day. Made when the first question falls into its period; that question waits for no training if any ranker is trained already.</summary>
    internal Period At(DateOnly day)
    {
        var number = NumberOf(day);
        if (periods.TryGetValue(number, out var period)) return period.Value;
        if (periods.Count >= PeriodsMax) periods.Clear();
        return periods.GetOrAdd(number, n => new Lazy<Period>(() => Make(n))).Value;
    }

    /// <summary>Trains the ranker of a day's period, if it has borrowed one until now.</summary>
    /// <param name="day">A day of the period.</param>
    /// <param name="cancel">Gives up: something newer is waiting.</param>
    /// <returns>Whether anything was trained.</returns>
    /// <exception cref="OperationCanceledException">It was given up; the borrowed ranker goes on.</exception>
    internal bool Train(DateOnly day, CancellationToken cancel)
    {
        if (At(day).Ranker is not PatchedRanker) return false;
        var number = NumberOf(day);
        var period = Trained(number, cancel);
        periods[number] = new Lazy<Period>(period);
        trained = period;
        return true;
    }

    /// <summary>Puts vectors beside the words of a day's period.</summary>
    /// <param name="day">A day of the period.</param>
    /// <param name="trained">The ranker whose articles they are.</param>
    /// <param name="vectors">The vectors of its articles, and what they weigh.</param>
    /// <returns>False when another ranker serves meanwhile.</returns>
    internal bool Join(DateOnly day, TrainedRanker trained, VectorSense vectors)
    {
        if (!periods.TryGetValue(NumberOf(day), out var made) || !ReferenceEquals(made.Value.Ranker, trained)) return false;
        var joined = made.Value.With(trained.With(vectors));
        if (!periods.TryUpdate(NumberOf(day), new Lazy<Period>(joined), made)) return false;
        // What serves the next edit until its own training is done shall not forget the vectors.
        if (ReferenceEquals(this.trained, made.Value)) this.trained = joined;
        return true;
    }

    private Period Make(int number)
    {
        if (trained is { } basis) return new Period(content, begins[number], period => new PatchedRanker(basis, period));
        var first = Trained(number, CancellationToken.None);
        trained = first;
        return first;
    }

    private Period Trained(int number, CancellationToken cancel) =>
        new(content, begins[number], period => rankers([.. period.Articles.Select(article => article.Document())], content.Glossary, content.Outside, cancel));

    private int NumberOf(DateOnly day)
    {
        var found = Array.BinarySearch(begins, day);
        return found >= 0 ? found : ~found - 1;
    }
}
