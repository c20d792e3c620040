using System.CommandLine;
using System.Text;
using Cardline.Knowledge.Articles;

namespace Cardline.Benchmarks.Variants;

/// <summary>The command <c>variants</c>: the same questions in Traditional characters, or with one typing slip each.</summary>
internal static class VariantsCommand
{
    private const int RowsMax = 200_000;
    private const string Header = "question\tarticle\tlang";
    private const string Traditional = "traditional";
    private const string Misspelt = "misspelt";

    internal static Command Make()
    {
        var questions = new Option<FileInfo>("--questions") { Description = "A question set as kb eval reads it.", Required = true };
        var kind = new Option<string>("--kind") { Description = "traditional (the Chinese rows) or misspelt (all rows).", Required = true };
        kind.AcceptOnlyFromAmong(Traditional, Misspelt);
        var seed = new Option<int>("--seed") { Description = "Which slips are made.", DefaultValueFactory = _ => 1 };
        var output = new Option<FileInfo>("--out") { Description = "The question set to write.", Required = true };
        var command = new Command("variants", "Write a question set in Traditional characters or with typing slips.") { questions, kind, seed, output };
        command.SetAction(parsed =>
        {
            var lines = File.ReadLines(parsed.GetRequiredValue(questions).FullName).Take(RowsMax + 1).ToList();
            if (lines.Count < 2 || lines.Count > RowsMax || lines[0] != Header || lines.Skip(1).Any(line => line.Split('\t').Length != 3))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"The question set needs the header question, article, lang and 1 to {RowsMax - 1} rows of three cells.");
                return 1;
            }

            var rows = Of(lines.Skip(1), parsed.GetRequiredValue(kind) == Traditional, parsed.GetValue(seed));
            File.WriteAllText(parsed.GetRequiredValue(output).FullName, string.Concat(rows.Prepend(Header).Select(row => row + "\n")), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            parsed.InvocationConfiguration.Output.WriteLine($"{rows.Count} of {lines.Count - 1} rows written; the others have nothing to vary.");
            return 0;
        });
        return command;
    }

    /// <returns>The rows that came out different; the others are left out, so that the figures are of variants alone.</returns>
    internal static IReadOnlyList<string> Of(IEnumerable<string> rows, bool traditional, int seed)
    {
        var slips = new Slips(seed);
        var varied = new List<string>();
        foreach (var cells in rows.Select(row => row.Split('\t')))
        {
            var chinese = cells[2].Trim() == Languages.Chinese;
            if (traditional && !chinese) continue;
            var text = traditional ? TraditionalScript.Of(cells[0]) : slips.In(cells[0], chinese);
            if (text is not null && text != cells[0]) varied.Add($"{text}\t{cells[1]}\t{cells[2]}");
        }

        return varied;
    }
}
