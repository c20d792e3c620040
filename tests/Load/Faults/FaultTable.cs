using System.Globalization;
using System.Text.Json.Nodes;
using Cardline.TestKit.History;

namespace Cardline.Load.Faults;

/// <summary>How results are printed: one JSON object each, or one row each.</summary>
internal static class FaultTable
{
    private const int FaultsShown = 10;
    private static readonly FaultKind[] Lost = [FaultKind.Lost, FaultKind.ReaderLost];
    private static readonly FaultKind[] Duplicated = [FaultKind.Duplicated, FaultKind.TwoOutcomes, FaultKind.ReplyTwice];
    private static readonly FaultKind[] Misordered = [FaultKind.OutOfOrder, FaultKind.SeqNotDense, FaultKind.VisibleSeqNotDense, FaultKind.TimeNotIncreasing];

    /// <summary>The head of the table.</summary>
    public static string Head =>
        "| fault | store | operations | acknowledged | lost | duplicated | misordered | other faults | writes flow again (s) | good |" + Environment.NewLine
        + "|---|---|---|---|---|---|---|---|---|---|";

    /// <summary>One row.</summary>
    public static string Row(FaultResult result)
    {
        var other = result.Faults.Count - result.Count(Lost) - result.Count(Duplicated) - result.Count(Misordered);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {result.Case.Name}{(result.Control ? " (protection off)" : "")} | {result.Provider}, {result.Nodes} | {result.Operations} | {result.Acknowledged} | {result.Count(Lost)} | {result.Count(Duplicated)} | {result.Count(Misordered)} | {other} | {result.FlowedAfter?.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) ?? "-"} | {(result.Good ? "yes" : "NO")} |");
    }

    /// <summary>One object.</summary>
    public static JsonObject Describe(FaultResult result)
    {
        var counts = new JsonObject();
        foreach (var (kind, count) in HistoryChecker.Count(result.Faults).Where(pair => pair.Value > 0))
        {
            counts[char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..]] = count;
        }

        var figures = new JsonObject();
        foreach (var (name, figure) in result.Figures.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            figures[name] = Math.Round(figure, 1);
        }

        return new JsonObject
        {
            ["fault"] = result.Case.Name,
            ["protectionOff"] = result.Control,
            ["good"] = result.Good,
            ["store"] = result.Provider,
            ["nodes"] = result.Nodes,
            ["operations"] = result.Operations,
            ["acknowledged"] = result.Acknowledged,
            ["failedAndSentAgain"] = result.Failures,
            ["entries"] = result.Entries,
            ["claims"] = result.Claims,
            ["lost"] = result.Count(Lost),
            ["duplicated"] = result.Count(Duplicated),
            ["misordered"] = result.Count(Misordered),
            ["flowedAfterMilliseconds"] = result.FlowedAfter is { } flowed ? Math.Round(flowed.TotalMilliseconds) : null,
            ["flowsWithinMilliseconds"] = result.Case.FlowsWithin.TotalMilliseconds,
            ["longestGapMilliseconds"] = Math.Round(result.LongestGap.TotalMilliseconds),
            ["figures"] = figures,
            ["faults"] = counts,
            ["firstFaults"] = new JsonArray([.. result.Faults.Take(FaultsShown).Select(fault => (JsonNode)$"{fault.Kind} in {fault.ConversationId}: {fault.Detail}")]),
            ["complaints"] = new JsonArray([.. result.Complaints.Select(complaint => (JsonNode)complaint)]),
        };
    }
}
