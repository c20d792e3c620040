using Cardline.Knowledge.Articles;

namespace Cardline.Knowledge.Editing;

/// <summary>Measures the answers on a question set: <c>kb eval</c>.</summary>
internal sealed class EvalCommand(Workbench bench)
{
    internal int Run(EvalRequest request)
    {
        if (bench.Folder(request.Path) is not { } folder) return Workbench.Bad;
        var findings = new List<Finding>();
        // Read first: a baseline that cannot be used should not cost a run, and the same file may be written afterwards.
        var baseline = request.Baseline is null ? null : SavedEvaluation.Read(request.Baseline, findings);
        if (findings.Count > 0) return bench.Refuse(findings);
        var index = bench.Index(folder);
        var rows = Rows(request.Questions, index.Ids.ToHashSet(StringComparer.Ordinal), findings);
        if (findings.Count > 0) return bench.Refuse(findings);
        if (baseline is not null && baseline.Report.QuestionSet != QuestionSet.HashOf(rows))
        {
            return bench.Refuse(Finding.Error(
                FindingNumber.OtherBaseline,
                new Place(request.Baseline!),
                $"The baseline was measured on the question set {baseline.Report.QuestionSet}, not on this one ({QuestionSet.HashOf(rows)}).",
                "Name the questions it was measured on, or write a new baseline with --save."));
        }

        var vectors = bench.Vectors(index, bench.Time.GetUtcNow());
        var (report, judged) = new Evaluation(index, bench).Run(rows, vectors?.Of(rows.Select(row => row.Text)));
        report = report with { Vectors = vectors?.Figures };
        var saved = SavedEvaluation.Of(report, judged);
        if (baseline is not null) report = report with { Baseline = BaselineComparison.Of(baseline, report, saved.Rows) };
        if (request.Json) bench.Output.WriteLine(ReportJson.Of(report));
        else EvaluationText.Write(report, request.Articles, bench.Output);
        var kept = request.Save is null || Save(saved, request, report.Baseline?.Regressed == true);
        return kept && report.Baseline?.Regressed != true ? Workbench.Good : Workbench.Bad;
    }

    private static IReadOnlyList<AskedRow> Rows(string questions, HashSet<string> ids, List<Finding> findings)
    {
        var file = Path.GetFullPath(questions);
        var rows = Lint.Text(string.Empty, file, findings) is { } text ? QuestionSet.Read(file, text, ids, findings) : [];
        for (var i = 0; i < findings.Count; i++) findings[i] = findings[i] with { At = findings[i].At with { File = questions } };
        return rows;
    }

    private bool Save(SavedEvaluation saved, EvalRequest request, bool regressed)
    {
        var file = Path.GetFullPath(request.Save!);
        // A run that fell below its baseline must not become the baseline: the next run would pass.
        if (regressed && request.Baseline is not null && Path.GetFullPath(request.Baseline) == file)
        {
            bench.Error.WriteLine($"{request.Save} was left as it is: the figures fell below it.");
            return true;
        }

        return WholeFile.Write(file, ReportJson.Of(saved)) || bench.Refuse(WholeFile.Refusal(request.Save!)) == Workbench.Good;
    }
}
