using System.Text;
using System.Text.Json;
using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Measuring;

/// <summary>Reads cases: JSON Lines, one case a line; empty lines are skipped. Every fault is found at once, with file, line and column.</summary>
internal static class CaseFile
{
    /// <summary>Most cases measured together.</summary>
    public const int CasesMax = 200_000;

    /// <summary>Most faults listed; the last one says that there are more.</summary>
    public const int FaultsMax = 100;

    private const string NotACase = "This line is not a case: turns with from and text, one of them the cardholder's, and expect answer, offer or handoff.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the cases of several files.</summary>
    /// <param name="files">Names of the files and their lines.</param>
    /// <exception cref="HandoffFileException">A line is not a case (HND110), its golden turn is not the cardholder's (HND111), or there are too many (HND112).</exception>
    public static IReadOnlyList<HandoffTestCase> Read(IEnumerable<CaseLines> files)
    {
        var cases = new List<HandoffTestCase>();
        var faults = new List<HandoffFault>();
        foreach (var (file, lines) in files)
        {
            var number = 0;
            foreach (var line in lines)
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line) && !Take(file, number, line, cases, faults))
                {
                    throw new HandoffFileException(faults);
                }
            }
        }

        return faults.Count > 0 ? throw new HandoffFileException(faults) : cases;
    }

    /// <summary>Takes one line.</summary>
    /// <returns>False when it makes no sense to read on.</returns>
    private static bool Take(string file, int number, string line, List<HandoffTestCase> cases, List<HandoffFault> faults)
    {
        if (faults.Count == FaultsMax - 1)
        {
            faults.Add(new HandoffFault(file, number, 1, "HND110", $"There are {FaultsMax - 1} faults before this line; what comes from here on was not read."));
            return false;
        }

        if (cases.Count == CasesMax)
        {
            faults.Add(new HandoffFault(file, number, 1, "HND112", $"There are more than {CasesMax} cases; measure fewer at a time."));
            return false;
        }

        if (Parse(file, number, line, faults) is { } read)
        {
            cases.Add(read);
        }

        return true;
    }

    private static HandoffTestCase? Parse(string file, int number, string line, List<HandoffFault> faults)
    {
        Form? form;
        try
        {
            form = JsonSerializer.Deserialize<Form>(line, Json);
        }
        catch (JsonException broken)
        {
            faults.Add(new HandoffFault(file, number, Column(line, broken.BytePositionInLine ?? 0), "HND110", NotACase));
            return null;
        }

        if (form is not { Turns.Count: > 0, Expect: "answer" or "offer" or "handoff" }
            || !form.Turns.All(turn => turn is { From: "cardholder" or "bot" or "agent", Text: not null })
            || form.Turns.FindLastIndex(turn => turn.From == "cardholder") is var last && last < 0)
        {
            faults.Add(new HandoffFault(file, number, 1, "HND110", NotACase));
            return null;
        }

        var golden = form.Golden ?? last;
        if (golden < 0 || golden > last || form.Turns[golden].From != "cardholder")
        {
            var column = Math.Max(0, line.IndexOf("\"golden\"", StringComparison.OrdinalIgnoreCase)) + 1;
            faults.Add(new HandoffFault(file, number, column, "HND111", "golden is the index of a turn of the cardholder, counted from 0 over all turns."));
            return null;
        }

        return new HandoffTestCase(
            file, number, [.. form.Turns.Select(turn => new SaidTurn(turn.From, turn.Text, turn.Outcome))], form.Expect, form.Reason ?? HandoffReasons.None, form.Lang, golden);
    }

    /// <summary>The reader counts bytes, and an editor characters.</summary>
    private static int Column(string line, long bytes)
    {
        var utf8 = Encoding.UTF8.GetBytes(line);
        return Encoding.UTF8.GetCharCount(utf8.AsSpan(0, (int)Math.Min(bytes, utf8.Length))) + 1;
    }

    private sealed record Form(List<FormTurn> Turns, string Expect, string? Reason, string? Lang, int? Golden);

    private sealed record FormTurn(string From, string Text, string? Outcome);
}

/// <summary>The lines of a file of cases.</summary>
/// <param name="File">What the file is called in faults.</param>
/// <param name="Lines">Its lines; read once.</param>
public sealed record CaseLines(string File, IEnumerable<string> Lines);
