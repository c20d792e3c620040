using Cardline.Benchmarks.Accuracy;
using Cardline.Benchmarks.Converting;
using Cardline.Benchmarks.Searchers;
using Cardline.Knowledge;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;

namespace Cardline.Benchmarks.Scale;

/// <summary>What one size cost one searcher.</summary>
/// <param name="Articles">Size of the knowledge base, and what it holds when it is not made.</param>
/// <param name="Measured">Accuracy and time per question.</param>
/// <param name="Build">Wall time of building from texts in memory.</param>
/// <param name="BuildProcessor">Processor time of the same; null where another process built.</param>
/// <param name="Bytes">What the index keeps in memory, the articles' own texts not counted.</param>
/// <param name="AllocatedPerQuestion">Bytes allocated per question; null where another process or native code ranked.</param>
internal sealed record Cost(string Articles, Measured Measured, TimeSpan Build, TimeSpan? BuildProcessor, long Bytes, double? AllocatedPerQuestion);

/// <summary>Builds over a number of made articles and asks.</summary>
internal sealed class ScaleRun(TimeProvider time)
{
    private const int Candidates = 10;
    private readonly Judge judge = new(time);

    internal Cost Engine(string name, IReadOnlyList<MadeArticle> articles, IReadOnlyList<MadeQuestion> asked)
    {
        IReadOnlyList<RankedDocument> documents = [.. articles.Select(Document)];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var spent = Spent.Begin(time);
        var ranker = KnowledgeServices.Engine(documents, Glossary.Empty, []);
        var (build, processor) = (spent.Wall, spent.Processor);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        using var searcher = new EngineSearcher(ranker);
        var measured = judge.Other(searcher, asked)[0];
        var cost = new Cost(name, measured, build, processor, bytes, Allocated(ranker, asked));
        GC.KeepAlive(documents);
        return cost;
    }

    internal Cost FullText(string name, IReadOnlyList<MadeArticle> articles, IReadOnlyList<MadeQuestion> asked)
    {
        var spent = Spent.Begin(time);
        using var searcher = new FullTextSearcher(articles, byRow: false, Candidates);
        var (build, processor) = (spent.Wall, spent.Processor);
        return new Cost(name, judge.Other(searcher, asked)[0], build, processor, searcher.Bytes(), null);
    }

    internal Cost MiniSearch(string name, IReadOnlyList<MadeArticle> articles, IReadOnlyList<MadeQuestion> asked)
    {
        using var searcher = new MiniSearchSearcher(articles, Candidates);
        return new Cost(name, judge.Other(searcher, asked)[0], searcher.BuildTime, null, searcher.HeapBytes, null);
    }

    internal static RankedDocument Document(MadeArticle article) =>
        new(article.Id, [article.Title], article.Questions, [], [article.Body], new Dictionary<string, IReadOnlyList<string>>());

    private static double Allocated(IRanker ranker, IReadOnlyList<MadeQuestion> asked)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var question in asked) ranker.Rank(question.Text);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Math.Max(1, asked.Count);
    }
}
