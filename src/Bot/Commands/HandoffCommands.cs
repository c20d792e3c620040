using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cardline.Bot.Conversations;
using Cardline.Bot.Replay;
using Cardline.Handoff.Detection;
using Cardline.Handoff.Measuring;

namespace Cardline.Bot.Commands;

/// <summary>The commands <c>handoff eval</c> and <c>handoff report</c>: how good the decisions are, on cases, on what is stored, and as agents judge them; and <c>handoff rights</c>.</summary>
internal sealed class HandoffCommands
{
    /// <summary>Changes listed by a replay where nothing says otherwise.</summary>
    public const int ListUsual = 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HandoffCommandSettings settings;
    private readonly Option<FileInfo[]> cases = new("--cases") { Description = "Cases as JSON Lines; may be given several times." };
    private readonly Option<DirectoryInfo?> path = new("--path") { Description = "The editors' folder; found by itself when not given." };
    private readonly Option<bool> json = new("--json") { Description = "Print one JSON object and nothing else." };
    private readonly Option<int> wrong = new("--quiet-wrong") { Description = $"List at most so many wrong cases, 0 to {HandoffEvaluation.WrongMax}.", DefaultValueFactory = _ => HandoffEvaluation.WrongMax };
    private readonly Option<string?> floors = new("--fail-under") { Description = "End with 1 when a figure is under its floor, such as decision=0.93,reason=0.92,recall.safety=0.98." };
    private readonly Option<bool> replay = new("--replay") { Description = "Judge the stored conversations instead of cases, and say what would be decided differently. Reads only." };
    private readonly Option<string?> since = new("--since") { Description = $"The day to begin with, YYYY-MM-DD; {ReportDay.DaysUsual} days ago when not given." };
    private readonly Option<int> list = new("--list") { Description = $"List at most so many changes of a replay, 0 to {ReplayReport.ListMax}.", DefaultValueFactory = _ => ListUsual };

    private HandoffCommands(HandoffCommandSettings settings) => this.settings = settings;

    /// <summary>Makes the commands.</summary>
    public static Command Create(HandoffCommandSettings settings)
    {
        var all = new HandoffCommands(settings);
        var eval = new Command("eval", "Measure the handoff rules on cases, or try them on the stored conversations.")
        {
            all.cases, all.path, all.json, all.wrong, all.floors, all.replay, all.since, all.list,
        };
        eval.Validators.Add(given =>
        {
            if (given.GetValue(all.replay) == (given.GetValue(all.cases) is { Length: > 0 }))
            {
                given.AddError("Give either --cases or --replay.");
            }
        });
        eval.SetAction((parsed, cancel) => GuardedAsync(parsed, () => parsed.GetValue(all.replay) ? all.ReplayAsync(parsed, cancel) : Task.FromResult(all.Measure(parsed))));
        var report = new Command("report", "Say per reason how many handoffs agents called needed.") { all.since, all.json };
        report.SetAction((parsed, cancel) => GuardedAsync(parsed, () => all.ReportAsync(parsed, cancel)));
        return new Command("handoff", "What brings in a person, whether it was right, and what is owed to those who invoked a right.") { eval, report, RightsCommand.Create(settings.OpenLog) };
    }

    private int Measure(ParseResult parsed)
    {
        var console = parsed.InvocationConfiguration;
        var complaint = string.Empty;
        var least = parsed.GetValue(floors) is { } text ? Floors.Read(text, out complaint) : null;
        if (complaint.Length > 0)
        {
            console.Error.WriteLine(complaint);
            return 1;
        }

        var files = parsed.GetRequiredValue(cases).Select(file => new CaseLines(file.Name, File.ReadLines(file.FullName)));
        var measured = HandoffEvaluation.Measure(Policy(parsed), files, settings.Time, parsed.GetValue(wrong));
        console.Output.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(measured, Json) : EvaluationTable.Of(measured));
        var missed = least?.Missed(measured) ?? [];
        foreach (var sentence in missed)
        {
            console.Error.WriteLine(sentence);
        }

        return missed.Count > 0 ? 1 : 0;
    }

    private async Task<int> ReplayAsync(ParseResult parsed, CancellationToken cancel)
    {
        var console = parsed.InvocationConfiguration;
        if (ReportDay.Read(parsed.GetValue(since), settings.Time) is not { } from)
        {
            return await NoDayAsync(console);
        }

        var policy = Policy(parsed);
        using var opened = await settings.OpenArchive();
        var report = await new PolicyReplay(opened.Archive, policy, settings.HistoryEntriesMax()).RunAsync(from, parsed.GetValue(list), cancel);
        await console.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, Json) : ReplayTable.Of(report));
        return 0;
    }

    private async Task<int> ReportAsync(ParseResult parsed, CancellationToken cancel)
    {
        var console = parsed.InvocationConfiguration;
        if (ReportDay.Read(parsed.GetValue(since), settings.Time) is not { } from)
        {
            return await NoDayAsync(console);
        }

        using var opened = await settings.OpenArchive();
        var report = await NeededReport.MakeAsync(new HandoffRecords(opened.Archive), from, settings.Time, cancel);
        await console.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, Json) : report.ToTable());
        return 0;
    }

    private IHandoffPolicy Policy(ParseResult parsed) => MeasuredPolicy.Read(parsed.GetValue(path)?.FullName ?? settings.FindKnowledge());

    private static async Task<int> NoDayAsync(InvocationConfiguration console)
    {
        await console.Error.WriteLineAsync("HND017: --since is a day, YYYY-MM-DD.");
        return 1;
    }

    /// <summary>Faults of the editors' files, and files and stores that cannot be read, are said in their own words.</summary>
    private static async Task<int> GuardedAsync(ParseResult parsed, Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception broken) when (broken is HandoffFileException or IOException or UnauthorizedAccessException or LogUnavailableException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(broken.Message);
            return 1;
        }
    }
}

/// <summary>What the handoff commands need of the host.</summary>
/// <param name="FindKnowledge">Finds the editors' folder.</param>
/// <param name="OpenArchive">Opens the stored conversations for reading.</param>
/// <param name="HistoryEntriesMax">How far a turn looks back.</param>
/// <param name="Time">The clock.</param>
/// <param name="OpenLog">Opens the log over the host's store, with the store's clock.</param>
internal sealed record HandoffCommandSettings(
    Func<string> FindKnowledge, Func<Task<OpenedArchive>> OpenArchive, Func<int> HistoryEntriesMax, TimeProvider Time, Func<(IConversationLog Log, TimeProvider Time)> OpenLog);
