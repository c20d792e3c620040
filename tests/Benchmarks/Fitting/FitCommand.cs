using System.CommandLine;
using System.Globalization;
using Cardline.Benchmarks.Sets;

namespace Cardline.Benchmarks.Fitting;

/// <summary>The command <c>fit</c>: fits the constants of <c>Proofreader</c> and <c>Certainty</c> on training and development files and prints them.</summary>
internal static class FitCommand
{
    internal static Command Make()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder of the data sets.", Required = true };
        var own = new Option<DirectoryInfo?>("--knowledge") { Description = "The knowledge folder whose tests/questions.dev.tsv is fitted on too." };
        var slipsOnly = new Option<bool>("--slips-only") { Description = "Only how a mistyped word is read; much quicker." };
        var command = new Command("fit", "Fit the constants that put slips right and turn measures into probabilities.") { data, own, slipsOnly };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            try
            {
                var (folder, knowledge) = (new DataFolder(parsed.GetRequiredValue(data).FullName), parsed.GetValue(own)?.FullName);
                output.WriteLine($"Proofreader.Weights = [{string.Join(", ", SlipFit.Run(knowledge, folder).Select(Text))}]");
                // What is measured below was read with the weights of this build: whoever changes them builds and fits again.
                if (!parsed.GetValue(slipsOnly)) Run([.. FitSets.Read(folder, knowledge)], output);
                return 0;
            }
            catch (DataFault fault)
            {
                parsed.InvocationConfiguration.Error.WriteLine(fault.Message);
                return 1;
            }
        });
        return command;
    }

    private static void Run(List<FitSet> sets, TextWriter output)
    {
        var (perEvidence, perWords) = ChoiceFit.Run(sets);
        output.WriteLine($"PerEvidence = {Text(perEvidence)}, PerWords = {Text(perWords)}");
        bool Taught(FitSet set) => set.Rows[0].Signs.Outside is not null;
        var scopes = sets.GroupBy(Taught).ToDictionary(group => group.Key, group => ScopeFit.Run([.. group], perEvidence, perWords));
        foreach (var (taught, scope) in scopes) output.WriteLine($"{(taught ? "ScopeTaught" : "Scope")} = [{string.Join(", ", scope.Select(Text))}]");
        var table = new Table("set", "questions", "hit@1", "hit@3", "AUROC", "rejected at 95 % kept", "calibration error");
        foreach (var set in sets) FitReport.Add(table, set, perEvidence, perWords, scopes[Taught(set)]);
        output.WriteLine(table.ToMarkdown());
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
