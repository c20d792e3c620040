using Cardline.Knowledge.Index;
using Cardline.Knowledge.Vectors;

namespace Cardline.Knowledge.Search;

/// <summary>Serves a period with the ranker of another one until its own is trained: an edited text is live at once, a new phrasing at first only word for word.</summary>
internal sealed class PatchedRanker : IRanker
{
    private readonly IRanker basis;
    private readonly HashSet<string> present;
    private readonly List<RankedDocument> changed;
    private readonly SampleQuestions wordings;

    internal PatchedRanker(Period trained, Period now)
    {
        // Never a patch on a patch: the chain would grow with every edit.
        basis = trained.Ranker;
        present = [.. now.Articles.Select(article => article.Id)];
        changed = [.. now.Articles.Where(article => !IsSame(trained.Find(article.Id), article)).Select(article => article.Document())];
        wordings = new SampleQuestions(changed);
    }

    public VectorSense? Vectors => basis.Vectors;

    public Ranking Rank(string question, IReadOnlyDictionary<string, string>? holds = null, ReadOnlyMemory<float> vector = default)
    {
        var ranking = basis.Rank(question, holds, vector);
        var same = wordings.Same(Folding.Key(question));
        // The reasons compare the first two; they are not shown when one of these is gone, for they would tell of a removed article.
        if (same.IsEmpty) return new Ranking([.. ranking.Articles.Where(ranked => present.Contains(ranked.Article))], ranking.Articles.Take(2).All(ranked => present.Contains(ranked.Article)) ? ranking.Why : null);
        var ids = new List<string>();
        foreach (var number in same) ids.Add(changed[number].Id);
        var first = ids.Select(id => new Ranked(id, Certainty.Exact / ids.Count));
        var others = ranking.Articles.Where(ranked => present.Contains(ranked.Article) && !ids.Contains(ranked.Article)).Select(ranked => ranked with { Probability = Math.Min(ranked.Probability, 1 - Certainty.Exact) });
        return new Ranking([.. first, .. others], Why: null);
    }

    private static bool IsSame(ArticleInForce? before, ArticleInForce now) =>
        before is not null && before.Languages.Select(Print).SequenceEqual(now.Languages.Select(Print));

    private static (string File, string Version) Print(Shown shown) => (shown.Article.File, shown.Article.Version);
}
