using System.Text.Json.Nodes;

namespace Cardline.Load.Model;

/// <summary>Milliseconds of many turns.</summary>
internal sealed class Spread
{
    private readonly List<double> _sorted;

    /// <summary>Takes them; at least one.</summary>
    public Spread(IEnumerable<double> milliseconds)
    {
        _sorted = [.. milliseconds.Order()];
        if (_sorted.Count == 0)
        {
            throw new InvalidOperationException("Nothing was measured.");
        }
    }

    /// <summary>Gets the median.</summary>
    public double P50 => At(0.5);

    /// <summary>Gets the 99th percentile: with fewer than a hundred the most.</summary>
    public double P99 => At(0.99);

    /// <summary>Gets the most.</summary>
    public double Max => _sorted[^1];

    /// <summary>Gets it as results name it.</summary>
    public JsonObject ToJson() => new()
    {
        ["count"] = _sorted.Count,
        ["p50Milliseconds"] = Math.Round(P50, 1),
        ["p99Milliseconds"] = Math.Round(P99, 1),
        ["maxMilliseconds"] = Math.Round(Max, 1),
    };

    private double At(double share) => _sorted[Math.Min(_sorted.Count - 1, (int)(_sorted.Count * share))];
}
