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
        table.AppendLine("| store | turns/s | bare, same writes | ratio | bare, same bytes | ratio | p50, p99 ms | bare, p50, p99 ms | node CPU ms/turn | bare | store CPU ms/turn | bare |");
        table.AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var store in result["stores"]!.AsArray())
        {
            var (ours, writes, bytes) = (store!["cardline"]!, store["bareWrites"]!, store["bareBytes"]!);
            table.Append(CultureInfo.InvariantCulture, $"| {store["store"]} | {ours["turnsPerSecond"]} | {writes["turnsPerSecond"]} | {store["ratioToWrites"]} | {bytes["turnsPerSecond"]} | {store["ratioToBytes"]} ");
            table.Append(CultureInfo.InvariantCulture, $"| {Times(ours)} | {Times(writes)} | {ours["cpuMillisecondsPerTurn"]} | {writes["cpuMillisecondsPerTurn"]} ");
            table.AppendLine(CultureInfo.InvariantCulture, $"| {ours["storeCpuMillisecondsPerTurn"]} | {writes["storeCpuMillisecondsPerTurn"]} |");
        }

        return table.ToString();
    }

    private static string Times(JsonNode measured) => $"{measured["p50Milliseconds"]}, {measured["p99Milliseconds"]}";
}
