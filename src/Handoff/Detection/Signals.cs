using System.Runtime.InteropServices;

namespace Cardline.Handoff.Detection;

/// <summary>What speaks for a person who acts at once.</summary>
/// <param name="Rule">The rule that fired; null when none did.</param>
/// <param name="Likely">What the examples make of the messages; null when nothing was learnt.</param>
/// <param name="OfRule">What they make of the sentence on which the rule fired, alone.</param>
/// <param name="IsHeldBack">Whether words of a rule for the likeliest reason are there, but denied, asked about or only mentioned.</param>
/// <param name="Accepts">Whether the messages say yes to an offered person.</param>
/// <param name="Picks">Whether the messages only pick from a list.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AtOnceSignals(Fired? Rule, Likely? Likely, Likely? OfRule, bool IsHeldBack, bool Accepts, bool Picks)
{
    /// <summary>Gets what they make of the sentence that speaks most for a person, alone; null when there is only one, or it need not be asked.</summary>
    public Likely? OfSentence { get; init; }

    /// <summary>Gets what they make of that sentence and the one after it, together.</summary>
    public Likely? OfSentenceAndNext { get; init; }
}

/// <summary>What speaks for offering a person.</summary>
/// <param name="Rule">The rule that fired; null when none did.</param>
/// <param name="Likely">What the examples make of the messages; null when nothing was learnt.</param>
/// <param name="IsAgain">Whether the messages ask the same again, or say that the last reply did not help.</param>
/// <param name="UnhelpedTurns">How many turns one after another were of no help.</param>
/// <param name="Questions">How many questions the messages hold.</param>
/// <param name="Mood">What was felt in all of the last messages; null when they were not all upset.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OfferSignals(Fired? Rule, Likely? Likely, bool IsAgain, int UnhelpedTurns, int Questions, string? Mood);

/// <summary>What speaks for a right that is invoked.</summary>
/// <param name="Rule">The rule for it that fired; null when none did.</param>
/// <param name="Likely">What the examples make of the messages; null when nothing was learnt.</param>
/// <param name="OfRule">What they make of the sentence on which the rule fired, alone.</param>
/// <param name="IsHeldBack">Whether words of a rule for it are there, but denied, asked about or only mentioned.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RightSignals(Fired? Rule, Likely? Likely, Likely? OfRule, bool IsHeldBack);

/// <summary>What the examples make of messages. Probabilities from 0 to 1; <paramref name="AtOnce"/>, <paramref name="Offered"/> and that nobody is needed are 1 together.</summary>
/// <param name="AtOnce">How probable it is that a person is needed at once.</param>
/// <param name="Reason">The likeliest reason to act at once.</param>
/// <param name="Offered">How probable it is that a person should be offered.</param>
/// <param name="OfferReason">The likeliest reason to offer.</param>
/// <param name="Reasons">How probable each reason is, in the order of <see cref="HandoffReasons.All"/>, and last that there is none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Likely(float AtOnce, string Reason, float Offered, string OfferReason, IReadOnlyList<float> Reasons)
{
    /// <summary>Gets what is felt, one of the reasons that are feelings; null when it is rather neutral.</summary>
    public string? Mood { get; init; }

    /// <summary>Gets how probable it is that there is no reason.</summary>
    public float OfNone => Reasons[^1];

    /// <summary>Gets how probable a reason is.</summary>
    public float Of(string reason) => Reasons[HandoffReasons.PrecedenceOf(reason)];
}
