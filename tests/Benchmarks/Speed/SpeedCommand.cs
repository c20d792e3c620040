using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Cardline.Benchmarks.Accuracy;
using Cardline.Benchmarks.Converting;
using Cardline.Benchmarks.Sets;
using Cardline.Knowledge;
using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;
using Cardline.TestKit;
using Perfolizer.Horology;
using Perfolizer.Metrology;

namespace Cardline.Benchmarks.Speed;

/// <summary>The command <c>speed</c>: BenchmarkDotNet's time and bytes per question, on BANKING77 or on the articles of this repository.</summary>
internal static class SpeedCommand
{
    private const double ShortShare = 0.1;
    private const double LongShare = 0.99;
    private const int WarmUps = 5;
    private const int Measurements = 12;

    // What is looked at while the engine is made faster must not be what judges it.
    private const string Development = "questions.dev.tsv";

    internal static Command Make()
    {
        var data = new Option<DirectoryInfo?>("--data") { Description = "The folder of the data sets; without it knowledge-base/ is asked its development questions." };
        var command = new Command("speed", "Measure time and bytes per question with BenchmarkDotNet.") { data };
        command.SetAction(parsed =>
        {
            try
            {
                return Run(parsed.GetValue(data) is { } folder ? FromBanking77(new DataFolder(folder.FullName)) : FromKnowledgeBase(), parsed.InvocationConfiguration);
            }
            catch (DataFault fault)
            {
                parsed.InvocationConfiguration.Error.WriteLine(fault.Message);
                return 1;
            }
        });
        return command;
    }

    /// <summary>The question that is longer than a share of all; of equal lengths the first in alphabetical order.</summary>
    internal static string AtLength(IEnumerable<string> questions, double share)
    {
        var ordered = questions.OrderBy(text => text.Length).ThenBy(text => text, StringComparer.Ordinal).ToList();
        return ordered[Math.Min(ordered.Count - 1, (int)(share * ordered.Count))];
    }

    private static int Run(SpeedSubject subject, InvocationConfiguration console)
    {
        using var artifacts = new TemporaryFolder();
        RankBenchmarks.Subject = subject;
        // In this process: the engine is internal, and building another program for it would need the repository's settings once more.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(WarmUps).WithIterationCount(Measurements))
            .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Statistics, DefaultColumnProviders.Metrics)
            .AddColumn(StatisticColumn.P50)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(artifacts.FullPath)
            .WithSummaryStyle(SummaryStyle.Default.WithTimeUnit(TimeUnit.Microsecond).WithSizeUnit(SizeUnit.B));
        var summary = BenchmarkRunner.Run<RankBenchmarks>(config);
        foreach (var error in summary.ValidationErrors.Where(error => error.IsCritical)) console.Error.WriteLine(error.Message);
        console.Output.WriteLine($"{subject.Name}; the brief question has {subject.ShortQuestion.Length} characters, the wordy one {subject.LongQuestion.Length}:\n");
        var text = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, text);
        console.Output.WriteLine(TableOf(text.GetLog()));
        console.Output.WriteLine($"\nEvery question of the set, {subject.Questions.Count} of them:\n\n{new WholeSet(TimeProvider.System).Measure(subject)}");
        return summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success) ? 1 : 0;
    }

    // The lines above the table name the machine it ran on; a table in a page says the command and nothing of the machine.
    private static string TableOf(string log) =>
        string.Join('\n', log.Replace("**", string.Empty, StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd()).Where(line => line.StartsWith('|')));

    private static SpeedSubject FromBanking77(DataFolder data)
    {
        var cut = Cuts.InScope(Banking77.Read(data), perArticle: null)[0];
        using var folder = new TemporaryFolder();
        ArticleFolder.Write(folder.FullPath, "made", cut.Articles);
        return Subject($"BANKING77, {cut.Articles.Count} articles with {cut.Articles.Sum(article => article.Questions.Count)} sample questions", folder.FullPath, [.. cut.Questions.Select(question => question.Text)]);
    }

    private static SpeedSubject FromKnowledgeBase()
    {
        var folder = Path.Combine(Repository.Root, "knowledge-base");
        var findings = new List<Finding>();
        var index = Index(folder);
        var rows = QuestionSet.Read(Development, File.ReadAllText(Path.Combine(folder, "tests", Development)), index.Ids.ToHashSet(StringComparer.Ordinal), findings);
        if (findings.Count > 0) throw new DataFault($"The question set of knowledge-base does not load: {findings[0].Wrong}");
        return Subject("knowledge-base/", folder, [.. rows.Select(row => row.Text)]);
    }

    private static SpeedSubject Subject(string name, string folder, IReadOnlyList<string> questions)
    {
        var index = Index(folder);
        var now = TimeProvider.System.GetUtcNow();
        return new SpeedSubject(
            name,
            index.At(DateOnly.FromDateTime(now.DateTime)).Ranker,
            new IndexedAnswers(() => index, TimeZoneInfo.Utc),
            AtLength(questions, ShortShare),
            AtLength(questions, LongShare),
            questions,
            now);
    }

    private static KnowledgeIndex Index(string folder) => new(new FolderReader(folder).Read(null), KnowledgeServices.Engine);
}
