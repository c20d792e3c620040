using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cardline.Handoff.Detection;

namespace Cardline.Bot.Commands;

/// <summary>The command <c>handoff eval</c>: measures the handoff rules on cases with known answers.</summary>
internal static class HandoffCommands
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the command.</summary>
    /// <param name="findKnowledge">Finds the editors' folder.</param>
    public static Command Create(Func<string> findKnowledge)
    {
        var cases = new Option<FileInfo>("--cases") { Description = "Cases as JSON Lines.", Required = true };
        var path = new Option<DirectoryInfo?>("--path") { Description = "The editors' folder; found by itself when not given." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object and nothing else." };
        var eval = new Command("eval", "Measure the handoff rules on cases.") { cases, path, json };
        eval.SetAction(parsed => Evaluate(parsed.GetRequiredValue(cases), parsed.GetValue(path)?.FullName ?? findKnowledge(), parsed.GetValue(json), parsed.InvocationConfiguration));
        return new Command("handoff", "Rules that bring in a person.") { eval };
    }

    private static int Evaluate(FileInfo cases, string knowledge, bool json, InvocationConfiguration console)
    {
        try
        {
            var measured = HandoffEvaluation.Measure(Path.Combine(knowledge, "handoff.yml"), File.ReadLines(cases.FullName));
            console.Output.WriteLine(json ? JsonSerializer.Serialize(measured, Json) : Shown(measured));
            return 0;
        }
        catch (HandoffFileException broken)
        {
            console.Error.WriteLine(broken.Message);
            return 1;
        }
        catch (IOException missing)
        {
            console.Error.WriteLine(missing.Message);
            return 1;
        }
    }

    private static string Shown(HandoffMeasures measured)
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{measured.Cases} cases: decision {measured.DecisionAccuracy:P1}, reason {measured.ReasonAccuracy:P1}, too much {measured.OverEscalation:P1}, too little {measured.UnderEscalation:P1}"),
        };
        lines.AddRange(measured.Reasons.Select(reason => string.Create(
            CultureInfo.InvariantCulture, $"  {reason.Key,-22} precision {reason.Value.Precision:P1}  recall {reason.Value.Recall:P1}  of {reason.Value.Support}")));
        lines.AddRange(measured.Wrong.Select(wrong => string.Create(
            CultureInfo.InvariantCulture, $"  case {wrong.Index}: expected {wrong.Expected}, got {wrong.Got} ({wrong.Reason})")));
        return string.Join(Environment.NewLine, lines);
    }
}
