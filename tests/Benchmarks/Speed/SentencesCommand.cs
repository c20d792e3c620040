using System.CommandLine;
using System.Diagnostics;
using Cardline.Bot.Model.Checking;
using Cardline.Knowledge.Articles;
using Cardline.TestKit;

namespace Cardline.Benchmarks.Speed;

/// <summary>The command <c>sentences</c>: how many sentences of a model are checked in a millisecond, on one thread, with the passages taken apart once.</summary>
internal static class SentencesCommand
{
    private const int Rounds = 30;
    private const int WarmUps = 15;

    internal static Command Make()
    {
        var command = new Command("sentences", "Checks per millisecond of a model's sentences, over the honest and the false ones of the tests.");
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.WriteLine(Run());
            return 0;
        });
        return command;
    }

    private static string Run()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Bot.Tests", "Model", "Checking");
        var rules = ComplianceReader.Read(ComplianceReader.FileName, File.ReadAllText(Path.Combine(Repository.Root, "knowledge-base", ComplianceReader.FileName)), []);
        var check = new GroundCheck(() => rules);
        var began = Stopwatch.GetTimestamp();
        var scopes = Rows(folder, "passages.tsv").ToDictionary(cells => (cells[0], cells[1]), Scope);
        var sentences = ((string[])["sentences.tune.tsv", "sentences.measure.tsv"]).SelectMany(file => Rows(folder, file)).ToList();
        foreach (var cells in sentences) check.Check(cells[3], scopes[(cells[1], cells[2])]);
        var prepared = Stopwatch.GetElapsedTime(began);
        var table = new Table("sentences", "number", "per ms, median of rounds", "allocated bytes, mean");
        foreach (var group in sentences.GroupBy(cells => (cells[0] == "honest" ? "honest " : "false ") + cells[2])) Add(table, group.Key, check, [.. group.Select(cells => (cells[3], scopes[(cells[1], cells[2])]))]);
        return FormattableString.Invariant($"{scopes.Count} passages; reading them and the first check of {sentences.Count} sentences took {prepared.TotalMilliseconds:0} ms.\n\n{table.ToMarkdown()}");
    }

    private static void Add(Table table, string name, GroundCheck check, List<(string Sentence, GroundScope Scope)> sentences)
    {
        var perMillisecond = new double[Rounds];
        var bytes = 0L;
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            foreach (var (sentence, scope) in sentences) check.Check(sentence, scope);
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (round < 0) continue;
            perMillisecond[round] = sentences.Count / took;
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(perMillisecond);
        table.Add(name, sentences.Count.ToString(), Table.Number(perMillisecond[Rounds / 2]), Table.Number((double)bytes / Rounds / sentences.Count));
    }

    private static GroundScope Scope(string[] cells) =>
        new([new Passage(cells[0], "1", cells[2], cells[3].Replace("\\n", "\n", StringComparison.Ordinal))], cells[1]);

    private static IEnumerable<string[]> Rows(string folder, string file) => File.ReadLines(Path.Combine(folder, file)).Skip(1).Select(line => line.Split('\t'));
}
