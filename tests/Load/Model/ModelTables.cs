using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Cardline.Load.Model;

/// <summary>The result as Markdown tables, for the documents.</summary>
internal static class ModelTables
{
    /// <summary>Writes those of the parts that were measured.</summary>
    public static string Of(JsonObject result)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{result["cores"]} cores for client, server and fake together; load average {result["loadBefore"]} before and {result["loadAfter"]} after.");
        Table(
            text, result["latency"], "| use | off p50, p99 ms | on p50, p99 ms | added p50, p99 ms | ratio p50, p99 | in the log after the handoff p50, p99 ms |",
            row => $"{row["use"]} | {Times(row["off"])} | {Times(row["on"])} | {row["addedP50Milliseconds"]}, {row["addedP99Milliseconds"]} | {row["ratioP50"]}, {row["ratioP99"]} | {Times(row["summaryAfterHandoff"])}");
        Table(
            text, Growing(result["growing"] as JsonObject), "| server | composed | first sentence p50, p99 ms | answer p50, p99 ms |",
            row => $"{row["name"]} | {row["composed"]} of {row["final"]!["count"]} | {Times(row["firstSentence"])} | {Times(row["final"])}");
        Table(
            text, result["fallback"], "| the model | p50, max ms | breaker open p50, max ms | without a model p50, max ms | most allowed ms | calls, with open breaker | lost, twice, other words | good |",
            row => $"{row["fault"]} | {Most(row["fresh"])} | {Most(row["open"])} | {Most(row["withoutModel"])} | {row["withinMilliseconds"]} | {row["callsFresh"]}, {row["callsOpen"]} | {row["lost"]}, {row["twice"]}, {row["notTheApprovedAnswer"]} | {((bool)row["good"]! ? "yes" : "NO")}");
        if (result["cost"] is { } cost)
        {
            Table(
                text, cost["uses"], "| use | calls per turn | tokens in, out per call | tokens in, out per turn | cost of 1,000 turns |",
                row => $"{row["use"]} | {row["callsPerTurn"]} | {row["tokensInPerCall"]}, {row["tokensOutPerCall"]} | {row["tokensInPerTurn"]}, {row["tokensOutPerTurn"]} | {row["costPer1000Turns"]}");
            text.AppendLine().AppendLine((string?)cost["formula"]);
        }

        return text.ToString();
    }

    private static void Table(StringBuilder text, JsonNode? rows, string head, Func<JsonNode, string> row)
    {
        if (rows is not JsonArray { Count: > 0 } all)
        {
            return;
        }

        text.AppendLine().AppendLine(head).Append('|').Insert(text.Length, "---|", head.Count(sign => sign == '|') - 1).AppendLine();
        foreach (var one in all)
        {
            text.Append("| ").Append(row(one!)).AppendLine(" |");
        }
    }

    private static JsonArray? Growing(JsonObject? growing)
    {
        var rows = new JsonArray();
        foreach (var (name, row) in growing ?? [])
        {
            if (row is JsonObject measured)
            {
                rows.Add(new JsonObject(measured.DeepClone().AsObject().ToDictionary(pair => pair.Key, pair => pair.Value?.DeepClone())) { ["name"] = name });
            }
        }

        return rows;
    }

    private static string Times(JsonNode? spread) => spread is null ? "-" : $"{spread["p50Milliseconds"]}, {spread["p99Milliseconds"]}";

    private static string Most(JsonNode? spread) => spread is null ? "-" : $"{spread["p50Milliseconds"]}, {spread["maxMilliseconds"]}";
}
