using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Editing;

/// <summary>What an editor runs from the command line. Each method returns the exit code of the process.</summary>
/// <param name="options">Where the folder is looked for when no path is given, and the bank's time zone.</param>
/// <param name="time">The clock of facts and versions.</param>
/// <param name="output">Standard output: the result and nothing else.</param>
/// <param name="error">Standard error: what is wrong with the files.</param>
public sealed class EditorCommands(KnowledgeOptions options, TimeProvider time, TextWriter output, TextWriter error)
{
    private const int Good = 0;
    private const int Bad = 1;

    /// <summary>Checks a knowledge folder and writes every finding.</summary>
    /// <param name="path">The folder, or null for the configured one.</param>
    /// <param name="format"><c>text</c>, one file:line:col each, or <c>sarif</c>, one SARIF 2.1.0 log.</param>
    /// <param name="terminal">Whether somebody is watching the error stream; progress is written there.</param>
    /// <returns>0, or 1 when there is an error or the format is unknown; warnings do not count.</returns>
    public int Lint(string? path, string format = "text", bool terminal = false)
    {
        if (format is not ("text" or "sarif"))
        {
            error.WriteLine($"--format:1:1: error {FindingNumber.UnknownFormat}: \"{format}\" is no format of a report. Write text or sarif.");
            return Bad;
        }

        if (Folder(path) is not { } folder) return Bad;
        var (findings, files) = Editing.Lint.Run(folder, Dates.DayOf(time.GetUtcNow(), Zone()), new Progress(error, terminal, time));
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        if (format == "sarif") output.WriteLine(new SarifReport(folder, options.ErrorPages).Of(findings));
        else WriteText(folder, findings, files);
        return errors == 0 ? Good : Bad;
    }

    /// <summary>Asks one question as a cardholder would.</summary>
    /// <param name="question">The words.</param>
    /// <param name="lang"><c>en</c> or <c>zh-Hans</c>; null takes the script of the question.</param>
    /// <param name="path">The folder, or null for the configured one.</param>
    /// <param name="json">Whether to write one JSON object instead of text.</param>
    /// <returns>0, or 1 when there is no folder.</returns>
    public int Ask(string question, string? lang, string? path, bool json)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (Folder(path) is not { } folder) return Bad;
        var index = Index(folder);
        var answer = new IndexedAnswers(() => index, Zone())
            .Ask(new Question(question, lang ?? (question.Any(Folding.IsHan) ? Languages.Chinese : Languages.English), time.GetUtcNow()));
        if (json) output.WriteLine(ReportJson.Of(answer));
        else ReportText.Write(answer, output);
        return Good;
    }

    /// <summary>Measures the answers on a question set.</summary>
    /// <param name="questions">A TSV file with the header question, article, lang.</param>
    /// <param name="path">The folder, or null for the configured one.</param>
    /// <param name="json">Whether to write one JSON object instead of text.</param>
    /// <returns>0, or 1 when the folder or the question set cannot be used.</returns>
    public int Eval(string questions, string? path, bool json)
    {
        ArgumentNullException.ThrowIfNull(questions);
        if (Folder(path) is not { } folder) return Bad;
        var index = Index(folder);
        var findings = new List<Finding>();
        var file = Path.GetFullPath(questions);
        var ids = index.Ids.ToHashSet(StringComparer.Ordinal);
        var rows = Editing.Lint.Text(string.Empty, file, findings) is { } text ? QuestionSet.Read(file, text, ids, findings) : [];
        if (findings.Count > 0)
        {
            var writer = new FindingWriter(Directory.GetCurrentDirectory(), error);
            foreach (var finding in findings.Select(finding => finding with { At = finding.At with { File = questions } })) writer.Write(finding);
            return Bad;
        }

        var report = new Evaluation(index, Zone(), time).Run(rows);
        if (json) output.WriteLine(ReportJson.Of(report));
        else ReportText.Write(report, output);
        return Good;
    }

    private void WriteText(string folder, IReadOnlyList<Finding> findings, int files)
    {
        var writer = new FindingWriter(folder, output);
        foreach (var finding in findings) writer.Write(finding);
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        output.WriteLine($"{files} files: {errors} errors, {findings.Count - errors} warnings. Each number has a page in docs/errors.");
    }

    private TimeZoneInfo Zone() => TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);

    private string? Folder(string? path)
    {
        var wanted = path ?? options.Path;
        // A folder named by hand is meant as it stands; only the configured one is looked for upwards.
        var folder = path is null ? FolderLocator.Find(wanted) : Directory.Exists(path) ? Path.GetFullPath(path) : null;
        if (folder is null) error.WriteLine($"{wanted}:1:1: error {FindingNumber.NoFolder}: There is no such knowledge folder. Name it with --path, or set Knowledge:Path.");
        return folder;
    }

    private KnowledgeIndex Index(string folder)
    {
        var content = new FolderReader(folder).Read(null);
        var writer = new FindingWriter(folder, error);
        foreach (var finding in content.Findings.Where(finding => finding.Severity == Severity.Error)) writer.Write(finding);
        return new KnowledgeIndex(content, KnowledgeServices.Engine);
    }
}
