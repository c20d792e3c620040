using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Measuring;

/// <summary>Measures a policy on cases with known answers, as <c>handoff eval</c> prints it.</summary>
public static class HandoffEvaluation
{
    /// <summary>Most wrong cases listed.</summary>
    public const int WrongMax = 500;

    /// <summary>Measures a policy.</summary>
    /// <param name="policy">From <see cref="MeasuredPolicy.Read"/>.</param>
    /// <param name="files">The cases.</param>
    /// <param name="time">What decisions are timed by.</param>
    /// <param name="wrongMax">Most wrong cases listed, 0 to <see cref="WrongMax"/>.</param>
    /// <exception cref="HandoffFileException">A line is not a case (HND110, HND111), or there are too many (HND112).</exception>
    public static HandoffMeasures Measure(IHandoffPolicy policy, IEnumerable<CaseLines> files, TimeProvider time, int wrongMax = WrongMax)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(time);
        var cases = CaseFile.Read(files);
        var judged = cases.Select(one => new JudgedCase(one, one.Judge(policy, one.CardholderTurns[^1]))).ToList();
        return new HandoffMeasures(judged, LateMeasures.Of(policy, cases), Timed(policy, cases, time), Math.Clamp(wrongMax, 0, WrongMax));
    }

    /// <summary>Everything has been judged once before, so the first use of a pattern is not in the figures.</summary>
    private static Microseconds Timed(IHandoffPolicy policy, IReadOnlyList<HandoffTestCase> cases, TimeProvider time)
    {
        if (cases.Count == 0)
        {
            return new Microseconds(0, 0);
        }

        var taken = new double[cases.Count];
        for (var i = 0; i < cases.Count; i++)
        {
            var begun = time.GetTimestamp();
            cases[i].Judge(policy, cases[i].CardholderTurns[^1]);
            taken[i] = time.GetElapsedTime(begun).TotalMicroseconds;
        }

        Array.Sort(taken);
        return new Microseconds(Math.Round(taken[taken.Length / 2], 1), Math.Round(taken[Math.Min(taken.Length - 1, taken.Length * 99 / 100)], 1));
    }
}
