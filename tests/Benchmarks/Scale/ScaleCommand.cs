using System.CommandLine;
using System.Globalization;
using Cardline.Benchmarks.Accuracy;
using Cardline.Benchmarks.Searchers;
using Cardline.Benchmarks.Sets;

namespace Cardline.Benchmarks.Scale;

/// <summary>The command <c>scale</c>: how cost grows with the number of articles, beside FTS5 and minisearch.</summary>
internal static class ScaleCommand
{
    private const int SizesMax = 12;
    private const int AskedMax = 1_000;

    internal static Command Make()
    {
        var sizes = new Option<string>("--articles") { Description = "Numbers of articles, with commas.", DefaultValueFactory = _ => "100,300,1000,3000,10000" };
        var questions = new Option<int>("--questions") { Description = "Sample questions per article.", DefaultValueFactory = _ => 10 };
        var seed = new Option<int>("--seed") { Description = "Which articles are made.", DefaultValueFactory = _ => 1 };
        var data = new Option<DirectoryInfo?>("--data") { Description = "The folder of the data sets: BANKING77 with all its questions becomes the first size." };
        var engineOnly = new Option<bool>("--engine-only") { Description = "Leave out FTS5 and minisearch." };
        var largest = new Option<int?>("--largest") { Description = "Only this: so many articles as files are checked, indexed and asked; exit code 1 when that fails." };
        var command = new Command("scale", "Measure how cost grows with the number of articles.") { sizes, questions, seed, data, engineOnly, largest };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (parsed.GetValue(largest) is { } count) return Largest(count, parsed.GetValue(questions), parsed.GetValue(seed), output, error);
            if (Sizes(parsed.GetRequiredValue(sizes)) is not { } counts || parsed.GetValue(questions) is < 1 or > SyntheticArticles.QuestionsMax)
            {
                error.WriteLine($"--articles takes 1 to {SizesMax} numbers of 1 to {SyntheticArticles.ArticlesMax}, --questions 1 to {SyntheticArticles.QuestionsMax}.");
                return 1;
            }

            try
            {
                var wanted = new Wanted(counts, parsed.GetValue(questions), parsed.GetValue(seed), parsed.GetValue(data)?.FullName);
                Run(wanted, parsed.GetValue(engineOnly), output);
                return 0;
            }
            catch (DataFault fault)
            {
                error.WriteLine(fault.Message);
                return 1;
            }
        });
        return command;
    }

    private static int Largest(int count, int questions, int seed, TextWriter output, TextWriter error)
    {
        if (count is < 1 or > SyntheticArticles.LargestMax || questions is < 1 or > SyntheticArticles.QuestionsMax)
        {
            error.WriteLine($"--largest takes 1 to {SyntheticArticles.LargestMax} articles, --questions 1 to {SyntheticArticles.QuestionsMax}.");
            return 1;
        }

        if (new LargestRun(TimeProvider.System).Run(count, questions, seed, output) is not { } wrong) return 0;
        error.WriteLine(wrong);
        return 1;
    }

    internal static int[]? Sizes(string text)
    {
        var parts = text.Split(',');
        if (parts.Length > SizesMax) return null;
        var sizes = parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0).ToArray();
        return Array.TrueForAll(sizes, size => size is >= 1 and <= SyntheticArticles.ArticlesMax) ? sizes : null;
    }

    private static void Run(Wanted wanted, bool engineOnly, TextWriter output)
    {
        var spent = Spent.Begin(TimeProvider.System);
        var run = new ScaleRun(TimeProvider.System);
        var withMiniSearch = !engineOnly && MiniSearchSearcher.IsThere;
        // The first build pays for compiling the code; it is done once beforehand and not counted.
        var (first, firstAsked) = SyntheticArticles.Make(wanted.Articles[0], wanted.Questions, AskedMax, wanted.Seed + 1);
        run.Engine("not counted", first, firstAsked);
        var costs = new List<Cost>();
        foreach (var (name, cut) in Bases(wanted))
        {
            Progress.Show($"{name} articles");
            costs.Add(run.Engine(name, cut.Articles, cut.Questions));
            if (engineOnly) continue;
            costs.Add(run.FullText(name, cut.Articles, cut.Questions));
            if (withMiniSearch) costs.Add(run.MiniSearch(name, cut.Articles, cut.Questions));
        }

        output.WriteLine($"Made articles, {wanted.Questions} sample questions each, seed {wanted.Seed}:\n\n{Shown(costs)}");
        output.WriteLine(spent.Line());
    }

    private static IEnumerable<(string Name, Cut Cut)> Bases(Wanted wanted)
    {
        if (wanted.Data is { } data)
        {
            var cut = Cuts.InScope(Banking77.Read(new DataFolder(data)), perArticle: null)[0];
            yield return ($"{cut.Articles.Count} (BANKING77, {cut.Articles.Sum(article => article.Questions.Count)} questions)", cut);
        }

        foreach (var count in wanted.Articles)
        {
            var (articles, asked) = SyntheticArticles.Make(count, wanted.Questions, AskedMax, wanted.Seed);
            yield return ($"{count}", new Cut(articles, asked));
        }
    }

    private static string Shown(IEnumerable<Cost> costs)
    {
        var table = new Table("articles", "searcher", "hit@1", "hit@3", "p50 us", "p99 us", "processor us", "allocated bytes per question", "build ms", "build processor ms", "index MiB");
        foreach (var cost in costs)
        {
            var measured = cost.Measured;
            table.Add(
                cost.Articles, measured.Searcher, Table.Percent(measured.Figures.HitAt1), Table.Percent(measured.Figures.HitAt3), Table.Number(measured.P50), Table.Number(measured.P99),
                Table.Number(measured.ProcessorMicroseconds), cost.AllocatedPerQuestion is { } bytes ? $"{bytes:0}" : "-", Table.Number(cost.Build.TotalMilliseconds),
                cost.BuildProcessor is { } processor ? Table.Number(processor.TotalMilliseconds) : "-", Table.Number(cost.Bytes / 1048576.0));
        }

        return table.ToMarkdown();
    }

    private sealed record Wanted(int[] Articles, int Questions, int Seed, string? Data);
}
