using System.CommandLine;
using Cardline.Benchmarks.Searchers;
using Cardline.Benchmarks.Sets;

namespace Cardline.Benchmarks.Accuracy;

/// <summary>The command <c>accuracy</c>: hits, calibration and rejection of the engine beside FTS5 and minisearch, in one run on the same cuts.</summary>
internal static class AccuracyCommand
{
    private static readonly int?[] Sizes = [null, 10, 5];

    internal static Command Make()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder of the data sets; a set that is not there is left out.", Required = true };
        var json = new Option<FileInfo?>("--json") { Description = "Also write the figures as JSON to this file." };
        var engineOnly = new Option<bool>("--engine-only") { Description = "Leave out FTS5 and minisearch; much quicker." };
        var command = new Command("accuracy", "Measure accuracy and rejection on public data sets.") { data, json, engineOnly };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                var blocks = Run(new DataFolder(parsed.GetRequiredValue(data).FullName), parsed.GetValue(engineOnly), output, error);
                if (parsed.GetValue(json) is { } file) File.WriteAllText(file.FullName, AccuracyReport.Json(blocks));
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

    private static List<Block> Run(DataFolder data, bool engineOnly, TextWriter output, TextWriter error)
    {
        var spent = Spent.Begin(TimeProvider.System);
        var withMiniSearch = !engineOnly && MiniSearchSearcher.IsThere;
        if (!engineOnly && !withMiniSearch) error.WriteLine("minisearch is left out: run `npm ci` in tests/Benchmarks/minisearch first.");
        var comparison = new Comparison(new Judge(TimeProvider.System), engineOnly, withMiniSearch, Progress.Show);
        bool Has(string set, string file)
        {
            if (data.Of(set, file) is not null) return true;
            error.WriteLine($"{set} is left out: its {file} is not in the data folder.");
            return false;
        }

        var blocks = new List<Block>();
        if (Has(Banking77.Name, Banking77.TrainingFile)) blocks.AddRange(Hits(Banking77.Read(data), comparison, output));
        var rejections = new List<Block>();
        if (Has(Clinc150.Name, Clinc150.DomainsFile)) rejections.AddRange(Rejections(Clinc150.Read(data), comparison));
        if (Has(Banking77Oos.Name, Banking77Oos.TrainingFile)) rejections.AddRange(Rejections(Banking77Oos.Read(data), comparison));
        if (rejections.Count > 0) output.WriteLine($"Out of scope, nothing learnt from questions of that kind:\n\n{AccuracyReport.OutOfScope(rejections)}");
        blocks.AddRange(rejections);
        if (blocks.Count == 0) throw new DataFault("None of banking77, clinc150 and banking77_oos is in the data folder.");
        output.WriteLine(spent.Line());
        return blocks;
    }

    private static List<Block> Hits(DataSet set, Comparison comparison, TextWriter output)
    {
        var heldOut = set.HeldOut is null
            ? $"cross-validation over the training part, {Splits.Folds} folds, because there is no test.csv"
            : $"the {set.HeldOutName} part";
        var blocks = new List<Block>();
        foreach (var size in Sizes)
        {
            var learnt = size is { } count ? $"{count}" : "all";
            blocks.Add(new Block(set.Name, learnt, heldOut, comparison.Run($"{set.Name}, {learnt}", Cuts.InScope(set, size))));
        }

        output.WriteLine($"{set.Name}, asked from {heldOut}:\n\n{AccuracyReport.InScope(blocks)}");
        return blocks;
    }

    private static IEnumerable<Block> Rejections(DataSet set, Comparison comparison) => comparison.Run(set.Name, [Cuts.OutOfScope(set)])
        .GroupBy(line => line.Mean.Kind ?? string.Empty, StringComparer.Ordinal)
        .Select(kind => new Block(set.Name, kind.Key, set.HeldOutName, [.. kind]));
}
