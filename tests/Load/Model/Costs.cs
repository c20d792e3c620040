using System.Globalization;
using System.Text.Json.Nodes;

namespace Cardline.Load.Model;

/// <summary>What a thousand turns cost, by arithmetic.</summary>
/// <param name="PerMillionIn">Price of a million tokens read.</param>
/// <param name="PerMillionOut">Price of a million tokens written.</param>
internal sealed record Costs(double PerMillionIn, double PerMillionOut)
{
    /// <summary>Turns that the cost is said of.</summary>
    public const int Turns = 1_000;

    /// <summary>The arithmetic in words.</summary>
    public string Formula => string.Create(
        CultureInfo.InvariantCulture,
        $"cost of 1,000 turns = 1,000 x (tokens in per turn x {PerMillionIn:0.00} + tokens out per turn x {PerMillionOut:0.00}) / 1,000,000; prices are an example");

    /// <summary>The cost of so many tokens in each turn.</summary>
    public double Of(double tokensIn, double tokensOut) => Turns * (tokensIn * PerMillionIn + tokensOut * PerMillionOut) / 1_000_000;

    /// <summary>Describes the uses of mixed turns, and all together.</summary>
    public JsonObject Describe(LatencyResult mixed)
    {
        var uses = new JsonArray();
        foreach (var (use, count) in mixed.Counts.OrderBy(pair => pair.Key))
        {
            uses.Add(Row(use.ToName(), count, mixed.Asked));
        }

        var all = mixed.Counts.Values.Aggregate(UseCount.None, (sum, count) => sum + count);
        uses.Add(Row("all", all, mixed.Asked));
        return new JsonObject { ["formula"] = Formula, ["turns"] = mixed.Asked, ["uses"] = uses };
    }

    private JsonObject Row(string name, UseCount count, int turns)
    {
        var (read, wrote) = (count.TokensIn / (double)turns, count.TokensOut / (double)turns);
        return new JsonObject
        {
            ["use"] = name,
            ["callsPerTurn"] = Math.Round(count.Calls / (double)turns, 3),
            ["tokensInPerCall"] = Math.Round(count.TokensIn / (double)count.Calls, 1),
            ["tokensOutPerCall"] = Math.Round(count.TokensOut / (double)count.Calls, 1),
            ["tokensInPerTurn"] = Math.Round(read, 1),
            ["tokensOutPerTurn"] = Math.Round(wrote, 1),
            ["costPer1000Turns"] = Math.Round(Of(read, wrote), 4),
        };
    }
}
