using System.Text.Json;

namespace Cardline.Benchmarks.Accuracy;

/// <summary>One block of the tables: all searchers on one data set at one size.</summary>
/// <param name="Set">Name of the data set.</param>
/// <param name="Learnt">Sample questions per article, or the kind of questions out of scope.</param>
/// <param name="HeldOut">Where the questions come from.</param>
/// <param name="Lines">One per searcher.</param>
internal sealed record Block(string Set, string Learnt, string HeldOut, IReadOnlyList<Averaged> Lines);

/// <summary>Writes the blocks for people and for programs.</summary>
internal static class AccuracyReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static string InScope(IEnumerable<Block> blocks)
    {
        var table = new Table("sample questions per article", "searcher", "hit@1", "hit@3", "MRR", "calibration error", "deviation of hit@1", "runs", "p50 us", "p99 us", "processor us");
        foreach (var (block, line) in blocks.SelectMany(block => block.Lines.Select(line => (block, line))))
        {
            var (figures, mean) = (line.Mean.Figures, line.Mean);
            table.Add(
                block.Learnt, mean.Searcher, Table.Percent(figures.HitAt1), Table.Percent(figures.HitAt3), Table.Share(figures.Mrr), Table.Share(figures.CalibrationError),
                Table.Percent(line.HitAt1Deviation), $"{line.Runs}", Table.Number(mean.P50), Table.Number(mean.P99), Table.Number(mean.ProcessorMicroseconds));
        }

        return table.ToMarkdown();
    }

    internal static string OutOfScope(IEnumerable<Block> blocks)
    {
        var table = new Table("out of scope", "searcher", "AUROC", "rejected at 95 % kept", "rejected as decided", "in scope, but rejected", "hit@1", "hit@3", "calibration error");
        foreach (var (block, line) in blocks.SelectMany(block => block.Lines.Select(line => (block, line))))
        {
            var figures = line.Mean.Figures;
            table.Add(
                $"{block.Set}, {block.Learnt} ({block.HeldOut})", line.Mean.Searcher, Table.Share(figures.OutOfScopeAuroc), Table.Percent(figures.OutOfScopeRecallAt95),
                Table.Percent(figures.OutOfScopeRecall), Table.Percent(figures.FalseRejection), Table.Percent(figures.HitAt1), Table.Percent(figures.HitAt3), Table.Share(figures.CalibrationError));
        }

        return table.ToMarkdown();
    }

    internal static string Json(IReadOnlyList<Block> blocks) => JsonSerializer.Serialize(blocks, Options);
}
