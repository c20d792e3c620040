using System.Diagnostics;
using Cardline.Benchmarks.Converting;
using Cardline.Knowledge;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;
using Cardline.TestKit;

namespace Cardline.Benchmarks.Scale;

/// <summary>A folder far larger than any bank's, from files on disk: that it is checked, indexed and answered from at all, and what that takes.</summary>
internal sealed class LargestRun(TimeProvider time)
{
    private const int Asked = 1_000;
    private const int FindingsShownMax = 5;

    /// <summary>Of the questions asked at least this share must find their article first; by chance it would be nearly none.</summary>
    private const double HitsMin = 0.5;

    /// <returns>What is wrong, or null.</returns>
    internal string? Run(int count, int questions, int seed, TextWriter output)
    {
        var (articles, asked) = SyntheticArticles.Make(count, questions, Asked, seed);
        using var folder = new TemporaryFolder();
        ArticleFolder.Write(folder.FullPath, "made", articles);
        output.WriteLine($"{count} made articles with {questions} sample questions each, seed {seed}, from files:\n");
        var said = new StringWriter();
        var linted = 1;
        Step(output, "kb lint", () => linted = new EditorCommands(new KnowledgeOptions(), time, said, said).Lint(folder.FullPath));
        if (linted != 0) return $"kb lint refuses made articles:\n{string.Join('\n', said.ToString().Split('\n').Take(FindingsShownMax))}";
        KnowledgeContent? content = null;
        Step(output, "reading", () => content = new FolderReader(folder.FullPath).Read(null));
        if (content!.Articles.Count != count) return $"{content.Articles.Count} of {count} articles were read.";
        var index = new KnowledgeIndex(content, KnowledgeServices.Engine);
        var now = time.GetUtcNow();
        Step(output, "training", () => index.At(DateOnly.FromDateTime(now.UtcDateTime)));
        var knowledge = new IndexedAnswers(() => index, TimeZoneInfo.Utc);
        var microseconds = new List<double>(asked.Count);
        var hits = 0;
        Step(output, $"{asked.Count} questions", () => hits = asked.Count(question => Hit(knowledge, question, now, microseconds)));
        var latency = Figures.Latencies(microseconds);
        output.WriteLine($"\nhit@1 {Table.Percent((double)hits / asked.Count)}, p50 {Table.Number(latency.P50)} us, p99 {Table.Number(latency.P99)} us with the first questions counted.");
        return hits < HitsMin * asked.Count ? $"Only {hits} of {asked.Count} questions found their article first." : null;
    }

    private bool Hit(IndexedAnswers knowledge, MadeQuestion question, DateTimeOffset now, List<double> microseconds)
    {
        var began = time.GetTimestamp();
        var answer = knowledge.Ask(new Question(question.Text, "en", now));
        microseconds.Add(time.GetElapsedTime(began).TotalMicroseconds);
        return answer.Candidates.Count > 0 && answer.Candidates[0].Article == question.Article;
    }

    // Said at once and not in a table at the end: a run that is stopped has told how far it came.
    private void Step(TextWriter output, string name, Action act)
    {
        var spent = Spent.Begin(time);
        act();
        var (wall, processor) = (spent.Wall, spent.Processor);
        using var process = Process.GetCurrentProcess();
        output.WriteLine($"- {name}: {Table.Number(wall.TotalSeconds)} s, {Table.Number(processor.TotalSeconds)} s of processor time; {Table.Number(MiB(GC.GetTotalMemory(forceFullCollection: true)))} MiB kept, at most {Table.Number(MiB(process.PeakWorkingSet64))} MiB in use so far");
    }

    private static double MiB(long bytes) => bytes / 1048576.0;
}
