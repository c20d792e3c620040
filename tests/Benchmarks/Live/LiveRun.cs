using System.Text;
using Cardline.Benchmarks.Converting;
using Cardline.Benchmarks.Scale;
using Cardline.Knowledge;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;
using Cardline.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Benchmarks.Live;

/// <summary>What editing an article of a folder in use took.</summary>
/// <param name="Articles">Articles in the folder.</param>
/// <param name="Start">From nothing to the first index: all files read, the engine built.</param>
/// <param name="Edits">For each edit the time from writing the file to the first answer with the new text.</param>
/// <param name="ProcessorPerEdit">Processor time of an edit.</param>
/// <param name="SlowestAnswer">Slowest answer to a question that was asked again and again all the while.</param>
internal sealed record LiveTimes(int Articles, TimeSpan Start, IReadOnlyList<TimeSpan> Edits, TimeSpan ProcessorPerEdit, TimeSpan SlowestAnswer);

/// <summary>Edits articles of a folder that is being served, the folder's watcher and its own patience included.</summary>
internal sealed class LiveRun(TimeProvider time)
{
    /// <summary>An edit that is not in use after this long is a failure, not a figure.</summary>
    internal static readonly TimeSpan EditMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(20);

    internal async Task<LiveTimes> MeasureAsync(int count, int edits, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder();
        var (articles, _) = SyntheticArticles.Make(count, questions: 10, asked: 1, seed: 1);
        ArticleFolder.Write(folder.FullPath, "made", articles);
        var began = time.GetTimestamp();
        var store = new IndexStore(folder.FullPath, KnowledgeServices.Engine, time, TimeZoneInfo.Utc, NullLogger<IndexStore>.Instance);
        var start = time.GetElapsedTime(began);
        using var watcher = new FolderWatcher(store, watch: true, time, NullLogger<FolderWatcher>.Instance);
        await watcher.StartAsync(cancel);
        var knowledge = new IndexedAnswers(() => store.Current, TimeZoneInfo.Utc);
        var times = new List<TimeSpan>();
        var slowest = TimeSpan.Zero;
        var processor = Environment.CpuUsage.TotalTime;
        for (var edit = 0; edit < edits; edit++)
        {
            var article = articles[(int)((edit + 0.5) * articles.Count / edits)];
            var (until, slow) = await EditAsync(folder.FullPath, article, edit, knowledge, cancel);
            times.Add(until);
            slowest = slow > slowest ? slow : slowest;
        }

        await watcher.StopAsync(cancel);
        return new LiveTimes(count, start, times, (Environment.CpuUsage.TotalTime - processor) / edits, slowest);
    }

    private async Task<(TimeSpan Until, TimeSpan Slowest)> EditAsync(string folder, MadeArticle article, int edit, IndexedAnswers knowledge, CancellationToken cancel)
    {
        var phrase = $"Quite new text number {edit}.";
        var question = article.Questions[0];
        string? Answer() => knowledge.Ask(new Question(question, "en", time.GetUtcNow())).Text;
        if (Answer() == phrase) throw new InvalidOperationException("The new text was there before the edit; nothing would be measured.");
        var file = Path.Combine(folder, "articles", "made", ArticleFolder.FileName(article.Id));
        await File.WriteAllTextAsync(file, ArticleFolder.Text(article with { Body = phrase }), Encoding.UTF8, cancel);
        var written = time.GetTimestamp();
        var slowest = TimeSpan.Zero;
        using var pause = new PeriodicTimer(AskEvery, time);
        while (time.GetElapsedTime(written) < EditMax)
        {
            var asked = time.GetTimestamp();
            var text = Answer();
            var took = time.GetElapsedTime(asked);
            slowest = took > slowest ? took : slowest;
            if (text == phrase) return (time.GetElapsedTime(written), slowest);
            await pause.WaitForNextTickAsync(cancel);
        }

        throw new TimeoutException($"The edit was not in use after {EditMax.TotalSeconds:0} s.");
    }
}
