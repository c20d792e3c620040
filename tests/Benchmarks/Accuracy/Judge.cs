using Cardline.Benchmarks.Converting;
using Cardline.Benchmarks.Searchers;
using Cardline.Knowledge;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Index;
using Cardline.TestKit;

namespace Cardline.Benchmarks.Accuracy;

/// <summary>Measures one searcher on one cut.</summary>
internal sealed class Judge(TimeProvider time)
{
    // The first questions pay for compiling the code; they are asked once beforehand and not counted.
    private const int WarmUpMax = 300;

    /// <summary>The answer engine, from files on disk as <c>kb eval</c> reads them.</summary>
    internal Measured Engine(Cut cut)
    {
        using var folder = new TemporaryFolder();
        ArticleFolder.Write(folder.FullPath, "made", cut.Articles);
        var content = new FolderReader(folder.FullPath).Read(null);
        if (content.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } finding)
            throw new InvalidOperationException($"A made article does not load: {finding.At.File}:{finding.At.Line} {finding.Number} {finding.Wrong}");
        var index = new KnowledgeIndex(content, KnowledgeServices.Engine);
        IReadOnlyList<AskedRow> rows = [.. cut.Questions.Select(Row)];
        var report = new Evaluation(index, TimeZoneInfo.Utc, time).Run(rows);
        using var searcher = new EngineSearcher(index.At(DateOnly.FromDateTime(time.GetUtcNow().DateTime)).Ranker);
        var (_, latency, processor) = Ask(searcher, cut.Questions);
        return new Measured(searcher.Name, report.PerLanguage[Languages.English], latency.P50, latency.P99, processor);
    }

    /// <summary>Any other searcher, which gives scores and decides nothing.</summary>
    internal Measured Other(ISearcher searcher, IReadOnlyList<MadeQuestion> questions)
    {
        var (rankings, latency, processor) = Ask(searcher, questions);
        var judged = questions.Zip(rankings, (question, ranking) => new JudgedRow(
            Row(question),
            PlaceOf(question.Article, ranking.Articles),
            ranking.Articles.Count > 0 ? ranking.Articles[0] : "-",
            ranking.Confidence,
            AnswerOutcome.Choose)).ToList();
        var figures = Figures.Of(judged) with { OutOfScopeRecall = null, FalseRejection = null, CalibrationError = null };
        return new Measured(searcher.Name, figures, latency.P50, latency.P99, processor);
    }

    private (List<Ranking> Rankings, Latency Latency, double ProcessorMicroseconds) Ask(ISearcher searcher, IReadOnlyList<MadeQuestion> questions)
    {
        foreach (var question in questions.Take(WarmUpMax)) searcher.Rank(question.Text);
        var rankings = new List<Ranking>(questions.Count);
        var microseconds = new List<double>(questions.Count);
        var processor = searcher.ProcessorTime;
        foreach (var question in questions)
        {
            var began = time.GetTimestamp();
            var ranking = searcher.Rank(question.Text);
            microseconds.Add((ranking.Own ?? time.GetElapsedTime(began)).TotalMicroseconds);
            rankings.Add(ranking);
        }

        return (rankings, Figures.Latencies(microseconds), (searcher.ProcessorTime - processor).TotalMicroseconds / Math.Max(1, questions.Count));
    }

    private static AskedRow Row(MadeQuestion question) => new(question.Text, question.Article, Languages.English, new Place("made"));

    private static int PlaceOf(string? article, IReadOnlyList<string> ranked)
    {
        for (var place = 0; article is not null && place < ranked.Count; place++)
        {
            if (ranked[place] == article) return place + 1;
        }

        return 0;
    }
}
