using System.Globalization;
using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Tests.Doubles;

/// <summary>Makes the signals that a decision is combined of, from short words.</summary>
internal static class MadeSignals
{
    /// <summary>Numbers of which no two that are compared with the same signal are the same, so that none can stand in for another.</summary>
    public static Measures Measures { get; } = new()
    {
        UnhelpedTurns = 2,
        UpsetTurns = 3,
        LikenessPercent = 60,
        QuestionsInAMessage = 3,
        AtOncePercent = 60,
        SafetyPercent = 40,
        VetoPercent = 92,
        UrgentVetoPercent = 96,
        HeldBackPercent = 85,
        PickedPercent = 80,
        SentencePercent = 95,
        WithNextPercent = 75,
        OtherReasonPercent = 70,
        RightPercent = 30,
        OfferPercent = 50,
        OfferVetoPercent = 88,
    };

    private static Variants NoVariants { get; } = new(new Dictionary<char, char>());

    /// <summary>A rule that fired; null for no reason.</summary>
    public static Fired? Rule(string? reason) => reason is null
        ? null
        : new Fired(reason, "the words", $"{reason}.rule", new Sentence(FoldedText.Of("the words", NoVariants), 0, new SiftedText("the words", Candidates: null), IsQuestion: false));

    /// <summary>What examples make of a message, from reasons with percents, as in <c>safety 41, anger 20</c>; the rest is that there is none. Null for null.</summary>
    public static Likely? Likely(string? percents)
    {
        if (percents is null)
        {
            return null;
        }

        var reasons = new float[HandoffReasons.All.Count + 1];
        foreach (var pair in percents.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(' ')))
        {
            reasons[HandoffReasons.PrecedenceOf(pair[0])] = float.Parse(pair[1], CultureInfo.InvariantCulture) / 100;
        }

        reasons[^1] = 1 - reasons.Sum();
        var count = HandoffReasons.AtOnce.Count;
        return new Likely(reasons[..count].Sum(), Top(reasons, 0, count), reasons[count..^1].Sum(), Top(reasons, count, reasons.Length - 1), reasons);
    }

    private static string Top(float[] reasons, int from, int to) => HandoffReasons.All[Array.IndexOf(reasons, reasons[from..to].Max(), from)];
}
