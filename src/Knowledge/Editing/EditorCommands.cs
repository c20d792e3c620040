using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Editing.Importing;

namespace Cardline.Knowledge.Editing;

/// <summary>What an editor runs from the command line. Each method returns the exit code of the process.</summary>
/// <param name="options">Where the folder is looked for when no path is given, and the bank's time zone.</param>
/// <param name="time">The clock of facts and versions.</param>
/// <param name="output">Standard output: the result and nothing else.</param>
/// <param name="error">Standard error: what is wrong with the files.</param>
public sealed class EditorCommands(KnowledgeOptions options, TimeProvider time, TextWriter output, TextWriter error)
{
    private const int Good = Workbench.Good;
    private const int Bad = Workbench.Bad;

    /// <summary>Gets a value indicating whether the error stream is a terminal, on which long commands show how far they are.</summary>
    /// <value>Default false: nothing but errors is written there.</value>
    public bool Terminal { get; init; }

    /// <summary>Gets where vectors come from, so that <c>kb ask</c> and <c>kb eval</c> answer as the server does; null when no model for them is configured.</summary>
    public EmbeddingSource? Embeddings { get; init; }

    private Workbench Bench => new(options, time, output, error, Terminal) { Embeddings = Embeddings };

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

        if (Bench.Folder(path) is not { } folder) return Bad;
        var (findings, files) = Editing.Lint.Run(folder, Dates.DayOf(time.GetUtcNow(), Bench.Zone), new Progress(error, terminal, time));
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        if (format == "sarif") output.WriteLine(new SarifReport(folder, options.ErrorPages).Of(findings));
        else WriteText(folder, findings, files);
        return errors == 0 ? Good : Bad;
    }

    /// <summary>Asks one question as a cardholder would.</summary>
    /// <param name="request">The question, and what is known of the cardholder and of the conversation.</param>
    /// <returns>0, or 1 when there is no folder or an option names something that does not exist (KB065).</returns>
    public int Ask(AskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new AskCommand(Bench).Run(request);
    }

    /// <summary>Measures the answers on a question set, and compares them with an earlier measurement.</summary>
    /// <param name="request">The question set, and the files to compare with and to write.</param>
    /// <returns>0, or 1 when the folder, the question set or the baseline cannot be used, or when a figure got worse than the baseline's.</returns>
    public int Eval(EvalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new EvalCommand(Bench).Run(request);
    }

    /// <summary>Turns another product's questions and answers into drafts, which are not served until an editor moves them to articles.</summary>
    /// <param name="request">The file, and what is known of it.</param>
    /// <returns>0, or 1 when anything was left out because of an error; warnings do not count. The rest was imported.</returns>
    public int Import(ImportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ImportCommand(Bench).Run(request);
    }

    private void WriteText(string folder, IReadOnlyList<Finding> findings, int files)
    {
        var writer = new FindingWriter(folder, output);
        foreach (var finding in findings) writer.Write(finding);
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        output.WriteLine($"{files} files: {errors} errors, {findings.Count - errors} warnings. Each number has a page in docs/errors.");
    }
}
