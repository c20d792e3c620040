using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Cardline.Load.Throughput;

/// <summary>The result as a Markdown table, for the documents.</summary>
internal static class ThroughputTable
{
    /// <summary>Writes it.</summary>
    public static string Of(JsonObject result)
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"{result["conversations"]} turns in flight, {result["seconds"]} s each, {result["cores"]} cores for client, server and store together.");
        table.AppendLine();
        table.AppendLine("| store | turns/s | bare, turns/s | ratio | p50, p99 ms | bare, p50, p99 ms | node CPU ms/turn | bare, CPU ms/turn | store CPU ms/turn | bare, store CPU ms/turn |");
        table.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var store in result["stores"]!.AsArray())
        {
            var (ours, bare) = (store!["cardline"]!, store["bare"]!);
            table.Append(CultureInfo.InvariantCulture, $"| {store["store"]} | {ours["turnsPerSecond"]} | {bare["turnsPerSecond"]} | {store["ratioTurnsPerSecond"]} ");
            table.Append(CultureInfo.InvariantCulture, $"| {Times(ours)} | {Times(bare)} | {ours["cpuMillisecondsPerTurn"]} | {bare["cpuMillisecondsPerTurn"]} ");
            table.AppendLine(CultureInfo.InvariantCulture, $"| {ours["storeCpuMillisecondsPerTurn"]} | {bare["storeCpuMillisecondsPerTurn"]} |");
        }

        return table.ToString();
    }

    private static string Times(JsonNode measured) => $"{measured["p50Milliseconds"]}, {measured["p99Milliseconds"]}";
}
