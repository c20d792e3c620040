using System.CommandLine;
using Cardline.Benchmarks.Sets;
using Cardline.Knowledge.Search;

namespace Cardline.Benchmarks.Variants;

/// <summary>The command <c>slips</c>: what one typing slip in each question costs, as a mean over many seeds.</summary>
/// <remarks>The slips of a single seed lose a point more or less by chance; no choice should rest on one.</remarks>
internal static class SlipsCommand
{
    private const int SeedsMax = 50;

    internal static Command Make()
    {
        var own = new Option<DirectoryInfo?>("--knowledge") { Description = "The knowledge folder whose tests/questions.dev.tsv is asked." };
        var data = new Option<DirectoryInfo?>("--data") { Description = "The folder of the data sets; BANKING77 is cross-validated over its training part." };
        var seeds = new Option<int>("--seeds") { Description = $"Number of seeds, 1 to {SeedsMax}.", DefaultValueFactory = _ => 8 };
        var list = new Option<FileInfo?>("--list") { Description = "Write the questions whose first article a slip changed from right to wrong." };
        var command = new Command("slips", "Measure what typing slips cost, on development and training files only.") { own, data, seeds, list };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (parsed.GetValue(seeds) is < 1 or > SeedsMax || (parsed.GetValue(own) is null && parsed.GetValue(data) is null))
            {
                error.WriteLine($"Name --knowledge or --data or both, and 1 to {SeedsMax} seeds.");
                return 1;
            }

            try
            {
                var rounds = SlipRounds.Of(parsed.GetValue(own)?.FullName, parsed.GetValue(data) is { } folder ? new DataFolder(folder.FullName) : null);
                var lost = Run(rounds, parsed.GetValue(seeds), output);
                if (parsed.GetValue(list) is { } file) File.WriteAllLines(file.FullName, lost);
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

    private static List<string> Run(IEnumerable<SlipRound<TrainedRanker>> rounds, int seeds, TextWriter output)
    {
        var figures = new Table("set", "questions", "hit@1", "slipped", "lost", "deviation", "hit@3", "slipped", "lost", "in scope, but rejected", "slipped", "out of scope, rejected", "slipped");
        var lost = new List<string>();
        foreach (var set in rounds.GroupBy(round => round.Set, StringComparer.Ordinal))
        {
            // A seed's slips run through all parts of a cross-validation before its share is taken, so that parts and seeds are not mixed up.
            var tallies = Enumerable.Range(0, seeds).Select(_ => new SlipTally()).ToList();
            foreach (var round in set)
            {
                for (var seed = 0; seed < seeds; seed++) round.Ask(seed + 1, tallies[seed]);
            }

            figures.Add(SlipTally.Line(set.Key, tallies));
            lost.AddRange(tallies.SelectMany((tally, seed) => tally.Lost.Select(row => $"{set.Key}\t{seed + 1}\t{row}")));
        }

        output.WriteLine(figures.ToMarkdown());
        return lost;
    }
}
