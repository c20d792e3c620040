using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing.Importing;

/// <summary>Turns another product's questions and answers into drafts: <c>kb import</c>.</summary>
internal sealed class ImportCommand(Workbench bench)
{
    /// <summary>More pairs than a folder may hold articles cannot become articles.</summary>
    private const int PairsMax = FolderReader.ArticlesMax;

    /// <summary>A file of which more is wrong is the wrong file; the rest is counted.</summary>
    private const int FindingsShownMax = 1_000;

    internal int Run(ImportRequest request)
    {
        var findings = new List<Finding>();
        if (request.Lang is not null && !Languages.IsKnown(request.Lang))
            return bench.Refuse(Finding.Error(FindingNumber.BadOption, new Place("--lang"), $"\"{request.Lang}\" is not a language.", "Write en or zh-Hans."));
        if (bench.Folder(request.Path) is not { } folder) return Workbench.Bad;
        var pairs = Pairs(request.File, findings);
        var today = Dates.DayOf(bench.Time.GetUtcNow(), bench.Zone);
        var shelf = new Shelf(folder, today);
        var plan = new ImportPlan(shelf, folder, request.Lang, findings);
        foreach (var pair in pairs.Take(PairsMax)) plan.Add(pair);
        var writer = new DraftWriter(folder, shelf, today, request.Owner, findings);
        for (var i = 0; i < plan.Touched.Count; i++)
        {
            writer.Write(plan.Touched[i], plan.Followups(plan.Touched[i]));
            bench.Progress.Report(i + 1, plan.Touched.Count, "drafts");
        }

        return Report(pairs.Count, writer.Counts, findings);
    }

    private static IReadOnlyList<ImportedPair> Pairs(string file, List<Finding> findings)
    {
        var kind = Path.GetExtension(file).ToLowerInvariant();
        if (kind is not (".tsv" or ".qna"))
        {
            findings.Add(Finding.Error(FindingNumber.ImportShape, new Place(file), $"Files of the kind \"{kind}\" cannot be imported.", "Export tab-separated values (.tsv), or name a .qna file."));
            return [];
        }

        if (ImportFile.Read(file, ImportFile.BytesMax, findings) is not { } text) return [];
        var pairs = kind == ".tsv" ? new TsvPairs(file, findings).Read(text) : new QnaPairs(file, findings).Read(text);
        if (pairs.Count == 0 && findings.Count == 0)
            findings.Add(Finding.Error(FindingNumber.ImportEmpty, new Place(file), "The file holds no question with an answer.", "Export it again, or look whether it is the right file."));
        if (pairs.Count > PairsMax)
            findings.Add(Finding.Error(FindingNumber.ImportShape, pairs[PairsMax].At, $"The file holds {pairs.Count} pairs; more than {PairsMax} are not imported.", "Split it: what stands from here on was left out."));
        return pairs;
    }

    private int Report(int pairs, ImportCounts counts, List<Finding> findings)
    {
        // Errors are shown before any warning is left away.
        bench.Refuse(findings
            .OrderByDescending(finding => finding.Severity)
            .Take(FindingsShownMax)
            .OrderBy(finding => finding.At.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.At.Line)
            .ThenBy(finding => finding.At.Column)
            .ThenBy(finding => finding.Number, StringComparer.Ordinal));
        if (findings.Count > FindingsShownMax) bench.Error.WriteLine($"and {findings.Count - FindingsShownMax} more findings.");
        bench.Output.WriteLine($"pairs read: {pairs}; drafts made: {counts.Made}, extended: {counts.Extended}, unchanged: {counts.Unchanged}; answers written beside another: {counts.Beside}; failed: {counts.Failed}");
        return findings.Exists(finding => finding.Severity == Severity.Error) ? Workbench.Bad : Workbench.Good;
    }
}
