namespace Cardline.Benchmarks.Searchers;

/// <summary>One of those that are compared: it was built over some articles and ranks them for a question.</summary>
internal interface ISearcher : IDisposable
{
    /// <summary>Gets the name in the tables.</summary>
    string Name { get; }

    /// <summary>Ranks the articles, best first; those that share no word with the question may be missing.</summary>
    Ranking Rank(string question);

    /// <summary>Processor time that ranking has cost so far, wherever it was spent.</summary>
    TimeSpan ProcessorTime { get; }
}

/// <summary>What a searcher made of a question.</summary>
/// <param name="Articles">Ids, best first.</param>
/// <param name="Confidence">A number that is higher the surer the searcher is of the first.</param>
/// <param name="Own">Time measured by a searcher that runs in another process, so that the pipe is not counted; else null.</param>
internal sealed record Ranking(IReadOnlyList<string> Articles, double Confidence, TimeSpan? Own = null);
