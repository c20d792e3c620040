using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cardline.Handoff.Detection;
using Cardline.Handoff.Measuring;

namespace Cardline.Bot.Commands;

/// <summary>The command <c>handoff eval</c>: measures the handoff policy on cases with known answers.</summary>
internal static class HandoffCommands
{
    /// <summary>How results are written: words stay readable in every script.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the command.</summary>
    /// <param name="findKnowledge">Finds the editors' folder.</param>
    /// <param name="time">What decisions are timed by.</param>
    public static Command Create(Func<string> findKnowledge, TimeProvider time) =>
        new("handoff", "What brings in a person, and whether it was right.") { Eval(findKnowledge, time) };

    private static Command Eval(Func<string> findKnowledge, TimeProvider time)
    {
        var cases = new Option<FileInfo[]>("--cases") { Description = "Cases as JSON Lines; may be given several times.", Required = true };
        var path = new Option<DirectoryInfo?>("--path") { Description = "The editors' folder; found by itself when not given." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object and nothing else." };
        var wrong = new Option<int>("--quiet-wrong") { Description = $"List at most so many wrong cases, 0 to {HandoffEvaluation.WrongMax}.", DefaultValueFactory = _ => HandoffEvaluation.WrongMax };
        var floors = new Option<string?>("--fail-under") { Description = "End with 1 when a figure is under its floor, such as decision=0.93,reason=0.92,recall.safety=0.98." };
        var eval = new Command("eval", "Measure the handoff rules on cases.") { cases, path, json, wrong, floors };
        eval.SetAction(parsed => Guarded(parsed.InvocationConfiguration, console =>
        {
            var policy = MeasuredPolicy.Read(parsed.GetValue(path)?.FullName ?? findKnowledge());
            var complaint = string.Empty;
            var least = parsed.GetValue(floors) is { } text ? Floors.Read(text, out complaint) : null;
            if (complaint.Length > 0)
            {
                console.Error.WriteLine(complaint);
                return 1;
            }

            var files = parsed.GetRequiredValue(cases).Select(file => new CaseLines(file.Name, File.ReadLines(file.FullName)));
            var measured = HandoffEvaluation.Measure(policy, files, time, parsed.GetValue(wrong));
            console.Output.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(measured, Json) : EvaluationTable.Of(measured));
            var missed = least?.Missed(measured) ?? [];
            foreach (var sentence in missed)
            {
                console.Error.WriteLine(sentence);
            }

            return missed.Count > 0 ? 1 : 0;
        }));
        return eval;
    }

    /// <summary>Faults of the editors' files, and files that cannot be read, are said in their own words.</summary>
    private static int Guarded(InvocationConfiguration console, Func<InvocationConfiguration, int> act)
    {
        try
        {
            return act(console);
        }
        catch (Exception broken) when (broken is HandoffFileException or IOException or UnauthorizedAccessException)
        {
            console.Error.WriteLine(broken.Message);
            return 1;
        }
    }
}
