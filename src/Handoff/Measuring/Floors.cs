using System.Globalization;

namespace Cardline.Handoff.Measuring;

/// <summary>What a measurement must reach, as <c>--fail-under</c> says it: <c>decision=0.93,recall.safety=0.98</c>.</summary>
/// <remarks>Names: <c>decision, reason, late, precision, recall</c> (the last two of all at-once reasons together), <c>precision.REASON, recall.REASON</c>.</remarks>
public sealed class Floors
{
    private readonly IReadOnlyList<(string Name, double Least)> _floors;

    private Floors(IReadOnlyList<(string Name, double Least)> floors) => _floors = floors;

    /// <summary>Reads floors.</summary>
    /// <param name="text">Pairs of a name and a share, with commas between them.</param>
    /// <param name="complaint">What is wrong with the text (HND113); empty when it can be read.</param>
    /// <returns>Null when it cannot be read.</returns>
    public static Floors? Read(string text, out string complaint)
    {
        ArgumentNullException.ThrowIfNull(text);
        var floors = new List<(string, double)>();
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !IsName(parts[0]) || !double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var least) || least > 1)
            {
                complaint = $"HND113: \"{pair}\" names no figure and share. Write decision, reason, late, precision, recall, precision.REASON or recall.REASON, then = and a share from 0 to 1.";
                return null;
            }

            floors.Add((parts[0], least));
        }

        complaint = string.Empty;
        return new Floors(floors);
    }

    /// <summary>Says which figures are under their floor, a sentence each; empty when none is.</summary>
    public IReadOnlyList<string> Missed(HandoffMeasures measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        return [.. _floors.Select(floor => (floor.Name, floor.Least, Got: Figure(measures, floor.Name)))
            .Where(floor => !(floor.Got >= floor.Least))
            .Select(floor => string.Create(CultureInfo.InvariantCulture, $"{floor.Name} is {floor.Got:0.####}, under {floor.Least:0.####}."))];
    }

    private static bool IsName(string name) => name is "decision" or "reason" or "late" or "precision" or "recall"
        || name.Split('.') is ["precision" or "recall", var reason] && Detection.HandoffReasons.All.Contains(reason);

    /// <summary>A reason that no case has and none was given is as good as not found: a floor on nothing must not pass unseen.</summary>
    private static double Figure(HandoffMeasures measures, string name) => name switch
    {
        "decision" => measures.DecisionAccuracy,
        "reason" => measures.ReasonAccuracy,
        "late" => measures.Late.WithinOneTurn,
        "precision" => measures.AtOnce.Precision,
        "recall" => measures.AtOnce.Recall,
        _ when name.Split('.') is [var what, var reason] && measures.Reasons.TryGetValue(reason, out var found) => what == "recall" ? found.Recall : found.Precision,
        _ => 0,
    };
}
