using Cardline.Benchmarks.Converting;
using Cardline.Benchmarks.Searchers;
using Cardline.Knowledge;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Index;
using Cardline.TestKit;

namespace Cardline.Benchmarks.Accuracy;

/// <summary>Measures one searcher on one cut.</summary>
/// <remarks>Each question is asked once for the times; figures are given for each kind of question out of scope beside all that are in scope.</remarks>
internal sealed class Judge(TimeProvider time)
{
    // The first questions pay for compiling the code, which goes on for a while in the background; they are not counted.
    private const int WarmUpMin = 300;
    private const int WarmUpMax = 20_000;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1);

    /// <summary>The answer engine, from files on disk as <c>kb eval</c> reads them.</summary>
    internal IReadOnlyList<Measured> Engine(Cut cut)
    {
        using var folder = new TemporaryFolder();
        ArticleFolder.Write(folder.FullPath, "made", cut.Articles);
        var content = new FolderReader(folder.FullPath).Read(null);
        if (content.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } finding)
            throw new InvalidOperationException($"A made article does not load: {finding.At.File}:{finding.At.Line} {finding.Number} {finding.Wrong}");
        var index = new KnowledgeIndex(content, KnowledgeServices.Engine);
        using var searcher = new EngineSearcher(index.At(DateOnly.FromDateTime(time.GetUtcNow().DateTime)).Ranker);
        var asked = Ask(searcher, cut.Questions);
        var bench = new Workbench(new KnowledgeOptions { TimeZone = TimeZoneInfo.Utc.Id }, time, TextWriter.Null, TextWriter.Null, terminal: false);
        return
        [
            .. KindsOf(cut.Questions).Select(kind =>
            {
                IReadOnlyList<AskedRow> rows = [.. cut.Questions.Where(question => IsAbout(question, kind)).Select(Row)];
                var (report, _) = new Evaluation(index, bench).Run(rows);
                return asked.With(report.PerLanguage[Languages.English], kind);
            }),
        ];
    }

    /// <summary>Any searcher through its rankings alone; it gives scores and decides nothing.</summary>
    internal IReadOnlyList<Measured> Other(ISearcher searcher, IReadOnlyList<MadeQuestion> questions)
    {
        var asked = Ask(searcher, questions);
        var judged = questions.Zip(asked.Rankings, (question, ranking) => (Question: question, Row: new JudgedRow(
            Row(question),
            PlaceOf(question.Article, ranking.Articles),
            ranking.Articles.Count > 0 ? ranking.Articles[0] : "-",
            ranking.Confidence,
            AnswerOutcome.Choose))).ToList();
        return
        [
            .. KindsOf(questions).Select(kind =>
            {
                var figures = Figures.Of([.. judged.Where(one => IsAbout(one.Question, kind)).Select(one => one.Row)]);
                return asked.With(figures with { OutOfScopeRecall = null, FalseRejection = null, CalibrationError = null }, kind);
            }),
        ];
    }

    private Asked Ask(ISearcher searcher, IReadOnlyList<MadeQuestion> questions)
    {
        WarmUp(searcher, questions);
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

        var perQuestion = (searcher.ProcessorTime - processor).TotalMicroseconds / Math.Max(1, questions.Count);
        return new Asked(searcher.Name, rankings, Figures.Latencies(microseconds), perQuestion);
    }

    private void WarmUp(ISearcher searcher, IReadOnlyList<MadeQuestion> questions)
    {
        var began = time.GetTimestamp();
        for (var number = 0; questions.Count > 0 && number < WarmUpMax; number++)
        {
            if (number >= WarmUpMin && time.GetElapsedTime(began) > WarmUpTime) break;
            searcher.Rank(questions[number % questions.Count].Text);
        }
    }

    private static IReadOnlyList<string?> KindsOf(IReadOnlyList<MadeQuestion> questions)
    {
        var kinds = questions.Select(question => question.Kind).Where(kind => kind is not null).Distinct(StringComparer.Ordinal).ToList();
        return kinds.Count > 0 ? kinds : [null];
    }

    private static bool IsAbout(MadeQuestion question, string? kind) => question.Kind is null || question.Kind == kind;

    private static AskedRow Row(MadeQuestion question) => new(question.Text, question.Article, Languages.English, new Place("made"));

    private static int PlaceOf(string? article, IReadOnlyList<string> ranked)
    {
        for (var place = 0; article is not null && place < ranked.Count; place++)
        {
            if (ranked[place] == article) return place + 1;
        }

        return 0;
    }

    private sealed record Asked(string Searcher, IReadOnlyList<Ranking> Rankings, Latency Latency, double ProcessorMicroseconds)
    {
        internal Measured With(LanguageFigures figures, string? kind) => new(Searcher, figures, Latency.P50, Latency.P99, ProcessorMicroseconds, kind);
    }
}
