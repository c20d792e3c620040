using Cardline.Knowledge.Search;

namespace Cardline.Benchmarks.Searchers;

/// <summary>The answer engine in use, through the seam that every engine implements.</summary>
internal sealed class EngineSearcher(IRanker ranker) : ISearcher
{
    internal const string EngineName = "Cardline";

    public string Name => EngineName;

    public TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime;

    public Ranking Rank(string question)
    {
        var ranked = ranker.Rank(question).Articles;
        return new Ranking(new Ids(ranked), ranked.Count == 0 ? 0 : ranked[0].Probability);
    }

    public void Dispose()
    {
    }

    // A view: copying ten thousand ids would be counted as the engine's time.
    private sealed class Ids(IReadOnlyList<Ranked> ranked) : IReadOnlyList<string>
    {
        public int Count => ranked.Count;

        public string this[int index] => ranked[index].Article;

        public IEnumerator<string> GetEnumerator() => ranked.Select(one => one.Article).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
