namespace Cardline.Handoff.Measuring;

/// <summary>How many handoffs there were, and how many of them agents called needed.</summary>
public class NeededFigures
{
    internal NeededFigures(IReadOnlyCollection<OneHandoff> handoffs)
    {
        var judged = handoffs.Where(one => one.Needed is not null).ToList();
        var needed = Share.Of(judged, one => one.Needed == true);
        var scores = handoffs.Where(one => one.Score is not null).Select(one => one.Score!.Value).ToList();
        (Handoffs, Judged, Needed) = (handoffs.Count, judged.Count, needed.Part);
        Precision = judged.Count == 0 ? null : needed.Value;
        Interval = needed.Interval;
        (Ended, EndedUnjudged) = (handoffs.Count(one => one.Ended), handoffs.Count(one => one is { Ended: true, Needed: null }));
        (Surveys, SurveyMean) = (scores.Count, scores.Count == 0 ? null : Math.Round(scores.Average(), 2));
    }

    /// <summary>Gets how many handoffs were asked for, each counted once.</summary>
    public int Handoffs { get; }

    /// <summary>Gets how many of them an agent judged.</summary>
    public int Judged { get; }

    /// <summary>Gets how many of those were needed.</summary>
    public int Needed { get; }

    /// <summary>Gets the share of the judged ones that were needed; null when none was judged.</summary>
    public double? Precision { get; }

    /// <summary>Gets the 95 % interval (Wilson) of <see cref="Precision"/>, low and high.</summary>
    public IReadOnlyList<double> Interval { get; }

    /// <summary>Gets how many an agent closed or gave back.</summary>
    public int Ended { get; }

    /// <summary>Gets how many of those nobody judged.</summary>
    public int EndedUnjudged { get; }

    /// <summary>Gets how many cardholders answered the survey.</summary>
    public int Surveys { get; }

    /// <summary>Gets the mean of what they gave, 1 to 5; null when nobody answered.</summary>
    public double? SurveyMean { get; }
}

/// <summary>The figures of one reason and the rule that gave it.</summary>
public sealed class NeededRow : NeededFigures
{
    internal NeededRow(string reason, string? rule, IReadOnlyCollection<OneHandoff> handoffs)
        : base(handoffs) => (Reason, Rule) = (reason, rule);

    /// <summary>Gets the reason.</summary>
    public string Reason { get; }

    /// <summary>Gets the rule that decided; null when the log names none.</summary>
    public string? Rule { get; }
}
