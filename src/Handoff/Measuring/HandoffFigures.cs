using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Measuring;

/// <summary>Figures over a list of cases. Shares are between 0 and 1; <see cref="Intervals"/> holds the 95 % interval of each by its name.</summary>
public abstract class HandoffFigures
{
    private readonly SortedDictionary<string, IReadOnlyList<double>> _intervals = new(StringComparer.Ordinal);

    private protected HandoffFigures(IReadOnlyCollection<JudgedCase> judged)
    {
        Cases = judged.Count;
        DecisionAccuracy = Kept("decisionAccuracy", Share.Of(judged, one => one.IsDecided));
        ReasonAccuracy = Kept("reasonAccuracy", Share.Of(judged, one => one.IsReasoned));
        OverEscalation = Kept("overEscalation", Share.Of(judged, one => one.Excess > 0));
        UnderEscalation = Kept("underEscalation", Share.Of(judged, one => one.Excess < 0));
        OverEscalationOfAnswerable = Kept("overEscalationOfAnswerable", Share.Of(judged.Where(one => one.Case.Expect == "answer"), one => one.Excess > 0));
        FalseAlarms = Kept("falseAlarms", Share.Of(judged.Where(one => one.Case.Reason != "safety"), one => one.Got.Reason == "safety"));
        var wanted = HandoffReasons.AtOnce;
        AtOnce = new FoundMeasures(
            Share.Of(judged.Where(one => one.Got.Step == HandoffStep.Handoff), one => wanted.Contains(one.Case.Reason)),
            Share.Of(judged.Where(one => wanted.Contains(one.Case.Reason)), one => one.Got.Step == HandoffStep.Handoff));
    }

    /// <summary>Gets how many cases there were.</summary>
    public int Cases { get; }

    /// <summary>Gets the share in which answer, offer or handoff was right.</summary>
    public double DecisionAccuracy { get; }

    /// <summary>Gets the share in which the reason was right, <c>none</c> included.</summary>
    public double ReasonAccuracy { get; }

    /// <summary>Gets the share of all cases in which more was done than expected.</summary>
    public double OverEscalation { get; }

    /// <summary>Gets the share in which less was done than expected.</summary>
    public double UnderEscalation { get; }

    /// <summary>Gets, of the cases that are to be answered, the share in which a person was offered or brought in.</summary>
    public double OverEscalationOfAnswerable { get; }

    /// <summary>Gets, of the cases that are not about safety, the share decided as safety.</summary>
    public double FalseAlarms { get; }

    /// <summary>Gets how well cases that need a person at once are found, whichever reason was given.</summary>
    public FoundMeasures AtOnce { get; }

    /// <summary>Gets the 95 % intervals (Wilson), low and high, by the name of the share.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Intervals => _intervals;

    private double Kept(string name, Share share)
    {
        _intervals[name] = share.Interval;
        return share.Value;
    }
}

/// <summary>The figures of one language.</summary>
public sealed class LanguageMeasures : HandoffFigures
{
    internal LanguageMeasures(IReadOnlyCollection<JudgedCase> judged)
        : base(judged)
    {
    }
}

/// <summary>How well something is found.</summary>
public sealed class FoundMeasures
{
    internal FoundMeasures(Share precision, Share recall) => (Precision, Recall, Support, Intervals) = (
        precision.Value, recall.Value, recall.Whole,
        new SortedDictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal) { ["precision"] = precision.Interval, ["recall"] = recall.Interval });

    /// <summary>Gets, of those given it, the share that have it.</summary>
    public double Precision { get; }

    /// <summary>Gets, of those that have it, the share given it.</summary>
    public double Recall { get; }

    /// <summary>Gets how many have it.</summary>
    public int Support { get; }

    /// <summary>Gets the 95 % intervals of both shares, by their names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Intervals { get; }
}
