using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Measuring;

/// <summary>
/// When a person comes in, turn by turn, in the cases with several turns of the cardholder in which a person is expected. The three shares
/// add up to one. A turn is a message of the cardholder.
/// </summary>
public sealed class LateMeasures
{
    /// <summary>How many turns before or after the right one still count as right.</summary>
    public const int ToleranceTurns = 1;

    private LateMeasures(IReadOnlyCollection<int> gaps)
    {
        var (within, late, early) = (Share.Of(gaps, gap => Math.Abs((long)gap) <= ToleranceTurns), Share.Of(gaps, gap => gap > ToleranceTurns), Share.Of(gaps, gap => gap < -ToleranceTurns));
        (Cases, WithinOneTurn, TooLate, TooEarly) = (gaps.Count, within.Value, late.Value, early.Value);
        AtTheTurn = Share.Of(gaps, gap => gap == 0).Value;
        Intervals = new SortedDictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal)
        {
            ["atTheTurn"] = Share.Of(gaps, gap => gap == 0).Interval, ["withinOneTurn"] = within.Interval, ["tooLate"] = late.Interval, ["tooEarly"] = early.Interval,
        };
    }

    /// <summary>Gets how many cases have several turns of the cardholder and expect a person.</summary>
    public int Cases { get; }

    /// <summary>Gets the share in which a person came in at the golden turn itself.</summary>
    public double AtTheTurn { get; }

    /// <summary>Gets the share in which a person came in at the golden turn, the one before or the one after.</summary>
    public double WithinOneTurn { get; }

    /// <summary>Gets the share in which a person came in later than that, or never.</summary>
    public double TooLate { get; }

    /// <summary>Gets the share in which a person came in earlier than that.</summary>
    public double TooEarly { get; }

    /// <summary>Gets the 95 % intervals of the shares, by their names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Intervals { get; }

    /// <summary>Plays every such case.</summary>
    internal static LateMeasures Of(IHandoffPolicy policy, IEnumerable<HandoffTestCase> cases) =>
        new([.. cases.Where(one => one.Expect != "answer" && one.CardholderTurns.Count > 1).Select(one => Gap(policy, one))]);

    /// <summary>How many turns too late; negative for too early.</summary>
    private static int Gap(IHandoffPolicy policy, HandoffTestCase one)
    {
        var golden = one.CardholderTurns.ToList().IndexOf(one.Golden);
        for (var turn = 0; turn < one.CardholderTurns.Count; turn++)
        {
            var step = one.Judge(policy, one.CardholderTurns[turn]).Step;

            // Where an offer is expected a handoff brings the person too; where a handoff is expected an offer does not.
            if (step == HandoffStep.Handoff || (step == HandoffStep.Offer && one.Expect == "offer"))
            {
                return turn - golden;
            }
        }

        return int.MaxValue;
    }
}
