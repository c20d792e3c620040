using Cardline.Benchmarks.Searchers;

namespace Cardline.Benchmarks.Accuracy;

/// <summary>Asks all searchers the same questions of the same articles.</summary>
internal sealed class Comparison(Judge judge, bool engineOnly, bool withMiniSearch, Action<string> progress)
{
    /// <returns>The mean of the cuts, one line per kind of question out of scope and searcher, the engine first.</returns>
    internal IReadOnlyList<Averaged> Run(string name, IReadOnlyList<Cut> cuts)
    {
        var runs = new List<Measured>();
        for (var number = 0; number < cuts.Count; number++)
        {
            progress($"{name}: {number + 1} of {cuts.Count}");
            runs.AddRange(All(cuts[number]));
        }

        return [.. runs.GroupBy(run => (run.Kind, run.Searcher)).Select(group => Averaged.Of([.. group]))];
    }

    private List<Measured> All(Cut cut)
    {
        var all = new List<Measured>(judge.Engine(cut));
        if (engineOnly) return all;
        all.AddRange(Other(() => new FullTextSearcher(cut.Articles, byRow: false, cut.Articles.Count), cut));
        all.AddRange(Other(() => new FullTextSearcher(cut.Articles, byRow: true, cut.Articles.Count), cut));
        if (withMiniSearch) all.AddRange(Other(() => new MiniSearchSearcher(cut.Articles, cut.Articles.Count), cut));
        return all;
    }

    private IReadOnlyList<Measured> Other(Func<ISearcher> build, Cut cut)
    {
        using var searcher = build();
        return judge.Other(searcher, cut.Questions);
    }
}
